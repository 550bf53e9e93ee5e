using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Compression;

namespace Chasqui.Runtime.Tests.Std;

public sealed class CompressionTests
{
    private static readonly Bytes Data = new(new byte[10_000]);

    public static TheoryData<Func<Bytes, Option<long>, Result<Bytes, CompressionError>>, Func<Bytes, Result<Bytes, CompressionError>>> Codecs => new()
    {
        { GzipModule.Compress, GzipModule.Decompress },
        { ZlibModule.Compress, ZlibModule.Decompress },
        { DeflateModule.Compress, DeflateModule.Decompress },
    };

    [Theory]
    [MemberData(nameof(Codecs))]
    public void What_is_compressed_is_smaller_and_comes_back(
        Func<Bytes, Option<long>, Result<Bytes, CompressionError>> compress, Func<Bytes, Result<Bytes, CompressionError>> decompress)
    {
        Bytes small = compress(Data, default).Unwrap();
        Assert.InRange(small.Count, 1, 200);
        Assert.Equal(Data, decompress(small).Unwrap());
        Assert.True(compress(Data, Values.Some(0L)).Unwrap().Count > Data.Count);
        Assert.Equal("invalid_level", compress(Data, Values.Some(10L)).UnwrapErr().Kind);
        Assert.Equal("truncated_input", decompress(Bytes.Empty()).UnwrapErr().Kind);
        Assert.Equal("invalid_data", decompress(Bytes.FromLatin1("\u00FFno such data")).UnwrapErr().Kind);
    }
}
