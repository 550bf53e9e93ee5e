using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow;
using Chasqui.Compiler.Tests.Declarations;
using Chasqui.Compiler.Tests.Infrastructure;

namespace Chasqui.Compiler.Tests.Flow;

public sealed class FlowTests
{
    private const string Types = "\nenum Shape:\n    Dot\n    Circle(float)\n\nmodel P:\n    x: int\n    ok: bool\n";

    private static void Reports(string markup, string declarations = Types) => DiagnosticsAssert.Exactly(markup + declarations, source =>
    {
        var diagnostics = new DiagnosticBag();
        var program = Declared.Program(diagnostics, ("test.incn", source.Text));
        FlowAnalyzer.Analyze(Binder.Bind(program, program.Library, diagnostics), program.Library, diagnostics);
        return diagnostics.ToSortedArray();
    });

    [Theory]
    [InlineData("def {|CHQ6001:f|}(x: int) -> int:\n    if x > 0:\n        return 1\n")]
    [InlineData("def f(x: int) -> int:\n    if x > 0:\n        return 1\n    else:\n        return 2\n")]
    [InlineData("def f() -> int:\n    while True:\n        pass\n")]
    [InlineData("def {|CHQ6001:f|}() -> int:\n    while True:\n        break\n")]
    [InlineData("def f() -> int:\n    raise ValueError(\"no\")\n")]
    [InlineData("def {|CHQ6001:f|}(xs: list[int]) -> int:\n    for x in xs:\n        return x\n")]
    [InlineData("def {|CHQ6001:f|}() -> int:\n    try:\n        return 1\n    except ValueError:\n        print(1)\n")]
    [InlineData("def f() -> int:\n    try:\n        return 1\n    except ValueError:\n        return 2\n")]
    [InlineData("def f() -> int:\n    return 1\n    {|CHQ6002:print(2)|}\n    print(3)\n")]
    [InlineData("def f(b: bool) -> int:\n    match b:\n        True => return 1\n        False => return 2\n")]
    public void Every_path_returns_and_is_reached(string markup) => Reports(markup);

    [Theory]
    [InlineData("bool", "True => 1", true)]
    [InlineData("bool", "True => 1\n        False => 2", false)]
    [InlineData("int", "1 => 1", true)]
    [InlineData("int", "1 => 1\n        _ => 2", false)]
    [InlineData("int", "case n if n > 0: 1", true)]
    [InlineData("Option[int]", "Some(x) => x", true)]
    [InlineData("Option[int]", "Some(x) => x\n        None => 0", false)]
    [InlineData("Option[int]", "Some(1) => 1\n        None => 0", true)]
    [InlineData("Option[bool]", "Some(True) => 1\n        Some(False) => 2\n        None => 0", false)]
    [InlineData("Result[int, str]", "Ok(x) => x", true)]
    [InlineData("Shape", "Shape.Dot => 0", true)]
    [InlineData("Shape", "Shape.Dot => 0\n        Shape.Circle(_) => 1", false)]
    [InlineData("(bool, bool)", "(True, _) => 0\n        (_, True) => 1", true)]
    [InlineData("(bool, bool)", "(True, _) => 0\n        (_, True) => 1\n        (False, False) => 2", false)]
    [InlineData("P", "P(ok=True) => 1", true)]
    [InlineData("P", "P(ok=True) => 1\n        P(x=n) => n", false)]
    public void A_match_covers_its_subject(string type, string arms, bool isIncomplete) => Reports(
        $"def f(v: {type}) -> int:\n    return match {(isIncomplete ? "{|CHQ6003:v|}" : "v")}:\n        {arms}\n");

    [Theory]
    [InlineData("_ => 1\n        {|CHQ6004:2|} => 2")]
    [InlineData("1 => 1\n        {|CHQ6004:1|} => 2\n        _ => 3")]
    [InlineData("1 | 2 => 1\n        {|CHQ6004:2|} => 2\n        _ => 3")]
    public void An_arm_that_cannot_match_is_reported(string arms) => Reports($"def f(v: int) -> int:\n    return match v:\n        {arms}\n");

    [Fact]
    public void The_missing_patterns_are_named()
    {
        var diagnostics = new DiagnosticBag();
        var program = Declared.Program(diagnostics, ("test.incn",
            "def f(a: Option[bool], b: Shape) -> int:\n    return match (a, b):\n        (None, _) => 1\n        (Some(True), Shape.Dot) => 2\n" + Types));
        FlowAnalyzer.Analyze(Binder.Bind(program, program.Library, diagnostics), program.Library, diagnostics);
        Assert.Equal(
            "this `match` does not cover `(Some(false), _)`, `(Some(true), Shape.Circle(_))`",
            Assert.Single(diagnostics.ToSortedArray()).Message);
    }

    [Fact]
    public void An_ignored_future_is_reported() => Reports(
        "import std.async\n\nasync def g() -> int:\n    return 1\n\nasync def f() -> None:\n    {|CHQ5201:g()|}\n    x = g()\n    await x\n    await g()\n", "");
}
