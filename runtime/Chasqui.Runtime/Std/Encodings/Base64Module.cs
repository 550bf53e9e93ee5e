using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary><c>std.encoding.base64</c> (RFC 4648), with the standard alphabet and the one for URLs.</summary>
[Module("std.encoding.base64")]
public static class Base64Module
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly BitCode Standard = new("base64", LettersAndDigits + "+/", 4);
    private static readonly BitCode UrlSafe = new("base64", LettersAndDigits + "-_", 4);

    [Name("b64encode"), Name("standard_b64encode"), Name("encode")]
    public static string Encode(Bytes data) => Convert.ToBase64String(data.Span);

    [Name("b64decode"), Name("standard_b64decode"), Name("decode")]
    public static Result<Bytes, EncodingError> Decode(string text) => Standard.Decode(text);

    /// <summary>Without regard to white space.</summary>
    [Name("b64decode_lenient"), Name("standard_b64decode_lenient"), Name("decode_lenient")]
    public static Result<Bytes, EncodingError> DecodeLenient(string text) => Standard.DecodeLenient(text);

    [Name("urlsafe_b64encode")]
    public static string UrlSafeEncode(Bytes data) => UrlSafe.Encode(data);

    [Name("urlsafe_b64decode")]
    public static Result<Bytes, EncodingError> UrlSafeDecode(string text) => UrlSafe.Decode(text);

    /// <summary>Without regard to white space.</summary>
    [Name("urlsafe_b64decode_lenient")]
    public static Result<Bytes, EncodingError> UrlSafeDecodeLenient(string text) => UrlSafe.DecodeLenient(text);
}
