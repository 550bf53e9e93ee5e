using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Text;

/// <summary>Builds one f-string; every hole is evaluated before the builder is made, so it never lives across an await.</summary>
public readonly ref struct FStringBuilder
{
    private readonly TextBuffer _text;

    /// <param name="literalLength">The length of the literal parts together.</param>
    /// <param name="holes">The number of holes.</param>
    public FStringBuilder(int literalLength, int holes) => _text = TextBuffer.Rent();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendLiteral(string text) => _text.Append(text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendDisplay<T>(T value)
    {
        if (typeof(T) == typeof(long))
        {
            _text.Append(Unsafe.BitCast<T, long>(value));
        }
        else
        {
            Formatter.WriteDisplay(_text, value);
        }
    }

    public void AppendDebug<T>(T value) => Formatter.WriteDebug(_text, value, pretty: false);

    public void AppendPrettyDebug<T>(T value) => Formatter.WriteDebug(_text, value, pretty: true);

    /// <summary>Appends the value formatted by Python's format mini-language.</summary>
    public void AppendFormatted<T>(T value, string spec) => FormatWriter.Write(_text, value, spec);

    /// <summary>The text; the builder must not be used afterwards.</summary>
    public string Finish() => _text.Finish();
}
