namespace Chasqui.Compiler.Tests.Lowering;

public sealed class DesugarTests
{
    [Fact]
    public void A_copy_of_a_place_is_marked_and_a_returned_local_moves()
    {
        string text = Lowered.Function("""
            def f() -> list[int]:
                xs = [1]
                ys = xs
                return xs
            def main() -> None:
                print(f())
            """, "f");
        Assert.Contains("ys = Ops.ShareObject[list[int]](xs)", text, StringComparison.Ordinal);
        Assert.Contains("return xs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutation_makes_its_place_unique_after_the_arguments_are_evaluated()
    {
        string text = Lowered.Function("""
            def size(xs: list[int]) -> int:
                return len(xs)
            def f() -> None:
                mut xs = [1]
                xs.append(size(xs))
            def main() -> None:
                f()
            """, "f");
        Assert.Matches(@"(\$a\d+) = size\(.*\)\n\s+xs = Ops\.Unshared\[list\[int\]\]\(xs\)\n\s+xs\.append\(\1\)", text);
    }

    [Fact]
    public void A_list_that_its_loop_changes_is_marked_first()
    {
        string text = Lowered.Function("""
            def f() -> None:
                mut xs = [1]
                for x in xs:
                    xs.append(x)
            def main() -> None:
                f()
            """, "f");
        Assert.Matches(@"\$xs\d+ = Ops\.ShareObject\[list\[int\]\]\(xs\)", text);
    }

    [Fact]
    public void A_nested_element_is_reached_through_unique_objects()
    {
        string text = Lowered.Function("""
            def f() -> None:
                mut grid = [[1]]
                grid[0][0] = 2
            def main() -> None:
                f()
            """, "f");
        Assert.Contains(
            "Ops.Unique[list[int]](ref *grid.__itemref__(0)).__setitem__(0, 2)", text, StringComparison.Ordinal);
        Assert.Contains("grid = Ops.Unshared[list[list[int]]](grid)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_functions_in_a_cycle_check_the_stack()
    {
        const string Source = """
            def even(n: int) -> bool:
                return True if n == 0 else odd(n - 1)
            def odd(n: int) -> bool:
                return False if n == 0 else even(n - 1)
            def main() -> None:
                print(even(4))
            """;
        Assert.Contains("Errors.EnsureStack", Lowered.Function(Source, "odd"), StringComparison.Ordinal);
        Assert.DoesNotContain("Errors.EnsureStack", Lowered.Function(Source, "main"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recursion_checks_the_stack_where_it_first_calls()
    {
        string text = Lowered.Function("""
            def down(n: int) -> int:
                if n == 0:
                    return 7
                return down(n - 1)
            def main() -> None:
                print(down(4))
            """, "down");
        int check = text.IndexOf("Errors.EnsureStack", StringComparison.Ordinal);
        Assert.InRange(check, text.IndexOf("return 7", StringComparison.Ordinal), text.IndexOf("down(", check, StringComparison.Ordinal));
    }
}
