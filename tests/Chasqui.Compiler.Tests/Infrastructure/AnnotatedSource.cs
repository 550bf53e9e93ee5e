using System.Collections.Immutable;
using System.Text;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Infrastructure;

/// <summary>A diagnostic that a test expects, or one that the compiler reported: its id and the place.</summary>
public sealed record DiagnosticMark(string Id, int Start, int Length)
{
    public static DiagnosticMark Of(Diagnostic diagnostic) =>
        new(diagnostic.Id, diagnostic.Span.Start, diagnostic.Span.Length);
}

/// <summary>
/// A program with its expected diagnostics marked in place: <c>x: int = {|CHQ3001:"a"|}</c>.
/// Marks may nest and may be empty; the text is the program without them.
/// </summary>
public sealed record AnnotatedSource(SourceText Source, ImmutableArray<DiagnosticMark> Expected)
{
    private const string Opener = "{|CHQ";
    private const string Closer = "|}";

    public static AnnotatedSource Parse(string markup, string path = "test.incn")
    {
        var text = new StringBuilder();
        var marks = ImmutableArray.CreateBuilder<DiagnosticMark>();
        var open = new Stack<(string Id, int Start)>();
        for (int i = 0; i < markup.Length;)
        {
            if (string.CompareOrdinal(markup, i, Opener, 0, Opener.Length) == 0)
            {
                int colon = markup.IndexOf(':', i);
                open.Push((markup[(i + 2)..colon], text.Length));
                i = colon + 1;
            }
            else if (open.Count > 0 && string.CompareOrdinal(markup, i, Closer, 0, Closer.Length) == 0)
            {
                var (id, start) = open.Pop();
                marks.Add(new DiagnosticMark(id, start, text.Length - start));
                i += Closer.Length;
            }
            else
            {
                text.Append(markup[i++]);
            }
        }
        if (open.Count > 0)
        {
            throw new ArgumentException($"the mark of {open.Peek().Id} is not closed", nameof(markup));
        }
        return new AnnotatedSource(new SourceText(path, text.ToString()), marks.ToImmutable());
    }

    /// <summary>The program with the given marks written back into it, for failure messages.</summary>
    public string WithMarks(IEnumerable<DiagnosticMark> marks)
    {
        var inserts = marks.OrderBy(m => m.Start).ThenByDescending(m => m.Length).SelectMany((m, order) => new[]
        {
            (At: m.Start, Closing: m.Length == 0, Order: order, Text: m.Length == 0 ? $"{{|{m.Id}:|}}" : $"{{|{m.Id}:"),
            (At: m.Start + m.Length, Closing: true, Order: -order, Text: m.Length == 0 ? "" : Closer),
        }).OrderBy(i => i.At).ThenByDescending(i => i.Closing).ThenBy(i => i.Order);
        var text = new StringBuilder();
        int from = 0;
        foreach (var insert in inserts)
        {
            text.Append(Source.Text, from, insert.At - from).Append(insert.Text);
            from = insert.At;
        }
        return text.Append(Source.Text, from, Source.Length - from).ToString();
    }
}
