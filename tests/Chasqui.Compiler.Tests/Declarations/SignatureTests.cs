using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Tests.Declarations;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("int", "int")]
    [InlineData("list[int]", "list[int]")]
    [InlineData("List[str]", "list[str]")]
    [InlineData("dict[str, list[float]]", "dict[str, list[float]]")]
    [InlineData("int | None", "Option[int]")]
    [InlineData("Option[int]", "Option[int]")]
    [InlineData("tuple[int, str]", "(int, str)")]
    [InlineData("(int, str)", "(int, str)")]
    [InlineData("(int) -> str", "(int) -> str")]
    [InlineData("Callable[(int, int), bool]", "(int, int) -> bool")]
    [InlineData("Callable[(), None]", "() -> None")]
    [InlineData("long", "int")]
    [InlineData("double", "float")]
    [InlineData("byte", "u8")]
    [InlineData("Result[None, str]", "Result[None, str]")]
    [InlineData("Exception", "Exception")]
    [InlineData("std.builtins.list[int]", "list[int]")]
    public void A_written_type_is_resolved(string written, string expected)
    {
        var program = Declared.Valid($"def f(x: {written}) -> None:\n    pass\n");
        Assert.Equal(expected, program.Entry.Functions[0].Parameters[0].Type.ToString());
    }

    [Fact]
    public void Generic_functions_and_types_have_parameters_with_bounds()
    {
        var program = Declared.Valid("""
            trait Named:
                def name(self) -> str: ...

            model Box[T]:
                value: T

                def get(self) -> T:
                    return self.value

            def first[T with (Named, Eq)](xs: list[T]) -> Box[T]:
                return Box(value=xs[0])
            """);
        FunctionSymbol first = program.Entry.Functions[0];
        TypeParameterSymbol t = Assert.Single(first.TypeParameters);
        Assert.Equal("Named", Assert.Single(t.Bounds).ToString());
        Assert.Equal("Eq", Assert.Single(t.Capabilities));
        Assert.Equal("Box[T]", first.ReturnType.ToString());
        SourceTypeSymbol box = program.Entry.Types.Single(d => d.Name == "Box");
        Assert.Same(box.TypeParameters[0], box.Fields[0].Type);
        Assert.Same(box.TypeParameters[0], box.Methods[0].ReturnType);
    }

    [Fact]
    public void An_enum_has_variants_with_tags_and_payloads()
    {
        var shape = Declared.Valid("""
            enum Shape:
                Dot
                Circle(float)
                Rect(width: float, height: float)
            """).Entry.Types[0];
        Assert.Equal(["Dot/0/", "Circle/1/float", "Rect/2/float,float"],
            shape.Variants.Select(v => $"{v.Name}/{v.Tag}/{string.Join(',', v.Payload.Select(p => p.Type))}"));
        Assert.Equal("height", shape.Variants[2].Payload[1].Name);
        Assert.Equal(ValueKind.Compound, shape.ValueKind);
    }

    [Fact]
    public void A_rest_parameter_is_a_list_and_a_keyword_rest_parameter_a_dict()
    {
        var f = Declared.Valid("def f(a: int, *xs: int, **kw: str) -> None:\n    pass\n").Entry.Functions[0];
        Assert.Equal(["int", "list[int]", "dict[str, str]"], f.Parameters.Select(p => p.Type.ToString()));
    }

    [Theory]
    [InlineData("def {|CHQ2002:f|}():\n    pass\n")]
    [InlineData("def f({|CHQ2002:x|}) -> None:\n    pass\n")]
    [InlineData("def f(x: {|CHQ2020:strin|}) -> None:\n    pass\n")]
    [InlineData("def f(x: {|CHQ2022:list|}) -> None:\n    pass\n")]
    [InlineData("def f(x: {|CHQ2022:int[str]|}) -> None:\n    pass\n")]
    [InlineData("def f(x: {|CHQ2021:print|}) -> None:\n    pass\n")]
    [InlineData("def f(x: {|CHQ2023:Self|}) -> None:\n    pass\n")]
    [InlineData("def f(x: {|CHQ2098:int[ge=0]|}) -> None:\n    pass\n")]
    [InlineData("def f(x: int, {|CHQ2001:x|}: int) -> None:\n    pass\n")]
    [InlineData("def f(*xs: int, {|CHQ2003:y: int|}) -> None:\n    pass\n")]
    [InlineData("def f() -> None:\n    pass\n\ndef {|CHQ2001:f|}() -> None:\n    pass\n")]
    [InlineData("def f() -> None:\n    pass\n\ndef f(x: int) -> None:\n    pass\n")]
    [InlineData("def main({|CHQ2004:x: int|}) -> None:\n    pass\n")]
    [InlineData("def main() -> {|CHQ2004:int|}:\n    return 1\n")]
    [InlineData("def main() -> Result[None, str]:\n    return Ok(None)\n")]
    [InlineData("def main() -> None:\n    pass\n\n{|CHQ2007:print(1)|}\n")]
    [InlineData("model P:\n    x: int\n    {|CHQ2001:x|}: int\n")]
    [InlineData("model {|CHQ2010:P|} with A:\n    x: int\n\ntrait A:\n    def m(self) -> int: ...\n")]
    [InlineData("model P with A:\n    x: int\n    def {|CHQ2010:m|}(self) -> str:\n        return \"\"\n\ntrait A:\n    def m(self) -> int: ...\n")]
    [InlineData("model P with {|CHQ2008:int|}:\n    x: int\n")]
    [InlineData("model P:\n    {|CHQ2009:x|}: P\n")]
    [InlineData("model P:\n    x: Option[P]\n")]
    [InlineData("trait P:\n    def {|CHQ2003:m|}() -> None:\n        pass\n")]
    [InlineData("@derive({|CHQ2012:Equ|})\nmodel P:\n    x: int\n")]
    [InlineData("x = alias {|CHQ2014:nope|}\n")]
    [InlineData("type X = list[{|CHQ2020:Nope|}]\n\ndef f(x: X) -> X:\n    return x\n")]
    public void Faults_are_reported(string markup) => Declared.Reports(markup);

    [Fact]
    public void An_alias_stands_for_its_target()
    {
        var f = Declared.Valid("type Grid[T] = list[list[T]]\n\ndef f(x: Grid[int]) -> None:\n    pass\n").Entry.Functions[0];
        Assert.Equal("list[list[int]]", f.Parameters[0].Type.ToString());
    }
}
