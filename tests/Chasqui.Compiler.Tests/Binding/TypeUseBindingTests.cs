namespace Chasqui.Compiler.Tests.Binding;

/// <summary>Models, enums, traits and generics as bodies use them.</summary>
public sealed class TypeUseBindingTests
{
    private const string Types = """
        enum Shape:
            Dot
            Circle(radius: float)

        model Account:
            owner: str
            balance: int = 0

            def deposit(mut self, n: int) -> None:
                self.balance += n

        model Box[T]:
            value: T

            def map[U](self, f: (T) -> U) -> Box[U]:
                return Box(value=f(self.value))

        trait Named:
            def name(self) -> str

        class Dog with Named:
            pub title: str
            def name(self) -> str:
                return self.title

        def loud(x: Named) -> str:
            return x.name()


        """;

    [Theory]
    [InlineData("x: Shape = Circle(2)", "let x: Shape = Shape.Circle(2.0)")]
    [InlineData("x = Shape.Dot", "let x: Shape = Shape.Dot")]
    [InlineData("x = Account(owner=\"a\")", "let x: Account = Account(owner=\"a\", balance=0)")]
    [InlineData("x = Box(value=3).map((v) => str(v))", "let x: Box[str] = Box[int](value=3).map[str](f=(v: int) -> str => str(value=ToDisplay<str>(v)))")]
    [InlineData("x = loud(Dog(title=\"d\"))", "let x: str = loud(x=ToTrait<Named>(Dog(title=\"d\")))")]
    public void Use(string statement, string expected) =>
        Assert.Equal(expected, BoundSource.DumpMain($"{Types}def main() -> None:\n    {statement}\n"));

    [Theory]
    [InlineData("x = Account({|CHQ2104:\"a\"|})")]
    [InlineData("x = Account({|CHQ2104:)|}")]
    [InlineData("x = Account(owner=\"a\", {|CHQ2102:balanse|}=1)")]
    [InlineData("x = Account(owner=\"a\", {|CHQ2104:owner|}=\"b\")")]
    [InlineData("x = Account(owner={|CHQ3001:1|})")]
    [InlineData("x = Shape.{|CHQ2102:Circel|}(1.0)")]
    [InlineData("x = {|CHQ2105:Shape.Circle|}")]
    [InlineData("x = {|CHQ3003:Shape|}()")]
    [InlineData("println(Dog(title=\"d\").{|CHQ2102:nam|}())")]
    [InlineData("println(loud({|CHQ3001:Account(owner=\"a\")|}))")]
    [InlineData("println({|CHQ3012:Account(owner=\"a\") == Account(owner=\"b\")|})")]
    [InlineData("a = Account(owner=\"a\")\n    {|CHQ4002:a|}.deposit(1)")]
    public void Misuse(string statement) => BoundSource.Expect($"{Types}def main() -> None:\n    {statement}\n");

    [Fact]
    public void Self_is_changed_only_by_methods_that_take_it_mut() =>
        BoundSource.Expect("""
            model M:
                n: int

                def bump(self) -> None:
                    {|CHQ4001:self|}.n += 1

            """);
}
