using System.Text;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Infrastructure;

/// <summary>The reported diagnostics must be the marked ones: same ids at the same spans, none missing, none more.</summary>
public static class DiagnosticsAssert
{
    /// <summary>Runs the parse phase alone.</summary>
    public static void SyntaxExactly(string markup) => Exactly(markup, source =>
    {
        var diagnostics = new DiagnosticBag();
        SyntaxParser.Parse(source, diagnostics);
        return diagnostics.ToSortedArray();
    });

    /// <summary>Runs the phases that a test is about.</summary>
    public static void Exactly(string markup, Func<SourceText, IEnumerable<Diagnostic>> check)
    {
        var annotated = AnnotatedSource.Parse(markup);
        var reported = check(annotated.Source).ToList();
        var actual = reported.Select(DiagnosticMark.Of).ToList();
        if (!InOrder(annotated.Expected).SequenceEqual(InOrder(actual)))
        {
            Assert.Fail(Describe(annotated, reported, actual));
        }
    }

    private static IEnumerable<DiagnosticMark> InOrder(IEnumerable<DiagnosticMark> marks) =>
        marks.OrderBy(m => m.Start).ThenBy(m => m.Length).ThenBy(m => m.Id, StringComparer.Ordinal);

    private static string Describe(
        AnnotatedSource annotated, List<Diagnostic> reported, List<DiagnosticMark> actual)
    {
        var text = new StringBuilder("The diagnostics differ from the marked ones.\n");
        text.Append("--- expected ---\n").Append(annotated.WithMarks(annotated.Expected));
        text.Append("\n--- reported ---\n").Append(annotated.WithMarks(actual));
        text.Append("\n--- messages ---\n");
        foreach (var diagnostic in reported)
        {
            text.Append($"{diagnostic.Span}: {diagnostic.Id}: {diagnostic.Message}\n");
        }
        return text.ToString();
    }
}
