using System.Collections.Immutable;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests.Programs;

/// <summary>Runs <see cref="AwaitMatrix"/>. The configurations are classes of their own, so that they run side by side.</summary>
public abstract class AwaitMatrixTests(bool isDebug)
{
    public static TheoryData<string> Regions => [.. AwaitMatrix.Regions];

    [Theory]
    [MemberData(nameof(Regions))]
    public void Evaluation_is_left_to_right_and_once(string region)
    {
        (string source, string expected) = AwaitMatrix.Program(region);
        CompilationResult result = Compilation.Compile(new CompilationOptions("main.incn", RuntimeAssembly.Path)
        {
            IsDebug = isDebug,
            ValidatesLowering = true,
            Files = ImmutableDictionary<string, string>.Empty.Add("main.incn", source),
        });
        Assert.Empty(result.Diagnostics.Where(d => d.IsError).Select(d => $"{d.Span.StartPosition.Line}: {d.Message}: {source.Split('\n')[d.Span.StartPosition.Line - 1]}"));
        Assert.NotNull(result.Output);
        string folder = Directory.CreateTempSubdirectory("chasqui").FullName;
        try
        {
            ProcessResult run = ChildProcess.Run("dotnet", [OutputWriter.Write(result.Output, "matrix", folder, RuntimeAssembly.Path)], folder);
            AssertSame(expected, run.Output + run.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Names the first run that went otherwise.</summary>
    private static void AssertSame(string expected, string actual)
    {
        string[] wanted = expected.Split('\n'), got = actual.Split('\n');
        string run = "";
        for (int i = 0; i < wanted.Length; i++)
        {
            run = wanted[i].Contains('_') ? wanted[i] : run;
            Assert.True(i < got.Length && wanted[i] == got[i], $"in {run}, line {i}: expected `{wanted[i]}`, found `{(i < got.Length ? got[i] : "the end")}`");
        }
        Assert.Equal(expected, actual);
    }
}

public sealed class DebugAwaitMatrixTests() : AwaitMatrixTests(isDebug: true);

public sealed class ReleaseAwaitMatrixTests() : AwaitMatrixTests(isDebug: false);
