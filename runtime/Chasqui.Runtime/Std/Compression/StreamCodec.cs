using System.IO.Compression;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Compression;

/// <summary>A codec that .NET offers as a pair of streams.</summary>
internal sealed class StreamCodec(string name, Func<Stream, ZLibCompressionOptions, Stream> deflating, Func<Stream, Stream> inflating)
{
    private const long Highest = 9;
    private const long Usual = 6;

    public Result<Bytes, CompressionError> Compress(Bytes data, Option<long> level)
    {
        long chosen = level.IsSome() ? level.Value : Usual;
        if (chosen is < 0 or > Highest)
        {
            return Fail("invalid_level", "compress", $"the level must be from 0 to {Highest}, found {chosen}");
        }
        var target = new MemoryStream();
        using (Stream stream = deflating(target, new ZLibCompressionOptions { CompressionLevel = (int)chosen }))
        {
            stream.Write(data.Span);
        }
        return Result<Bytes, CompressionError>.Ok(new Bytes(target.ToArray()));
    }

    public Result<Bytes, CompressionError> Decompress(Bytes data)
    {
        if (data.Count == 0)
        {
            return Fail("truncated_input", "decompress", "there is no data");
        }
        var target = new MemoryStream();
        try
        {
            using Stream stream = inflating(new MemoryStream(data.Span.ToArray()));
            stream.CopyTo(target);
        }
        catch (InvalidDataException error)
        {
            return Fail("invalid_data", "decompress", error.Message);
        }
        return Result<Bytes, CompressionError>.Ok(new Bytes(target.ToArray()));
    }

    private Result<Bytes, CompressionError> Fail(string kind, string operation, string detail) =>
        Result<Bytes, CompressionError>.Err(new CompressionError(kind, name, operation, detail));
}
