using Xunit;

namespace Chasqui.Compiler.Tests.Syntax;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData("if x = 3:\n    y\n", "CHQ1010 1:6 =")]
    [InlineData("while x\n    z\n", "CHQ1010 1:8 ")]
    [InlineData("foo(1 2)\n", "CHQ1010 1:7 2")]
    [InlineData("a && b\n", "CHQ1010 1:3 &&")]
    [InlineData("if !x:\n    y\n", "CHQ1010 1:4 !")]
    [InlineData("i++\n", "CHQ1010 1:2 ++")]
    [InlineData("if a:\n    b\nelse if c:\n    d\n", "CHQ1010 3:1 else if")]
    [InlineData("x = )\n", "CHQ1004 1:5 )")]
    [InlineData("x = foo(1,\ndef g() -> int:\n    return 1\n", "CHQ1004 1:8 (")]
    [InlineData("x = \"abc\n", "CHQ1002 1:5 \"")]
    [InlineData("print(f\"abc\ny = 1\n", "CHQ1002 1:7 f\"")]
    [InlineData("if a:\nb = 1\n", "CHQ1011 1:5 :")]
    [InlineData("if a:\n        b\n    c\n", "CHQ1005 3:5 c")]
    [InlineData("a\n  b\n  c\n", "CHQ1005 2:3 b")]
    [InlineData("f(x) = 3\n", "CHQ1013 1:1 f(x)")]
    [InlineData("class A(B):\n    x: int\n", "CHQ1012 1:8 (B)")]
    [InlineData("x = 1abc\n", "CHQ1003 1:5 1abc")]
    [InlineData("def f(a: int) -> int\n    return a\n", "CHQ1010 1:21 ")]
    [InlineData("class A:\n    def f(self)\n        pass\n", "CHQ1010 2:16 ")]
    [InlineData("x: int\n", "CHQ1010 1:2 :")]
    [InlineData("x: List<int> = 3\n", "CHQ1010 1:2 :")]
    [InlineData("case 1:\n    pass\n", "CHQ1010 1:1 case")]
    [InlineData("if (y := 3) > 2:\n    pass\n", "CHQ1010 1:7 :")]
    [InlineData("print \"x\"\n", "CHQ1010 1:1 print")]
    [InlineData("var x = 3\n", "CHQ1010 1:1 var")]
    [InlineData("global x\n", "CHQ1010 1:1 global")]
    [InlineData("xs = a |> (x) => x\n", "CHQ1010 1:11 (")]
    [InlineData("f = (x) -> x + 1\n", "CHQ1010 1:5 (")]
    [InlineData("x = π\ny = 1\n", "CHQ1001 1:5 π")]
    public void One_mistake_is_one_error(string text, string fault) => Assert.Equal([fault], Parsed.From(text).Faults);

    [Fact]
    public void Later_mistakes_are_still_found() => Assert.Equal(
        ["CHQ1010 1:9 int", "CHQ1010 2:15 ", "CHQ1010 3:5 ="],
        Parsed.From("def f(x int) -> int:\n    return 1 +  \nx = = 2\n").Faults);

    public static TheoryData<string> Hostile() => new(
        new string('(', 10_000),
        string.Concat(Enumerable.Range(0, 5_000).Select(i => new string(' ', i) + "if x:\n")),
        "x = " + string.Join("+", Enumerable.Repeat("1", 50_000)),
        "x = " + string.Concat(Enumerable.Repeat("(a) => ", 5_000)) + "b",
        "x = " + string.Concat(Enumerable.Repeat("() -> int: ", 5_000)) + "b",
        "x: " + string.Concat(Enumerable.Repeat("() -> ", 10_000)) + "int = b",
        "f[" + string.Concat(Enumerable.Repeat("() -> ", 10_000)) + "int](b)",
        "x = " + new string('-', 20_000) + "b",
        "x = a" + string.Concat(Enumerable.Repeat(".b()", 20_000)),
        string.Concat(Enumerable.Repeat("if a: ", 5_000)) + "b");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nesting_without_end_is_one_error(string text) =>
        Assert.StartsWith("CHQ1006", Assert.Single(Parsed.From(text).Faults));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Garbage_ends_in_errors(int seed)
    {
        var random = new Random(seed);
        string[] words =
        [
            "def", "if", "(", ")", "[", "]", "{", "}", ":", "=>", "->", ",", ".", "a", "1", "\"s\"", "f\"{x}", "\n",
            "\n    ", "match", "case", "async", "await", "=", "==", "import", "std.async", "class", "|", "not", "in", "?",
        ];
        string soup = string.Join(' ', Enumerable.Range(0, 2_000).Select(_ => words[random.Next(words.Length)]));
        string noise = new(Enumerable.Range(0, 5_000).Select(_ => (char)random.Next(1, 0x300)).ToArray());
        Assert.NotEmpty(Parsed.From(soup).Faults);
        Assert.NotEmpty(Parsed.From(noise).Faults);
    }
}
