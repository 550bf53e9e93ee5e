using System.Security.Cryptography;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Std.Hashing;

namespace Chasqui.Runtime.Tests.Std;

public sealed class HashingTests
{
    private static readonly Bytes Text = Bytes.FromLatin1("123456789");

    public static TheoryData<string, Func<Bytes, Bytes>, HashState, string> Hashes => new()
    {
        { "md5", Md5Module.Digest, Md5Module.Start(), "25f9e794323b453885f5181f1b624d0b" },
        { "sha1", Sha1Module.Digest, Sha1Module.Start(), "f7c3bc1d808e04732adf679965ccc34ca7ae3441" },
        { "sha256", Sha256Module.Digest, Sha256Module.Start(), "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" },
        { "sha384", Sha384Module.Digest, Sha384Module.Start(), Convert.ToHexStringLower(SHA384.HashData(Text.Span)) },
        { "sha512", Sha512Module.Digest, Sha512Module.Start(), Convert.ToHexStringLower(SHA512.HashData(Text.Span)) },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void A_hash_is_the_same_in_one_piece_and_in_two(string name, Func<Bytes, Bytes> digest, HashState state, string expected)
    {
        Assert.Equal((name, expected), (name, digest(Text).Hex()));
        for (int round = 0; round < 2; round++)
        {
            state.Update(Bytes.FromLatin1("1234"));
            state.Update(Bytes.FromLatin1("56789"));
            Assert.Equal((name, expected), (name, state.FinalizeBytes().Hex()));
        }
    }

    [Fact]
    public void Crc32_of_the_check_string()
    {
        Assert.Equal(0xCBF43926u, Crc32Module.Value(Text));
        Assert.Equal("cbf43926", Crc32Module.Digest(Text).Hex());
        Assert.Equal(0u, Crc32Module.Value(Bytes.Empty()));
    }
}
