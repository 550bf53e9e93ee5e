using System.IO.Compression;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Compression;

/// <summary><c>std.compression.gzip</c> (RFC 1952).</summary>
[Module("std.compression.gzip")]
public static class GzipModule
{
    private static readonly StreamCodec Codec = new(
        "gzip",
        (target, options) => new GZipStream(target, options),
        source => new GZipStream(source, CompressionMode.Decompress));

    /// <param name="data">What to compress.</param>
    /// <param name="level">0 (store) to 9 (smallest); by default 6.</param>
    [Name("compress")]
    public static Result<Bytes, CompressionError> Compress(Bytes data, Option<long> level = default) => Codec.Compress(data, level);

    [Name("decompress")]
    public static Result<Bytes, CompressionError> Decompress(Bytes data) => Codec.Decompress(data);
}
