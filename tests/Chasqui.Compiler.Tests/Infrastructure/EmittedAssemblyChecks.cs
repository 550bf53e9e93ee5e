using System.Reflection.Metadata;
using System.Text.RegularExpressions;
using Chasqui.Compiler.Emit;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;

namespace Chasqui.Compiler.Tests.Infrastructure;

/// <summary>What every emitted assembly must be, beyond running.</summary>
public static class EmittedAssemblyChecks
{
    private static readonly string[] Remarks =
    [
        "Error decompiling", "Unknown result type", "Expected ", "Invalid comparison", "Stack underflow", "Could not decode",
        "Unexpected return in MoveNext", "IL_0000: Unknown", "Warning:",
    ];

    /// <summary>Decompiles the assembly; a remark of the decompiler about types or structure fails.</summary>
    public static string Decompile(EmitResult output, string runtimePath)
    {
        string folder = Directory.CreateTempSubdirectory("chasqui").FullName;
        try
        {
            return Decompile(OutputWriter.Write(output, "program", folder, runtimePath));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same for an assembly on disk, with the runtime beside it.</summary>
    public static string Decompile(string path)
    {
        var decompiler = new CSharpDecompiler(path, new DecompilerSettings { ThrowOnAssemblyResolveErrors = false });
        string text = decompiler.DecompileWholeModuleAsString();
        // Within the line too: what the decompiler has to say on an expression stands in front of it.
        foreach (Match comment in Regex.Matches(text, "(//|/\\*).*"))
        {
            Assert.DoesNotContain(Remarks, r => comment.Value.Contains(r, StringComparison.Ordinal));
        }
        return text;
    }

    /// <summary>Compiling the same input again gives the same bytes.</summary>
    public static void AssertDeterministic(Func<EmitResult> compile)
    {
        AssertSame(compile(), compile());
    }

    public static void AssertSame(EmitResult first, EmitResult? second)
    {
        Assert.Equal(first.Assembly, second?.Assembly);
        Assert.Equal(first.Symbols, second?.Symbols);
    }

    /// <summary>The lines that the PDB maps code to.</summary>
    public static int[] MappedLines(EmitResult output)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(output.Symbols));
        MetadataReader reader = provider.GetMetadataReader();
        return
        [
            .. reader.MethodDebugInformation
                .SelectMany(h => reader.GetMethodDebugInformation(h).GetSequencePoints())
                .Where(p => !p.IsHidden)
                .Select(p => p.StartLine)
                .Distinct()
                .Order(),
        ];
    }
}
