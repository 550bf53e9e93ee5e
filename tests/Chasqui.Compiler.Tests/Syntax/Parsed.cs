using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Syntax;

/// <summary>What the parser made of a text.</summary>
internal sealed record Parsed(string Tree, string[] Faults)
{
    public static Parsed From(string text)
    {
        var diagnostics = new DiagnosticBag();
        var module = SyntaxParser.Parse(new SourceText("test.incn", text), diagnostics);
        return new Parsed(
            SyntaxDump.Tree(module),
            [.. diagnostics.ToSortedArray().Select(d => $"{d.Id} {d.Span.StartPosition.Line}:{d.Span.StartPosition.Column} {d.Span.Text}")]);
    }

    /// <summary>Kinds of tokens after layout, names and operators left out.</summary>
    public static string Layout(string text) => string.Join(' ', SyntaxParser
        .Tokens(new SourceText("test.incn", text), new DiagnosticBag())
        .Select(t => t.Kind switch
        {
            "INDENT" => ">",
            "DEDENT" => "<",
            "NEWLINE" => ";",
            "EOF" => "",
            _ => t.Span.Text,
        })).TrimEnd();
}
