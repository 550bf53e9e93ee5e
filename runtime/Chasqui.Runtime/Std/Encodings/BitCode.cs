using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary>An encoding with an alphabet of 16, 32 or 64 characters, padded with <c>=</c> to whole groups.</summary>
/// <param name="name">For errors.</param>
/// <param name="alphabet">The digits in order of value.</param>
/// <param name="group">How many characters make whole bytes.</param>
internal sealed class BitCode(string name, string alphabet, int group)
{
    private readonly int _bits = System.Numerics.BitOperations.Log2((uint)alphabet.Length);

    public string Encode(Bytes data)
    {
        var text = new System.Text.StringBuilder();
        uint pending = 0;
        int count = 0;
        foreach (byte b in data.Span)
        {
            pending = (pending << 8) | b;
            for (count += 8; count >= _bits;)
            {
                count -= _bits;
                text.Append(alphabet[(int)(pending >> count) & (alphabet.Length - 1)]);
            }
        }
        if (count > 0)
        {
            text.Append(alphabet[(int)(pending << (_bits - count)) & (alphabet.Length - 1)]);
        }
        return text.Append('=', (group - (text.Length % group)) % group).ToString();
    }

    /// <summary>Only what <see cref="Encode"/> writes is accepted: whole groups, and no bit set after the last byte.</summary>
    public Result<Bytes, EncodingError> Decode(string text)
    {
        if (text.Length % group != 0)
        {
            return Fail("invalid_length", $"expected a length that is a multiple of {group}, found {text.Length}", -1);
        }
        int length = text.AsSpan().TrimEnd('=').Length;
        int leftover = length % group * _bits % 8;
        if (text.Length - length >= group || leftover >= _bits)
        {
            return Fail("invalid_padding", "too much padding", length);
        }
        byte[] data = new byte[length * _bits / 8];
        uint pending = 0;
        int count = 0, at = 0;
        for (int i = 0; i < length; i++)
        {
            int digit = alphabet.IndexOf(text[i]);
            if (digit < 0)
            {
                return Fail("invalid_character", $"unexpected character `{text[i]}` at position {i}", i);
            }
            pending = (pending << _bits) | (uint)digit;
            count += _bits;
            if (count >= 8)
            {
                count -= 8;
                data[at++] = (byte)(pending >> count);
            }
        }
        return (pending & ((1u << count) - 1)) == 0
            ? Result<Bytes, EncodingError>.Ok(new Bytes(data))
            : Fail("invalid_padding", "bits are set after the last byte", length - 1);
    }

    /// <summary>Without regard to white space.</summary>
    public Result<Bytes, EncodingError> DecodeLenient(string text) => Decode(WithoutSpace(text));

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => c is not (' ' or '\t' or '\n' or '\r' or '\v' or '\f')));

    private Result<Bytes, EncodingError> Fail(string kind, string detail, long position) =>
        Result<Bytes, EncodingError>.Err(new EncodingError(name, kind, detail, position));
}
