using System.Text;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary>Four bytes as five digits of one alphabet; a shorter last group has one digit more than it has bytes.</summary>
internal sealed class Base85Code(string name, string alphabet, bool hasZeroSign = false)
{
    private const char ZeroSign = 'z';

    public string Encode(Bytes data)
    {
        var text = new StringBuilder();
        Span<char> digits = stackalloc char[5];
        for (int at = 0; at < data.Span.Length; at += 4)
        {
            ReadOnlySpan<byte> group = data.Span[at..Math.Min(at + 4, data.Span.Length)];
            uint number = 0;
            for (int i = 0; i < 4; i++)
            {
                number = (number << 8) | (i < group.Length ? group[i] : (byte)0);
            }
            if (hasZeroSign && number == 0 && group.Length == 4)
            {
                text.Append(ZeroSign);
                continue;
            }
            for (int i = 4; i >= 0; i--)
            {
                digits[i] = alphabet[(int)(number % 85)];
                number /= 85;
            }
            text.Append(digits[..(group.Length + 1)]);
        }
        return text.ToString();
    }

    public Result<Bytes, EncodingError> Decode(string text)
    {
        var data = new List<byte>();
        ulong number = 0;
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (hasZeroSign && count == 0 && text[i] == ZeroSign)
            {
                data.AddRange([0, 0, 0, 0]);
                continue;
            }
            int digit = alphabet.IndexOf(text[i]);
            if (digit < 0)
            {
                return Fail("invalid_character", $"unexpected character `{text[i]}` at position {i}", i);
            }
            number = (number * 85) + (uint)digit;
            if (++count == 5)
            {
                if (number > uint.MaxValue)
                {
                    return Fail("invalid_character", $"the group that ends at position {i} is too large", i);
                }
                Append(number, 4);
                (number, count) = (0, 0);
            }
        }
        if (count == 1)
        {
            return Fail("invalid_length", "a group of one character stands for no byte", text.Length - 1);
        }
        if (count > 1)
        {
            for (int i = count; i < 5; i++)
            {
                number = (number * 85) + 84;
            }
            if (number > uint.MaxValue)
            {
                return Fail("invalid_character", "the last group is too large", text.Length - 1);
            }
            Append(number, count - 1);
        }
        return Result<Bytes, EncodingError>.Ok(new Bytes([.. data]));

        void Append(ulong group, int bytes)
        {
            for (int i = 0; i < bytes; i++)
            {
                data.Add((byte)(group >> (24 - (8 * i))));
            }
        }
    }

    public Result<Bytes, EncodingError> DecodeLenient(string text) => Decode(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));

    public Result<T, EncodingError> RequireMultiple<T>(long length, long unit, Func<T> then) => length % unit == 0
        ? Result<T, EncodingError>.Ok(then())
        : Result<T, EncodingError>.Err(new EncodingError(name, "invalid_length", $"expected a length that is a multiple of {unit}, found {length}", -1));

    private Result<Bytes, EncodingError> Fail(string kind, string detail, long position) =>
        Result<Bytes, EncodingError>.Err(new EncodingError(name, kind, detail, position));
}
