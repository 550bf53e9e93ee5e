using System.Text.RegularExpressions;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests.Programs;

/// <summary>Compiles a case, checks what came out, and runs it as a user would: from files, in a process of its own.</summary>
public static class ProgramCheck
{
    public static void Check(ProgramCase program, bool isDebug)
    {
        Assert.True(program.HasExpectation, $"{program.Folder} has no expected.* file");
        var options = new CompilationOptions(program.EntryName, RuntimeAssembly.Path) 
        {
            IsDebug = isDebug,
            ValidatesLowering = true,
            Files = program.Sources,
        };
        CompilationResult result = Compilation.Compile(options);
        Assert.True(result.InternalError is null, $"the compiler failed: {result.InternalError}");
        Assert.Equal(program.Diagnostics ?? [], result.Diagnostics.Select(program.Describe));
        if (result.Output is not { } output)
        {
            Assert.False(program.Runs, "a program that does not compile has no output to expect");
            return;
        }
        EmittedAssemblyChecks.AssertSame(output, Compilation.Compile(options).Output);
        CheckFiles(program, result.AssemblyName, output, isDebug);
    }

    private static void CheckFiles(ProgramCase program, string name, EmitResult output, bool isDebug)
    {
        string folder = Directory.CreateTempSubdirectory("chasqui").FullName;
        try
        {
            string assembly = OutputWriter.Write(output, name, Path.Combine(folder, "bin"), RuntimeAssembly.Path);
            EmittedAssemblyChecks.Decompile(assembly);
            if (program.Runs)
            {
                CheckRun(program, assembly, CopyOf(program.Folder, Path.Combine(folder, "work")), isDebug);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CheckRun(ProgramCase program, string assembly, string folder, bool isDebug)
    {
        ProcessResult run = ChildProcess.Run("dotnet", [assembly, .. program.Arguments], folder, program.Input);
        // The error output first: when a program fails, it is the one that says why.
        if (program.ErrorOutput is not null || program.ExitCode is null or 0)
        {
            Assert.Equal(Comparable(program.ErrorOutput ?? "", isDebug), Comparable(run.Error, isDebug));
        }
        Assert.Equal(program.Output ?? "", run.Output);
        Assert.Equal(program.ExitCode ?? 0, run.ExitCode);
    }

    /// <summary>
    /// Optimised code shares one throwing block among the checks of a method, so that a trace names the method but not always the line.
    /// </summary>
    private static string Comparable(string text, bool isDebug) =>
        isDebug ? text : Regex.Replace(text, @"^(  at .*):\d+\)$", "$1)", RegexOptions.Multiline);

    /// <summary>Programs run in a copy, so that what they write stays out of the source tree.</summary>
    private static string CopyOf(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
            File.Copy(file, copy);
        }
        return target;
    }
}
