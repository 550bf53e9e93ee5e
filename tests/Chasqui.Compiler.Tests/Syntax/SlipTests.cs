using Chasqui.Compiler.Tests.Binding;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Syntax;

/// <summary>What people who come from other languages write first: one error, at the slip, with what to write instead.</summary>
public sealed class SlipTests
{
    [Theory]
    [InlineData("def main() -> None {\n    pass\n}\n", "a block is not written in braces")]
    [InlineData("def main() -> None:\n    for (i = 0; i < 3; i++):\n        pass\n", "`for` walks over a collection or a range")]
    [InlineData("import std.math, std.regex\n\ndef main() -> None:\n    pass\n", "one `import` names one module")]
    [InlineData("def main() -> None:\n    fro i in range(3):\n        print(i)\n", "`fro` starts no statement")]
    [InlineData("clss A:\n    x: int\n\ndef main() -> None:\n    print(A(x=1))\n", "`clss` starts no statement")]
    [InlineData("def main() -> None:\n    a = true\n    print(a ? 1 : 2)\n", "`? :` is not an operator")]
    [InlineData("def main() -> None:\n    f = lambda x: x + 1\n    print(f(1))\n", "`lambda` is not a form")]
    [InlineData("def main() -> None:\n    f = (x: int) =>\n        y = x\n        y\n    print(f(1))\n", "`=>` is followed by one expression, on the same line")]
    [InlineData("def main() -> None:\n    print(apply((x) =>\n        y = x\n        y\n    ))\n", "`=>` is followed by one expression, on the same line")]
    [InlineData("def main() -> None:\n    x = 1; y = 2\n    print(x, y)\n", "`;` does not separate statements")]
    [InlineData("def main() -> None:\n    x = 1\n    print(f\"{x\")\n", "this `{` is not closed in its f-string")]
    [InlineData("class P:\n    def __init__(self, x):\n        self.x = x\n\n    def get(self) -> int:\n        return self.x\n\ndef main() -> None:\n    pass\n", "there is no `__init__`: a type's fields are the parameters of its construction")]
    [InlineData("from std.async.channel import Receiver\n\nasync def f(rx: Receiver[int]) -> None:\n    await for v in rx:\n        print(v)\n", "`await for` is not a form")]
    [InlineData("def main() -> None:\n    for i in range(3):\n        last = i\n    print(last)\n", "`last` is known only in the block that declares it")]
    [InlineData("import math\n\ndef main() -> None:\n    pass\n", "there is no module `math`")]
    public void A_slip_is_one_error(string source, string message)
    {
        var diagnostic = Assert.Single(BoundSource.Bind(new SourceText("test.incn", source)).Diagnostics);
        Assert.Equal(message, diagnostic.Message);
        Assert.False(string.IsNullOrEmpty(diagnostic.Help));
    }
}
