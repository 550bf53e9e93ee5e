using System.Text;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics.Rendering;

/// <summary>
/// For people: the message, the source lines with carets under the primary span and dashes under related ones, then help.
/// <code>
/// error CHQ3001: expected `int`, found `str`
///   --> shop.incn:5:14
///    |
///  5 |     x: int = "hi"
///    |              ^^^^
///    = help: …
/// </code>
/// </summary>
public sealed class HumanRenderer(bool useColor)
{
    private const string Red = "\e[1;31m";
    private const string Yellow = "\e[1;33m";
    private const string Blue = "\e[1;34m";
    private const string Bold = "\e[1m";
    private const string Plain = "\e[0m";

    public string Render(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }
            Render(text, diagnostic);
        }
        return text.ToString();
    }

    private void Render(StringBuilder text, Diagnostic diagnostic)
    {
        string color = diagnostic.IsError ? Red : Yellow;
        string severity = diagnostic.IsError ? "error" : "warning";
        text.Append($"{Paint(color, $"{severity} {diagnostic.Id}")}{Paint(Bold, $": {diagnostic.Message}")}\n");
        Label[] labels =
            [new Label(diagnostic.Span, "", '^', color), .. diagnostic.Related.Select(r => new Label(r.Span, r.Label, '-', Blue))];
        int width = labels.Max(l => l.Span.EndPosition.Line).ToString().Length;
        string margin = new(' ', width + 1);
        foreach (var group in labels.GroupBy(l => l.Span.Source))
        {
            bool isPrimary = group.Key == diagnostic.Span.Source;
            LinePosition at = group.First().Span.StartPosition;
            text.Append($"{margin}{Paint(Blue, isPrimary ? "-->" : ":::")} {group.Key.Path}:{at.Line}:{at.Column}\n");
            if (group.Key.Length > 0)
            {
                Excerpt(text, group.Key, [.. group], width);
            }
        }
        if (diagnostic.Help is { } help)
        {
            text.Append($"{margin} {Paint(Blue, "=")} {Paint(Bold, "help")}: {help}\n");
        }
    }

    private void Excerpt(StringBuilder text, SourceText source, IReadOnlyList<Label> labels, int width)
    {
        string empty = $"{new string(' ', width + 1)} {Paint(Blue, "|")}";
        text.Append(empty).Append('\n');
        int previous = 0;
        foreach (int line in labels.SelectMany(l => l.Lines).Distinct().Order())
        {
            if (previous > 0 && line > previous + 1)
            {
                text.Append(Paint(Blue, "...")).Append('\n');
            }
            previous = line;
            string content = source.Lines.TextOf(line);
            text.Append($"{Paint(Blue, line.ToString().PadLeft(width + 1))} {Paint(Blue, "|")} {DisplayColumns.Expand(content)}".TrimEnd()).Append('\n');
            int start = source.Lines.StartOf(line);
            foreach (Label label in labels.Where(l => l.Lines.Contains(line)))
            {
                int from = Math.Clamp(label.Span.Start - start, 0, content.Length);
                int to = Math.Clamp(label.Span.End - start, from, content.Length);
                if (from == 0 && label.Span.Start < start)
                {
                    from = content.Length - content.TrimStart().Length;
                    to = Math.Max(to, from);
                }
                int column = DisplayColumns.WidthOf(content.AsSpan(0, from));
                int length = Math.Max(DisplayColumns.WidthOf(content, to) - column, 1);
                string words = label.Text.Length > 0 && line == label.Lines[^1] ? $" {label.Text}" : "";
                text.Append($"{empty} {new string(' ', column)}{Paint(label.Color, new string(label.Mark, length) + words)}\n");
            }
        }
    }

    private string Paint(string color, string words) => useColor ? color + words + Plain : words;

    /// <summary>A span of several lines is shown by its first and last one.</summary>
    private sealed record Label(SourceSpan Span, string Text, char Mark, string Color)
    {
        public IReadOnlyList<int> Lines { get; } = LinesOf(Span);

        private static int[] LinesOf(SourceSpan span)
        {
            int first = span.StartPosition.Line;
            LinePosition end = span.EndPosition;
            int last = end.Column == 1 && end.Line > first ? end.Line - 1 : end.Line;
            return first == last ? [first] : [first, last];
        }
    }
}
