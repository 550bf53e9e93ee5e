namespace Chasqui.Compiler.Tests.Lowering;

public sealed class StateMachineTests
{
    private const string Source = """
        import std.async

        async def one() -> int:
            return 1

        async def sum(a: int) -> int:
            unused = a + 1
            kept = a + 2
            first = await one()
            return kept + first + await one()

        async def main() -> None:
            print(await sum(1))
        """;

    [Fact]
    public void The_stack_body_calls_directly_and_makes_the_frame_only_to_wait()
    {
        string text = Lowered.Function(Source, "sum", debug: false);
        Assert.Matches(@"\$status = one\(\$worker, ref \$await1\)
\s+\S+ .*wait1
", text);
        Assert.Matches(@"\$result = .*
\s+return 0
", text);
        string after = text[text.IndexOf("\nwait1", StringComparison.Ordinal)..];
        Assert.Matches(@"wait1\S*:
.*cancelled.*
\s+\$frame = new sum\$\d+\(\)
\s+\$frame\.kept\$0 = kept
\s+\$frame\.\$state = 1
", after);
        Assert.Matches(@"\$frame\.Frame\.Suspend\(\$worker\)
\s+\$result = default.*
\s+return 1", after);
        Assert.DoesNotMatch(@"\$frame\.(a|unused\$\d+) = ", text);
    }

    [Fact]
    public void The_stack_body_of_a_debug_build_makes_the_frame_and_starts_it()
    {
        string text = Lowered.Function(Source, "sum");
        Assert.Matches(@"\$frame = new sum\$\d+\(\)\n\s+\$frame\.a = a\n\s+return \$frame\.Future\.Start\(\$worker, ref \$result\)", text);
    }

    [Fact]
    public void Only_what_is_read_after_an_await_survives_it_in_a_release_build()
    {
        string text = Lowered.Text(Source, debug: false);
        Assert.Matches(@"this\.kept\$\d+ = kept", text);
        Assert.DoesNotMatch(@"this\.unused\$\d+ = unused", text);
    }

    [Fact]
    public void Every_local_survives_in_a_debug_build() =>
        Assert.Matches(@"this\.unused\$\d+ = unused", Lowered.Text(Source));

    [Fact]
    public void Operands_before_an_await_are_evaluated_before_it()
    {
        string text = Lowered.Text(Source, debug: false);
        Assert.Matches(@"(\$s\d+) = \(kept \+! first\)(.|\n)*\$status = one\((.|\n)*Complete\(\(\1 \+! \$s\d+\)\)", text);
    }
}
