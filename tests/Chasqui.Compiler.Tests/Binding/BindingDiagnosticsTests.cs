using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Binding;

/// <summary>Mistakes inside bodies: exactly one diagnostic each, at the smallest span that fixes it.</summary>
public sealed class BindingDiagnosticsTests
{
    private const string Prelude = """
        def f(xs: list[int], k: int = 1) -> int:
            return k

        def maybe() -> Option[int]:
            return Some(1)


        """;

    [Theory]
    [InlineData("println({|CHQ2101:countt|})")]
    [InlineData("println(\"a\".{|CHQ2102:uper|}())")]
    [InlineData("x = 1\n{|CHQ2103:x|} = 2")]
    [InlineData("x = 1\nif true:\n    {|CHQ2103:x|} = 2")]
    [InlineData("for i in range(3):\n    {|CHQ2103:i|} += 1")]
    [InlineData("let x = 1\nlet {|CHQ2106:x|} = 2")]
    [InlineData("f({|CHQ2104:)|}")]
    [InlineData("f([1], {|CHQ2104:j|}=2)")]
    [InlineData("f([1], 2, {|CHQ2104:3|})")]
    [InlineData("f([1], {|CHQ2104:xs|}=[2])")]
    [InlineData("f({|CHQ3001:1|})")]
    [InlineData("f([{|CHQ3001:\"a\"|}])")]
    [InlineData("x = {|CHQ2105:int|}\nprintln(x)")]
    [InlineData("x: int = {|CHQ3001:\"a\"|}")]
    [InlineData("x: int = {|CHQ3001:7 / 2|}")]
    [InlineData("x: int = {|CHQ3001:None|}")]
    [InlineData("x: int = {|CHQ3001:maybe()|}")]
    [InlineData("x = [1, {|CHQ3001:\"a\"|}]\nprintln(x)")]
    [InlineData("mut x = 1\nx = {|CHQ3001:\"a\"|}")]
    [InlineData("println({|CHQ3002:\"a\" + 1|})")]
    [InlineData("println({|CHQ3002:maybe() + 1|})")]
    [InlineData("println({|CHQ3002:1 == \"a\"|})")]
    [InlineData("println({|CHQ3002:1 is None|})")]
    [InlineData("println(len({|CHQ3002:5|}))")]
    [InlineData("x = 5\n{|CHQ3003:x|}()")]
    [InlineData("xs = [1]\nif {|CHQ3004:xs|}:\n    pass")]
    [InlineData("while {|CHQ3004:1|}:\n    pass")]
    [InlineData("println(true and {|CHQ3004:1|})")]
    [InlineData("x = {|CHQ3005:[]|}\nprintln(len(x))")]
    [InlineData("for i in {|CHQ3006:5|}:\n    println(i)")]
    [InlineData("{|CHQ3007:a, b|} = (1, 2, 3)")]
    [InlineData("println(abs({|CHQ3008:\"a\"|}))")]
    [InlineData("println(f\"{1:{|CHQ3010:s|}}\")")]
    [InlineData("println(maybe(){|CHQ3011:?|})")]
    [InlineData("println((1, 2)[{|CHQ3013:5|}])")]
    [InlineData("println({|CHQ3013:5|}[0])")]
    [InlineData("x: u8 = {|CHQ3014:300|}")]
    [InlineData("for x in [[1]]:\n    {|CHQ4001:x|}.append(2)")]
    [InlineData("mut n = 1\ng = () -> None:\n    {|CHQ4003:n|} = 2\ng()")]
    [InlineData("def g(*a: int, {|CHQ2003:*b: int|}) -> int:\n    return 1")]
    [InlineData("def g(x: int, {|CHQ2001:x|}: int) -> int:\n    return 1")]
    [InlineData("def g({|CHQ2002:x|}) -> int:\n    return 1")]
    [InlineData("{|CHQ6101:break|}")]
    [InlineData("while true:\n    {|CHQ6101:break 1|}")]
    [InlineData("match maybe():\n    {|CHQ6102:Some(a, b)|} => pass\n    _ => pass")]
    [InlineData("match maybe():\n    {|CHQ2102:Sone|}(a) => pass\n    _ => pass")]
    [InlineData("return {|CHQ3001:5|}")]
    [InlineData("raise {|CHQ3130:\"boom\"|}")]
    public void One_mistake(string body) => BoundSource.Expect(Prelude + InMain(body));

