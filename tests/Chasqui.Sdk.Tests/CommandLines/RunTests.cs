using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.CommandLines;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arguments_after_the_dashes_are_the_programs()
    {
        Outcome outcome = Launcher.Start(
            _folder.Root, "run", "-c", "from std.environ import args\nprintln(args())", "--", "a b", "--release", "--", "");
        Assert.Equal(new Outcome(0, "[\"a b\", \"--release\", \"--\", \"\"]\n", ""), outcome with { Out = outcome.Out.ReplaceLineEndings("\n") });
    }

    [Fact]
    public void A_program_that_fails_leaves_only_its_trace()
    {
        _folder.Write("fails.incn", "def f(x: int) -> int:\n    assert x > 0, \"positive\"\n    return x\n\ndef main() -> None:\n    println(f(0))\n");
        Outcome outcome = Launcher.Start(_folder.Root, "run", "fails.incn");
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Out));
        Assert.Collection(
            outcome.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n'),
            line => Assert.StartsWith("AssertionError: positive", line, StringComparison.Ordinal),
            line => Assert.Equal("  at f (fails.incn:2)", line),
            line => Assert.Equal("  at main (fails.incn:6)", line));
    }

    [Fact]
    public void The_exit_code_is_the_programs() => Assert.Equal(7, Launcher.Run((_, _, _) => 7, "run", "-c", "println(1)").ExitCode);

    [Fact]
    public void A_wrong_program_is_not_started()
    {
        Outcome outcome = Launcher.Run((_, _, _) => throw new InvalidOperationException("started"), "run", "-c", "println(missing)");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error CHQ2101: ", outcome.Error);
    }
}
