using System.Collections.Immutable;
using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Lowering;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;
using Chasqui.Compiler.Text;
using Chasqui.Inspection;

namespace Chasqui.Compiler.Tests.Inspection;

/// <summary>One program through every dump of <c>chasqui inspect</c>.</summary>
public sealed class DumpTests
{
    private const string Program = """
        model Point:
            x: int
            y: int

        def total(points: list[Point]) -> int:
            mut sum = 0
            for p in points:
                sum += p.x * p.y
            return sum

        def main() -> None:
            println(total([Point(x=1, y=2)]))

        """;

    private static readonly SourceText Source = new("points.incn", Program);

    private static readonly CompilationResult Compiled = Compilation.Compile(new CompilationOptions(Source.Path, RuntimeAssembly.Path)
    {
        IsDebug = true,
        Files = ImmutableDictionary<string, string>.Empty.Add(Source.Path, Program),
    });

    private static EmitResult Output => Compiled.Output ?? throw new InvalidOperationException("not compiled");

    [Fact]
    public void Tokens() => GoldenFile.Verify(SyntaxDump.Tokens(SyntaxParser.Tokens(Source, new DiagnosticBag())), "Tokens");

    [Fact]
    public void Tree() => GoldenFile.Verify(SyntaxDump.Tree(SyntaxParser.Parse(Source, new DiagnosticBag())), "Tree");

    [Fact]
    public void Bound()
    {
        Assert.NotNull(Compiled.Bound);
        GoldenFile.Verify(BoundDump.Write(Compiled.Bound), "Bound");
    }

    [Fact]
    public void Lowered()
    {
        Assert.NotNull(Compiled.Lowered);
        GoldenFile.Verify(LoweredDump.Write(Compiled.Lowered, showsMembers: true), "Lowered");
    }

    [Fact]
    public void Il() => GoldenFile.Verify(IlDump.Write(Output), "Il");

    [Fact]
    public void CSharp() => GoldenFile.Verify(CSharpView.Decompile(Output.Assembly, "points", RuntimeAssembly.Path), "CSharp");
}
