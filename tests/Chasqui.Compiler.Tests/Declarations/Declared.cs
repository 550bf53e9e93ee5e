using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Declarations;

/// <summary>Runs Parse and Declare over files in memory; the first is the entry.</summary>
public static class Declared
{
    public static DeclaredProgram Program(DiagnosticBag diagnostics, params (string Path, string Text)[] files)
    {
        var sources = files.ToDictionary(f => Path.GetFullPath(f.Path), f => new SourceText(f.Path, f.Text));
        var entry = sources[Path.GetFullPath(files[0].Path)];
        return DeclaredProgram.Create(
            (entry, SyntaxParser.Parse(entry, diagnostics)),
            path => sources.TryGetValue(Path.GetFullPath(path), out var source) ? (source, SyntaxParser.Parse(source, diagnostics)) : null,
            RuntimeAssembly.Load(),
            diagnostics);
    }

    public static DeclaredProgram Valid(params (string Path, string Text)[] files)
    {
        var diagnostics = new DiagnosticBag();
        var program = Program(diagnostics, files);
        Assert.Empty(diagnostics.ToSortedArray().Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
        return program;
    }

    public static DeclaredProgram Valid(string text) => Valid(("main.incn", text));

    /// <summary>The marked diagnostics of the entry, exactly.</summary>
    public static void Reports(string markup, params (string Path, string Text)[] others) =>
        DiagnosticsAssert.Exactly(markup, source =>
        {
            var diagnostics = new DiagnosticBag();
            Program(diagnostics, [("test.incn", source.Text), .. others]);
            return diagnostics.ToSortedArray();
        });
}
