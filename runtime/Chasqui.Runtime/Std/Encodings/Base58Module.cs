using System.Numerics;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary><c>std.encoding.base58</c>: letters and digits that are not mistaken for each other, in the alphabet of Bitcoin.</summary>
[Module("std.encoding.base58")]
public static class Base58Module
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    [Name("b58encode"), Name("bitcoin_b58encode"), Name("encode")]
    public static string Encode(Bytes data)
    {
        int zeros = data.Span.IndexOfAnyExcept((byte)0) is >= 0 and var first ? first : data.Span.Length;
        var number = new BigInteger(data.Span, isUnsigned: true, isBigEndian: true);
        var digits = new Stack<char>();
        while (number > 0)
        {
            (number, BigInteger digit) = BigInteger.DivRem(number, Alphabet.Length);
            digits.Push(Alphabet[(int)digit]);
        }
        return new string(Alphabet[0], zeros) + string.Concat(digits);
    }

    [Name("b58decode"), Name("bitcoin_b58decode"), Name("decode")]
    public static Result<Bytes, EncodingError> Decode(string text)
    {
        BigInteger number = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int digit = Alphabet.IndexOf(text[i]);
            if (digit < 0)
            {
                return Result<Bytes, EncodingError>.Err(new EncodingError("base58", "invalid_character", $"unexpected character `{text[i]}` at position {i}", i));
            }
            number = (number * Alphabet.Length) + digit;
        }
        int zeros = text.Length - text.TrimStart(Alphabet[0]).Length;
        byte[] rest = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return Result<Bytes, EncodingError>.Ok(new Bytes([.. new byte[zeros], .. rest]));
    }

    /// <summary>White space is passed over.</summary>
    [Name("b58decode_lenient"), Name("decode_lenient")]
    public static Result<Bytes, EncodingError> DecodeLenient(string text) => Decode(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
}
