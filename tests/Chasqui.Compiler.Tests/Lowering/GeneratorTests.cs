namespace Chasqui.Compiler.Tests.Lowering;

public sealed class GeneratorTests
{
    private const string Source = """
        def pairs(xs: list[int]) -> Generator[int]:
            unused = 1
            kept = 2
            yield kept
            yield kept + 1

        def main() -> None:
            print(pairs([1]).collect())
        """;

    [Fact]
    public void A_call_only_makes_the_frame_with_copies_of_the_arguments()
    {
        string text = Lowered.Function(Source, "pairs");
        Assert.Matches(@"\$frame = new pairs\$\d+\(\)\n\s+\$frame\.xs = .*ShareObject.*\(xs\)\n\s+return ", text);
    }

    [Fact]
    public void A_step_leaves_at_each_yield_and_goes_on_after_it()
    {
        string text = Lowered.Function(Source, "MoveNext", debug: false);
        Assert.Matches(@"\$item = kept\n\s+this\.kept\$\d+ = kept\n\s+this\.\$state = 1\n\s+return true\n\s*resume1\S*:\n\s+kept = this\.kept\$\d+", text);
        Assert.Matches(@"this\.\$state = 2\n\s+return true", text);
        Assert.DoesNotMatch(@"this\.unused\$\d+", text);
    }

    [Fact]
    public void It_counts_as_ended_while_it_runs()
    {
        string text = Lowered.Function(Source, "MoveNext");
        Assert.Matches(@"\$at = this\.\$state\n\s+this\.\$state = -1\n\s+switch \$at ", text);
    }
}
