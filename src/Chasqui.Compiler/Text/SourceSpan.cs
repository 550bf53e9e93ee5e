namespace Chasqui.Compiler.Text;

/// <summary>A half-open range of UTF-16 code units of one source file.</summary>
public readonly record struct SourceSpan(SourceText Source, int Start, int Length)
{
    public int End => Start + Length;

    public string Text => Source[this];

    public LinePosition StartPosition => Source.Lines.PositionOf(Start);

    public LinePosition EndPosition => Source.Lines.PositionOf(End);

    /// <summary>The smallest span that covers this one and <paramref name="other"/>, which is of the same file.</summary>
    public SourceSpan To(SourceSpan other)
    {
        int start = Math.Min(Start, other.Start);
        return new SourceSpan(Source, start, Math.Max(End, other.End) - start);
    }

    public override string ToString() =>
        $"{Source.Path}:{StartPosition.Line}:{StartPosition.Column}";
}
