using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary><c>std.encoding.base32</c> (RFC 4648), with the standard alphabet and the extended hex one.</summary>
[Module("std.encoding.base32")]
public static class Base32Module
{
    private static readonly BitCode Standard = new("base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 8);
    private static readonly BitCode Hex = new("base32hex", "0123456789ABCDEFGHIJKLMNOPQRSTUV", 8);

    [Name("b32encode"), Name("encode")]
    public static string Encode(Bytes data) => Standard.Encode(data);

    [Name("b32decode"), Name("decode")]
    public static Result<Bytes, EncodingError> Decode(string text) => Standard.Decode(text);

    /// <summary>Of either case, without regard to white space.</summary>
    [Name("b32decode_lenient"), Name("decode_lenient")]
    public static Result<Bytes, EncodingError> DecodeLenient(string text) => Standard.DecodeLenient(text.ToUpperInvariant());

    [Name("b32hexencode")]
    public static string HexEncode(Bytes data) => Hex.Encode(data);

    [Name("b32hexdecode")]
    public static Result<Bytes, EncodingError> HexDecode(string text) => Hex.Decode(text);

    /// <summary>Of either case, without regard to white space.</summary>
    [Name("b32hexdecode_lenient")]
    public static Result<Bytes, EncodingError> HexDecodeLenient(string text) => Hex.DecodeLenient(text.ToUpperInvariant());
}