    [Fact]
    public void Mutation_through_a_binding_that_is_not_mut_is_a_warning() =>
        BoundSource.Expect(InMain("xs = [1]\n{|CHQ4002:xs|}.append(2)\nxs.append(3)"));

    [Fact]
    public void A_mistake_has_no_followers() =>
        BoundSource.Expect(InMain("x = {|CHQ2101:nothing|}\ny = x + 1\nprintln(y.name, x[0], len(y))\nfor z in x:\n    println(z + 1)"));

    [Fact]
    public void Several_mistakes_are_reported_in_one_run() =>
        BoundSource.Expect(InMain("println({|CHQ2101:a|})\nx: int = {|CHQ3001:\"\"|}\nprintln({|CHQ3002:x + \"\"|})"));

    [Fact]
    public void Parameters_are_not_changed_and_not_rebound() =>
        BoundSource.Expect("""
            def g(xs: list[int], mut ys: list[int]) -> None:
                {|CHQ4001:xs|}.append(1)
                ys.append(1)
                {|CHQ2103:ys|} = []

            """);

    [Fact]
    public void Self_is_not_rebound() =>
        BoundSource.Expect("""
            enum Door:
                Open
                Closed

                def flip(mut self) -> None:
                    {|CHQ2103:self|} = Door.Closed

            """);

    [Fact]
    public void Await_belongs_in_async_bodies() =>
        BoundSource.Expect("""
            import std.async

            async def later() -> int:
                return 1

            def waits() -> int:
                return {|CHQ5101:await|} later()

            def main() -> None:
                x: int = {|CHQ3001:later()|}
                println(await later() + x)
            """);

    [Theory]
    [InlineData("println(coumt)", "did you mean `count`?")]
    [InlineData("println(\"a\".uper())", "did you mean `upper`?")]
    [InlineData("if count:\n    pass", "compare it: `count != 0`")]
    [InlineData("count = 2", "declare it `mut count = …`")]
    [InlineData("println(\"a\" + count)", "convert it: `str(count)`, or use an f-string")]
    [InlineData("if count == \"1\":\n    pass", "convert one: `int(\"1\")` or `str(count)`")]
    [InlineData("println(\"%d\" % count)", "write an f-string: `f\"{value} text\"`")]
    [InlineData("println(true + count)", "convert it: `int(true)`")]
    [InlineData("println([1] + count)", "write `[1].append(count)`, or `[1] + [count]`")]
    [InlineData("for i in range(3):\n    i += 1", "bind a new name: `mut new_i = i`")]
    [InlineData("println({\"a\": 1}.b)", "a key is looked up: `{\"a\": 1}[\"b\"]`")]
    [InlineData("println(\"a\".toUpperCase())", "did you mean `upper`?")]
    [InlineData("println(sqrt(2.0))", "import it: `from std.math import sqrt`")]
    [InlineData("println(math.sqrt(2.0))", "write `import std.math` at the top of the file")]
    [InlineData("println(Counter[str]())", "import it: `from std.collections import Counter`")]
    [InlineData("x = defaultdict(0)", "use `DefaultDict`: `from std.collections import DefaultDict`")]
    public void The_help_is_the_next_step(string body, string help)
    {
        BoundSource bound = BoundSource.Bind(new SourceText("test.incn", InMain("count = 1\n" + body)));
        Assert.Equal(help, Assert.Single(bound.Diagnostics).Help);
    }

    private static string InMain(string body) => $"def main() -> None:\n    {body.Replace("\n", "\n    ")}\n";
}
