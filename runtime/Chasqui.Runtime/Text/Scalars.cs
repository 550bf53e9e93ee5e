using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Text;

/// <summary>A string as Unicode scalars: an unpaired surrogate counts as one. Without surrogates an index is an offset.</summary>
internal static class Scalars
{
    private const int RememberedLength = 64;

    private static readonly string[] Single = CreateSingle();

    /// <summary>The long string last found free of surrogates, so that indexing it in a loop does not scan it every time.</summary>
    [ThreadStatic]
    private static string? t_simple;

    public static bool IsSimple(string text)
    {
        if (text.Length < RememberedLength)
        {
            return !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
        }
        if (ReferenceEquals(t_simple, text))
        {
            return true;
        }
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return false;
        }
        t_simple = text;
        return true;
    }

    public static int Count(string text) => IsSimple(text) ? text.Length : CountPairs(text);

    /// <summary>The UTF-16 offset of the scalar with this index, which must be at most <see cref="Count(string)"/>.</summary>
    public static int Offset(string text, long index)
    {
        if (IsSimple(text))
        {
            return (int)index;
        }
        int offset = 0;
        for (; index > 0; index--)
        {
            offset += LengthAt(text, offset);
        }
        return offset;
    }

    /// <summary>The UTF-16 offsets of all scalars.</summary>
    public static int[] Offsets(string text)
    {
        int[] offsets = new int[Count(text)];
        for (int i = 0, at = 0; i < offsets.Length; i++, at += LengthAt(text, at))
        {
            offsets[i] = at;
        }
        return offsets;
    }

    /// <summary>The index of the scalar at this UTF-16 offset.</summary>
    public static long Index(string text, int offset)
    {
        if (IsSimple(text))
        {
            return offset;
        }
        long index = 0;
        for (int at = 0; at < offset; at += LengthAt(text, at))
        {
            index++;
        }
        return index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthAt(string text, int offset) =>
        char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length && char.IsLowSurrogate(text[offset + 1]) ? 2 : 1;

    /// <summary>The scalar at an offset, as a string.</summary>
    public static string At(string text, int offset)
    {
        char c = text[offset];
        return c < Single.Length ? Single[c] : text.Substring(offset, LengthAt(text, offset));
    }

    public static string FromCode(long code)
    {
        if (code is < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            throw new ValueError($"{code} is not a Unicode scalar value");
        }
        return code < Single.Length ? Single[code] : char.ConvertFromUtf32((int)code);
    }

    private static int CountPairs(string text)
    {
        int count = 0;
        for (int at = 0; at < text.Length; at += LengthAt(text, at))
        {
            count++;
        }
        return count;
    }

    private static string[] CreateSingle()
    {
        string[] single = new string[256];
        for (int i = 0; i < single.Length; i++)
        {
            single[i] = ((char)i).ToString();
        }
        return single;
    }
}
