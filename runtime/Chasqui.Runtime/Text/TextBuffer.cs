using System.Globalization;
using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Text;

/// <summary>A growing text; what Display and Debug texts are written to. One per thread is kept for reuse.</summary>
public sealed class TextBuffer
{
    private const int LargestKept = 1 << 16;

    [ThreadStatic]
    private static TextBuffer? t_kept;

    private char[] _chars = new char[256];
    private int _length;

    public int Length => _length;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    /// <summary>An empty buffer, to be given back with <see cref="Finish"/>.</summary>
    public static TextBuffer Rent()
    {
        TextBuffer buffer = t_kept ?? new TextBuffer();
        t_kept = null;
        buffer._length = 0;
        return buffer;
    }

    /// <summary>The text; the buffer must not be used afterwards.</summary>
    public string Finish()
    {
        string text = new(_chars, 0, _length);
        Release();
        return text;
    }

    /// <summary>Gives the buffer back; it must not be used afterwards.</summary>
    public void Release()
    {
        if (_chars.Length <= LargestKept)
        {
            t_kept = this;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(string text)
    {
        int length = _length;
        char[] chars = _chars;
        if (text.Length <= chars.Length - length)
        {
            text.CopyTo(chars.AsSpan(length));
            _length = length + text.Length;
        }
        else
        {
            Append(text.AsSpan());
        }
    }

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        _length += text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char c)
    {
        Reserve(1)[0] = c;
        _length++;
    }

    public void Append(char c, int count)
    {
        if (count > 0)
        {
            Reserve(count)[..count].Fill(c);
            _length += count;
        }
    }

    public void Append(long value)
    {
        value.TryFormat(Reserve(20), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Appends what <paramref name="value"/> formats itself as in the invariant culture.</summary>
    public void AppendInvariant<T>(T value)
        where T : ISpanFormattable
    {
        int written;
        int room = 64;
        while (!value.TryFormat(Reserve(room), out written, default, CultureInfo.InvariantCulture))
        {
            room *= 2;
        }
        _length += written;
    }

    private Span<char> Reserve(int count)
    {
        if (count > _chars.Length - _length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, checked(_length + count)));
        }
        return _chars.AsSpan(_length);
    }
}
