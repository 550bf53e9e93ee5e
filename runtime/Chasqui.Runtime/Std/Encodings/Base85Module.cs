using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary><c>std.encoding.base85</c>: the alphabets of Adobe (a85), of git (b85) and of ZeroMQ (z85).</summary>
[Module("std.encoding.base85")]
public static class Base85Module
{
    private const string DigitsAndCapitals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string SmallLetters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly Base85Code Adobe = new("ascii85", string.Concat(Enumerable.Range('!', 85).Select(c => (char)c)), hasZeroSign: true);
    private static readonly Base85Code Git = new("base85", DigitsAndCapitals + SmallLetters + "!#$%&()*+-;<=>?@^_`{|}~");
    private static readonly Base85Code ZeroMQ = new("z85", "0123456789" + SmallLetters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#");

    [Name("a85encode")]
    public static string AdobeEncode(Bytes data) => Adobe.Encode(data);

    [Name("a85decode")]
    public static Result<Bytes, EncodingError> AdobeDecode(string text) => Adobe.Decode(text);

    /// <summary>White space is passed over.</summary>
    [Name("a85decode_lenient")]
    public static Result<Bytes, EncodingError> AdobeDecodeLenient(string text) => Adobe.DecodeLenient(text);

    [Name("b85encode"), Name("encode")]
    public static string Encode(Bytes data) => Git.Encode(data);

    [Name("b85decode"), Name("decode")]
    public static Result<Bytes, EncodingError> Decode(string text) => Git.Decode(text);

    /// <summary>White space is passed over.</summary>
    [Name("b85decode_lenient"), Name("decode_lenient")]
    public static Result<Bytes, EncodingError> DecodeLenient(string text) => Git.DecodeLenient(text);

    /// <summary>Of whole groups of four bytes only.</summary>
    [Name("z85encode")]
    public static Result<string, EncodingError> ZeroMQEncode(Bytes data) => ZeroMQ.RequireMultiple(data.Count, 4, () => ZeroMQ.Encode(data));

    /// <summary>Of whole groups of five characters only.</summary>
    [Name("z85decode")]
    public static Result<Bytes, EncodingError> ZeroMQDecode(string text) => ZeroMQ.RequireMultiple(text.Length, 5, () => ZeroMQ.Decode(text)).AndThen(r => r);
}
