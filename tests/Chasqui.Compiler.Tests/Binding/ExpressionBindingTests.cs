namespace Chasqui.Compiler.Tests.Binding;

/// <summary>What expressions of right programs are bound to, as the dump shows them.</summary>
public sealed class ExpressionBindingTests
{
    [Theory]
    [InlineData("1 + 2.5", "float = (1.0 + 2.5)")]
    [InlineData("n + 2.5", "float = (IntToFloat<float>(n) + 2.5)")]
    [InlineData("n / 2", "float = (n / 2)")]
    [InlineData("n // 2", "int = (n // 2)")]
    [InlineData("n ** 2", "int = (n ** 2)")]
    [InlineData("2 ** n", "float = (2.0 ** IntToFloat<float>(n))")]
    [InlineData("-n", "int = -n")]
    [InlineData("-9223372036854775808", "int = -9223372036854775808")]
    [InlineData("\"a\" + \"b\"", "str = (\"a\" + \"b\")")]
    [InlineData("\"a\" * 3", "str = \"a\".__mul__(count=3)")]
    [InlineData("[1] + [2]", "list[int] = list[int][1].__add__(other=list[int][2])")]
    [InlineData("n in [1]", "bool = list[int][1].__contains__(value=n)")]
    [InlineData("n not in {1: 2}", "bool = not dict[int, int]{1: 2}.__contains__(key=n)")]
    [InlineData("0 < n < 9", "bool = chain((0 < n) and (n < 9))")]
    [InlineData("[1, 2.5]", "list[float] = list[float][1.0, 2.5]")]
    [InlineData("[1, None]", "list[Option[int]] = list[Option[int]][WrapSome<Option[int]>(1), Option[int].None]")]
    [InlineData("[i * i for i in range(3) if i > 0]", "list[int] = list[int][(i * i) for i: int in range(range.range(stop=3)) if (i > 0)]")]
    [InlineData("{k: v for k, v in {1: 2}}", "dict[int, int] = dict[int, int][k: v for (k: int, v: int) in list(dict[int, int]{1: 2}.items())]")]
    [InlineData("1 if n > 0 else 2.5", "float = (1.0 if (n > 0) else 2.5)")]
    [InlineData("(n, \"a\").1", "str = (n, \"a\").1")]
    [InlineData("\"abc\"[1:]", "str = \"abc\".__getslice__(start=WrapSome<Option[int]>(1), stop=Option[int].None, step=Option[int].None)")]
    [InlineData("len(\"abc\")", "int = \"abc\".__len__()")]
    [InlineData("max(n, 2)", "int = max[int](a=n, b=2)")]
    [InlineData("[1].map((x) => x + 0.5).collect()", "list[float] = list[int][1].iter().map[float](f=(x: int) -> float => (IntToFloat<float>(x) + 0.5)).collect()")]
    [InlineData("sorted([\"b\"], key=(s) => len(s))", "list[str] = sorted[str, int](values=ToTrait<Iterable[str]>(list[str][\"b\"]), key=(s: str) -> int => s.__len__(), reverse=false)")]
    [InlineData("n |> max(3)", "int = max[int](a=n, b=3)")]
    public void Expression(string expression, string expected)
    {
        string dump = BoundSource.DumpMain($"def main() -> None:\n    n = 5\n    x = {expression}\n");
        string line = dump.Split('\n')[1].Replace("let n; ", "").Replace("_tmp", "n");
        Assert.Equal($"let x: {expected}", line);
    }

    [Theory]
    [InlineData("x: float = 1", "let x: float = 1.0")]
    [InlineData("x: Option[int] = 1", "let x: Option[int] = WrapSome<Option[int]>(1)")]
    [InlineData("x: list[float] = [1, 2]", "let x: list[float] = list[float][1.0, 2.0]")]
    [InlineData("x: Result[int, str] = Err(\"e\")", "let x: Result[int, str] = Result[int, str].Err(\"e\")")]
    [InlineData("x: (float, Option[str]) = (1, None)", "let x: (float, Option[str]) = (1.0, Option[str].None)")]
    [InlineData("x: u8 = 200", "let x: u8 = 200")]
    [InlineData("x: (int) -> int = (a) => a", "let x: (int) -> int = (a: int) -> int => a")]
    public void Expected_type(string declaration, string expected) =>
        Assert.Equal(expected, BoundSource.DumpMain($"def main() -> None:\n    {declaration}\n"));

    [Fact]
    public void First_use_decides_the_type_of_an_empty_collection() =>
        Assert.Equal(
            "mut xs: list[int] = list[int][]\nxs.append(value=1)\nmut d: dict[str, list[int]] = dict[str, list[int]]{}\nd[\"a\"] = xs",
            BoundSource.DumpMain("def main() -> None:\n    mut xs = []\n    xs.append(1)\n    mut d = {}\n    d[\"a\"] = xs\n"));

    [Fact]
    public void A_test_for_None_gives_the_value() =>
        Assert.Equal(
            """
            let o: Option[int] = WrapSome<Option[int]>(3)
            if (o == Option[int].None):
                return
            let o: int = o.unwrap()
            println(values=list[str][ToDisplay<str>((o + 1))], sep=" ", end="\n")
            """.ReplaceLineEndings("\n"),
            BoundSource.DumpMain("def main() -> None:\n    o: Option[int] = 3\n    if o is None:\n        return\n    println(o + 1)\n"));

    [Fact]
    public void Elements_changed_through_a_loop_variable_are_marked() =>
        Assert.Contains(
            "for mut row: list[int] in list(grid):",
            BoundSource.DumpMain("def main() -> None:\n    mut grid = [[1], [2]]\n    for row in grid:\n        row.append(3)\n"));

    [Fact]
    public void Captures_are_the_variables_of_the_outer_function() =>
        Assert.Contains(
            "(x: int) -> int captures k => (x + k)",
            BoundSource.DumpMain("def main() -> None:\n    k = 2\n    f = (x: int) => x + k\n    println(f(1))\n"));
}
