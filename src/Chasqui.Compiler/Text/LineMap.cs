namespace Chasqui.Compiler.Text;

/// <summary>One-based line and column; columns count Unicode scalars.</summary>
public readonly record struct LinePosition(int Line, int Column);

/// <summary>Maps offsets of a text to lines and columns. Lines end at LF or CRLF; a lone CR does not end a line.</summary>
public sealed class LineMap
{
    private readonly string _text;
    private readonly int[] _starts;

    public LineMap(string text)
    {
        _text = text;
        var starts = new List<int> { 0 };
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }
        _starts = starts.ToArray();
    }

    public int LineCount => _starts.Length;

    public LinePosition PositionOf(int offset)
    {
        int line = LineIndexOf(offset);
        int column = 1;
        for (int i = _starts[line]; i < offset && i < _text.Length; i++)
        {
            if (!char.IsLowSurrogate(_text[i]) || i == _starts[line])
            {
                column++;
            }
        }
        return new LinePosition(line + 1, column);
    }

    /// <summary>Offset of the first character of a one-based line.</summary>
    public int StartOf(int line) => _starts[line - 1];

    /// <summary>The text of a one-based line, without its line end.</summary>
    public string TextOf(int line)
    {
        int start = _starts[line - 1];
        int end = line < _starts.Length ? _starts[line] - 1 : _text.Length;
        if (end > start && _text[end - 1] == '\r')
        {
            end--;
        }
        return _text[start..end];
    }

    private int LineIndexOf(int offset)
    {
        int index = Array.BinarySearch(_starts, offset);
        return index >= 0 ? index : ~index - 1;
    }
}
