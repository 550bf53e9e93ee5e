using System.Text;
using System.Text.Json;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.Projects;

public sealed class ProjectTests(SampleProject project) : IClassFixture<SampleProject>
{
    private const string Output = "bin/Debug/net10.0/";

    [Fact]
    public void Dotnet_run_builds_and_passes_the_arguments_on()
    {
        Succeeded(project.First);
        // The first restore of an SDK tells about itself on standard output.
        Assert.Equal(["hello, project", "6", "arg one", "arg two words"], project.First.OutLines.TakeLast(4));
    }

    [Fact]
    public void The_output_is_what_dotnet_needs_to_run_and_debug()
    {
        Assert.Equal("BSJB", Encoding.ASCII.GetString(project.FirstFiles[Output + "app.pdb"], 0, 4));
        Assert.Contains(Output + "Chasqui.Runtime.dll", project.FirstFiles.Keys);
        JsonElement options = Json("app.runtimeconfig.json").GetProperty("runtimeOptions");
        Assert.Equal("Microsoft.NETCore.App", options.GetProperty("framework").GetProperty("name").GetString());
        Assert.True(Json("app.deps.json").GetProperty("libraries").TryGetProperty($"Chasqui.Runtime/{SampleProject.Version}", out _));
    }

    [Fact]
    public void No_csharp_is_written_or_compiled()
    {
        Assert.DoesNotContain(project.FirstFiles.Keys, f => f.EndsWith(".cs", StringComparison.Ordinal));
        Assert.DoesNotContain("csc", project.Changed.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_second_build_compiles_nothing()
    {
        Succeeded(project.Second);
        Assert.Contains("Skipping target \"CoreCompile\"", project.Second.Out);
        Assert.Equal(project.FirstWritten, project.SecondWritten);
    }

    [Fact]
    public void A_changed_module_is_compiled_and_its_warnings_pass()
    {
        Succeeded(project.Changed);
        Assert.NotEqual(project.FirstAssembly, project.ChangedAssembly);
        Assert.Matches(@"(?m)cart\.incn\(6,5\): warning CHQ6002: ", project.Changed.Out);
    }

    [Fact]
    public void A_removed_module_fails_the_build_and_leaves_the_old_output()
    {
        Assert.Equal(1, project.Broken.ExitCode);
        Assert.Matches(@"(?m)main\.incn\(3,8\): error CHQ2005: ", project.Broken.Out);
        Assert.Contains("1 Error(s)", project.Broken.Out);
        Assert.Equal(project.ChangedAssembly, project.AfterBroken);
    }

    [Fact]
    public void Release_is_optimised()
    {
        Succeeded(project.Release);
        Assert.Matches("chasqui.dll.* --release", project.Release.Out);
        Assert.DoesNotMatch("chasqui.dll.* --release", project.Changed.Out);
        Assert.Equal(["hello, project", "6"], project.ReleaseRun.OutLines);
    }

    [Fact]
    public void Clean_removes_what_the_build_made()
    {
        Succeeded(project.Cleaned);
        Assert.DoesNotContain(project.CleanedFiles.Keys, f => f.StartsWith(Output, StringComparison.Ordinal));
        Assert.DoesNotContain("obj/Debug/net10.0/app.dll", project.CleanedFiles.Keys);
        Assert.DoesNotContain("obj/Debug/net10.0/Chasqui.Runtime.dll", project.CleanedFiles.Keys);
        Assert.Contains("main.incn", project.CleanedFiles.Keys);
    }

    private static void Succeeded(Outcome outcome) => Assert.True(outcome.ExitCode == 0, outcome.Out + outcome.Error);

    private JsonElement Json(string name) => JsonDocument.Parse(project.FirstFiles[Output + name]).RootElement;
}
