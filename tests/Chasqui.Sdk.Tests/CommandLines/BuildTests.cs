using System.Runtime;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.CommandLines;

public sealed class BuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_output_runs_and_a_failed_build_leaves_it()
    {
        string source = _folder.Write("app.incn", "def main() -> None:\n    println(\"built\")\n");
        Outcome built = Launcher.Run("build", source, "-o", _folder.PathOf("out"));
        Assert.Equal(new Outcome(0, "", ""), built);
        Assert.Equal(
            ["Chasqui.Runtime.dll", "app.dll", "app.pdb", "app.runtimeconfig.json"],
            Directory.EnumerateFiles(_folder.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        byte[] before = File.ReadAllBytes(_folder.PathOf("out/app.dll"));
        _folder.Write("app.incn", "def main() -> None:\n    println(missing)\n");
        Assert.Equal(1, Launcher.Run("build", source, "-o", _folder.PathOf("out")).ExitCode);
        Assert.Equal(before, File.ReadAllBytes(_folder.PathOf("out/app.dll")));
        Assert.Equal(["built"], DotNet.Run(_folder.Root, "out/app.dll").OutLines);
    }

    [Fact]
    public void A_large_program_runs_with_garbage_collection()
    {
        string source = _folder.Write("large.incn", string.Concat(Enumerable.Range(0, 5000).Select(i => $"const LIMIT_{i}: int = {i}\n")) + "def main() -> None:\n    println(LIMIT_7)\n");
        Assert.Equal(0, Launcher.Run("run", source).ExitCode);
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void An_output_folder_that_is_a_file_is_a_diagnostic()
    {
        string source = _folder.Write("app.incn", "println(1)\n");
        Outcome outcome = Launcher.Run("build", source, "-o", _folder.Write("out", ""), "--format", "msbuild");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(": error CHQ8005: ", Assert.Single(outcome.OutLines));
    }
}
