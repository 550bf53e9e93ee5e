using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Encodings;

namespace Chasqui.Runtime.Tests.Std;

public sealed class EncodingsTests
{
    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("f", "66", "MY======", "Zg==")]
    [InlineData("fo", "666f", "MZXQ====", "Zm8=")]
    [InlineData("foo", "666f6f", "MZXW6===", "Zm9v")]
    [InlineData("foob", "666f6f62", "MZXW6YQ=", "Zm9vYg==")]
    [InlineData("fooba", "666f6f6261", "MZXW6YTB", "Zm9vYmE=")]
    [InlineData("foobar", "666f6f626172", "MZXW6YTBOI======", "Zm9vYmFy")]
    public void The_vectors_of_the_standard(string text, string hex, string base32, string base64)
    {
        Bytes data = Bytes.FromLatin1(text);
        Assert.Equal((hex, base32, base64), (HexModule.Hexlify(data), Base32Module.Encode(data), Base64Module.Encode(data)));
        Assert.Equal(data, HexModule.Unhexlify(hex).Unwrap());
        Assert.Equal(data, Base32Module.Decode(base32).Unwrap());
        Assert.Equal(data, Base64Module.Decode(base64).Unwrap());
    }

    public static TheoryData<Result<Bytes, EncodingError>, string, long> Refused => new()
    {
        { HexModule.Unhexlify("abc"), "invalid_length", -1 },
        { HexModule.Unhexlify("0g"), "invalid_character", 1 },
        { HexModule.Base16Decode("ab"), "invalid_character", 0 },
        { Base64Module.Decode("Zg"), "invalid_length", -1 },
        { Base64Module.Decode("Zh=="), "invalid_padding", 1 },
        { Base64Module.Decode("Z==="), "invalid_padding", 1 },
        { Base64Module.Decode("Zg ="), "invalid_character", 2 },
        { Base64Module.UrlSafeDecode("+/+/"), "invalid_character", 0 },
        { Base32Module.Decode("my======"), "invalid_character", 0 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Decoders_are_strict(Result<Bytes, EncodingError> result, string kind, long position) =>
        Assert.Equal((kind, position), (result.UnwrapErr().Kind, result.UnwrapErr().Position));

    [Fact]
    public void Lenient_decoders_forgive_space_and_case()
    {
        Bytes foo = Bytes.FromLatin1("foo");
        Assert.Equal(foo, Base64Module.DecodeLenient(" Zm9\nv ").Unwrap());
        Assert.Equal(foo, Base32Module.DecodeLenient("mzxw 6===").Unwrap());
        Assert.Equal(foo, HexModule.Base16DecodeLenient("66 6f 6F").Unwrap());
        Assert.Equal("-_8=", Base64Module.UrlSafeEncode(new Bytes([0xFB, 0xFF])));
    }
}
