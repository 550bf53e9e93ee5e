using System.IO.Compression;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Compression;

/// <summary><c>std.compression.zlib</c> (RFC 1950).</summary>
[Module("std.compression.zlib")]
public static class ZlibModule
{
    private static readonly StreamCodec Codec = new(
        "zlib",
        (target, options) => new ZLibStream(target, options),
        source => new ZLibStream(source, CompressionMode.Decompress));

    /// <param name="data">What to compress.</param>
    /// <param name="level">0 (store) to 9 (smallest); by default 6.</param>
    [Name("compress")]
    public static Result<Bytes, CompressionError> Compress(Bytes data, Option<long> level = default) => Codec.Compress(data, level);

    [Name("decompress")]
    public static Result<Bytes, CompressionError> Decompress(Bytes data) => Codec.Decompress(data);
}
