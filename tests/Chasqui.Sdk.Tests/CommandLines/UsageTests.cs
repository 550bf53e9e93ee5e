using Chasqui.Cli;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.CommandLines;

public sealed class UsageTests
{
    [Theory]
    [InlineData]
    [InlineData("bogus")]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("run", "a.incn", "-c", "println(1)")]
    [InlineData("build", "a.incn")]
    [InlineData("check", "a.incn", "--", "x")]
    [InlineData("check", "a.incn", "--format", "xml")]
    [InlineData("check", "a.incn", "--verbos")]
    [InlineData("inspect", "everything", "a.incn")]
    public void Wrong_usage_exits_with_2_and_a_hint(params string[] arguments)
    {
        Outcome outcome = Launcher.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.StartsWith("chasqui: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("`chasqui --help`", outcome.Error);
    }

    [Fact]
    public void Version_is_that_of_the_build()
    {
        Outcome outcome = Launcher.Start(AppContext.BaseDirectory, "--version");
        Assert.Equal((0, Projects.SampleProject.Version), (outcome.ExitCode, outcome.Out.Trim()));
        Assert.Matches(@"^\d+\.\d+\.\d+", outcome.Out);
    }

    [Fact]
    public void Help_names_every_command()
    {
        Outcome outcome = Launcher.Run("--help");
        Assert.Equal(0, outcome.ExitCode);
        Assert.All(["run", "build", "check", "inspect", "explain"], command => Assert.Matches($@"(?m)^  {command} ", outcome.Out));
    }

    [Theory]
    [InlineData("CHQ3001")]
    [InlineData("chq3001")]
    public void Explain_prints_the_page(string id)
    {
        Outcome outcome = Launcher.Run("explain", id);
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("# CHQ3001: ", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_of_an_unknown_id_fails()
    {
        Outcome outcome = Launcher.Run("explain", "CHQ0000");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("`CHQ0000`", outcome.Error);
    }

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, "", true)]
    [InlineData(false, "1", false)]
    [InlineData(true, null, false)]
    public void Colour_needs_a_terminal_and_no_NO_COLOR(bool isRedirected, string? noColor, bool expected) =>
        Assert.Equal(expected, Terminal.WantsColor(isRedirected, noColor));

    [Fact]
    public void An_internal_error_exits_with_70_and_keeps_its_detail_for_verbose()
    {
        Outcome brief = Launcher.Run((_, _, _) => throw new InvalidOperationException("boom"), "run", "-c", "println(1)");
        Assert.Equal(70, brief.ExitCode);
        Assert.Contains("error CHQ9001: ", brief.Error);
        Assert.Contains("`--verbose`", brief.Error);
        Assert.Contains($"chasqui {Projects.SampleProject.Version} on ", brief.Error);
        Assert.DoesNotContain("   at ", brief.Error);
        Outcome verbose = Launcher.Run((_, _, _) => throw new InvalidOperationException("boom"), "run", "-c", "println(1)", "--verbose");
        Assert.Equal(70, verbose.ExitCode);
        Assert.Contains("   at ", verbose.Error);
    }
}
