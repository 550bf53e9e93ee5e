using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary><c>std.encoding.hex</c>: two digits a byte.</summary>
[Module("std.encoding.hex")]
public static class HexModule
{
    private static readonly BitCode Code = new("hex", "0123456789ABCDEF", 2);

    /// <summary>In lower case.</summary>
    [Name("hexlify"), Name("encode")]
    public static string Hexlify(Bytes data) => data.Hex();

    /// <summary>Of either case.</summary>
    [Name("unhexlify"), Name("decode")]
    public static Result<Bytes, EncodingError> Unhexlify(string text) => Code.Decode(text.ToUpperInvariant());

    /// <summary>In upper case.</summary>
    [Name("b16encode")]
    public static string Base16Encode(Bytes data) => Code.Encode(data);

    /// <summary>Of upper case only.</summary>
    [Name("b16decode")]
    public static Result<Bytes, EncodingError> Base16Decode(string text) => Code.Decode(text);

    [Name("b16decode_lenient"), Name("decode_lenient")]
    public static Result<Bytes, EncodingError> Base16DecodeLenient(string text) => Code.DecodeLenient(text.ToUpperInvariant());
}
