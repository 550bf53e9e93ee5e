using System.CommandLine;
using Chasqui.Compiler;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Emit;

namespace Chasqui.Cli.Commands;

/// <summary>Writes a program that <c>dotnet NAME.dll</c> runs.</summary>
internal static class BuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("PATH") { Description = "a source file, or a folder with main.incn" };
        var output = new Option<string>("-o", "--output") { Description = "the folder to write into", Required = true };
        var name = new Option<string?>("--name") { Description = "the assembly's name; by default the entry file's" };
        var references = new Option<string[]>("-r", "--reference") { Description = "an assembly of .NET to import from; may be repeated", HelpName = "ASSEMBLY" };
        var release = SharedOptions.Release();
        var format = SharedOptions.Format();
        var color = SharedOptions.Color();
        var timings = SharedOptions.Timings();
        var command = new Command("build", "Compiles a program into a folder.") { path, output, name, references, release, format, color, timings };
        command.SetAction(parsed =>
        {
            var compiler = new ProgramCompiler(terminal)
            {
                Format = parsed.GetRequiredValue(format),
                Color = parsed.GetRequiredValue(color),
                ShowsTimings = parsed.GetValue(timings),
                IsVerbose = parsed.GetValue<bool>(SharedOptions.VerboseName),
            };
            var result = compiler.Compile(
                parsed.GetRequiredValue(path), !parsed.GetValue(release), assemblyName: parsed.GetValue(name), references: parsed.GetValue(references));
            return compiler.Report(Write(result, parsed.GetRequiredValue(output)));
        });
        return command;
    }

    private static CompilationResult Write(CompilationResult result, string folder)
    {
        if (result.Output is not { } program)
        {
            return result;
        }
        try
        {
            OutputWriter.Write(program, result.AssemblyName, folder, ProgramCompiler.RuntimePath);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return result with { Diagnostics = result.Diagnostics.Add(FileErrors.CannotWrite(folder, e.Message)) };
        }
    }
}
