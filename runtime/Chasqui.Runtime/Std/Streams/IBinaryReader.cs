using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Files;

namespace Chasqui.Runtime.Std.Streams;

/// <summary>The trait <c>BinaryReader</c>: gives bytes, fewer than asked for at the end.</summary>
[Module("std.io"), Name("BinaryReader"), Sendable(false)]
public interface IBinaryReader
{
    [Name("read_bytes")]
    Result<Bytes, IoError> ReadBytes(long size = -1);

    /// <summary>The rest in pieces of n bytes, the last of which may be shorter.</summary>
    [Name("chunks")]
    ReaderChunks Chunks(long n) => n > 0 ? new ReaderChunks(this, n) : throw new ValueError("the size of a chunk must be greater than zero");
}

/// <summary>Reads piece by piece; each step may fail.</summary>
[Module("std.io"), Name("ReaderChunks"), SharedHandle, Sendable(false)]
public sealed class ReaderChunks
{
    private readonly IBinaryReader _reader;
    private readonly long _size;

    internal ReaderChunks(IBinaryReader reader, long size)
    {
        _reader = reader;
        _size = size;
    }

    [Name("__iter__")]
    public ReaderChunks Iterate() => this;

    [Name("__next__")]
    public Result<Option<Bytes>, IoError> Next() =>
        _reader.ReadBytes(_size).Map(chunk => chunk.Count == 0 ? default : new Option<Bytes>(chunk));
}
