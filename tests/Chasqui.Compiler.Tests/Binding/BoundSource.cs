using System.Collections.Immutable;
using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Text;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests.Binding;

/// <summary>A program of one file, up to the bound tree.</summary>
internal sealed record BoundSource(BoundProgram Program, ImmutableArray<Diagnostic> Diagnostics)
{
    // What is imported is kept and never changed, so that one library serves all tests of a thread.
    [ThreadStatic]
    private static RuntimeLibrary? _library;

    public static BoundSource Bind(SourceText source)
    {
        RuntimeLibrary library = _library ??= RuntimeAssembly.Load();
        var diagnostics = new DiagnosticBag();
        var syntax = SyntaxParser.Parse(source, diagnostics);
        DeclaredProgram declared = DeclaredProgram.Create((source, syntax), _ => null, library, diagnostics);
        BoundProgram program = Binder.Bind(declared, library, diagnostics);
        return new BoundSource(program, diagnostics.ToSortedArray());
    }

    /// <summary>The reported diagnostics must be the marked ones.</summary>
    public static void Expect(string markup) => DiagnosticsAssert.Exactly(markup, source => Bind(source).Diagnostics);

    /// <summary>The dump of <c>main</c> of a program that has no faults: one line per statement, without the header.</summary>
    public static string DumpMain(string text)
    {
        BoundSource bound = Bind(new SourceText("test.incn", text));
        Assert.Empty(bound.Diagnostics.Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
        string dump = BoundDump.Write(bound.Program);
        string main = dump[(dump.IndexOf("def main", StringComparison.Ordinal))..];
        return string.Join('\n', main.Split('\n').Skip(1).TakeWhile(l => l.StartsWith(' ')).Select(l => l[4..]));
    }
}
