using Xunit;

namespace Chasqui.Compiler.Tests.Syntax;

public sealed class LayoutTests
{
    [Theory]
    [InlineData("a\nb\n", "a ; b ;")]
    [InlineData("a", "a ;")]
    [InlineData("", "")]
    [InlineData("\n  # only a comment\n\n", "")]
    [InlineData("\uFEFFa\n", "a ;")]
    [InlineData("if a:\r\n    b\r\nc\r\n", "if a : ; > b ; < ; c ;")]
    [InlineData("if a:\n\tb\n    c\n", "if a : ; > b ; c ; < ;")]
    [InlineData("if a:\n    b", "if a : ; > b ; < ;")]
    [InlineData("if a:\n    b\nelse:\n    c\n", "if a : ; > b ; < else : ; > c ; < ;")]
    [InlineData("if a: b\nelse: c\n", "if a : b else : c ;")]
    [InlineData("f(\n  a,\nb)\n", "f ( a , b ) ;")]
    [InlineData("x = a \\\n  + b\n", "x = a + b ;")]
    [InlineData("x = a\n    .b()\n    # c\n    .d()\ny\n", "x = a . b ( ) . d ( ) ; y ;")]
    [InlineData("f(() -> int:\n    a\n)\n", "f ( ( ) -> int : ; > a ; < ) ;")]
    [InlineData("f(() -> int:\n    a, b = b, a\n    return a, c)\n", "f ( ( ) -> int : ; > a , b = b , a ; return a ; < , c ) ;")]
    [InlineData("f({a:\n  b})\n", "f ( { a : b } ) ;")]
    [InlineData("xs[::2]\n", "xs [ : : 2 ] ;")]
    [InlineData("t.0.1\n", "t . 0 . 1 ;")]
    public void Lines_become_blocks(string text, string expected) => Assert.Equal(expected, Parsed.Layout(text));

    [Theory]
    [InlineData("x: int = 1\nself.y: int = 2\nif a: z: int = 3\nlet a, b: T = c\nx[a: b]: int = 3\n")]
    [InlineData("model A:\n    x: int\n    type: str = \"\"\n    pub y [a=1] as \"z\": int\n    f: (int) -> int\n")]
    [InlineData("const A: int = 1\nstatic B: int = 2\nx = if a: b else: c\nf = (a: int) -> int: a\n(a: int) -> int: a\n")]
    [InlineData("async = 1\nawait = async\nrace = select\n")]
    [InlineData("import std.async\nfrom std.async.task import spawn\nx = spawn(f())\nrace = 1\nselect = 2\n")]
    [InlineData("assert = 1\nalias = 2\nx.type(match=1, from=2).if\npartial(1)\nproperty: int = 3\n")]
    [InlineData("module tests:\n    import std.async\nawait = 1\n")]
    public void Words_are_names_where_no_form_starts(string text) => Assert.Empty(Parsed.From(text).Faults);

    [Theory]
    [InlineData("async def f() -> int:\n    return await g()\n", "CHQ5001 1:1 async")]
    [InlineData("x = await f()\ny = await f()\n", "CHQ5001 1:5 await")]
    [InlineData("module tests:\n    import std.async\nx = await f()\n", "CHQ5001 3:5 await")]
    public void Async_without_import_is_one_error(string text, string fault) =>
        Assert.Equal([fault], Parsed.From(text).Faults);
}
