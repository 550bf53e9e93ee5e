namespace Chasqui.Compiler.Text;

/// <summary>The decoded text of one source file, with its path as the user gave it. Immutable.</summary>
public sealed class SourceText
{
    private LineMap? _lines;

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>Path shown in diagnostics and stored in the PDB.</summary>
    public string Path { get; }

    /// <summary>UTF-16 text without a byte order mark; line ends are as in the file.</summary>
    public string Text { get; }

    public int Length => Text.Length;

    public LineMap Lines => _lines ??= new LineMap(Text);

    public SourceSpan Span(int start, int length) => new(this, start, length);

    public string this[SourceSpan span] => Text.Substring(span.Start, span.Length);
}
