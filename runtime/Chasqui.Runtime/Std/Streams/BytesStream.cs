using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Files;

namespace Chasqui.Runtime.Std.Streams;

/// <summary><c>BytesIO</c>: a stream in memory; all copies of it are the same one.</summary>
[Module("std.io"), Name("BytesIO"), SharedHandle, Sendable(false)]
public sealed class BytesStream : ByteStream
{
    private readonly MemoryStream _memory;

    private BytesStream(MemoryStream memory)
        : base(memory, "") => _memory = memory;

    [Constructor]
    public static BytesStream Create(Option<Bytes> initial = default)
    {
        var memory = new MemoryStream();
        if (initial.IsSome())
        {
            memory.Write(initial.Value.Span);
            memory.Position = 0;
        }
        return new BytesStream(memory);
    }

    [Name("read")]
    public Result<Bytes, IoError> Read(long size = -1) => ReadBytes(size);

    [Name("write")]
    public Result<long, IoError> Write(Bytes data) => WriteBytes(data);

    /// <summary>A number; which one the expected type tells.</summary>
    [Name("read")]
    public Result<T, IoError> ReadNumber<[Requires("Number")] T>(Endian endian) => NumberFrom<T>(endian);

    [Name("write")]
    public Result<Unit, IoError> WriteNumber<[Requires("Number")] T>(T v, Endian endian) => PutNumber(v, endian);

    /// <summary>Cuts off what lies behind size, or behind the position; returns the new length.</summary>
    [Name("truncate")]
    public Result<long, IoError> Truncate(Option<long> size = default) => Attempt("truncate", () =>
    {
        long length = size.UnwrapOr(_memory.Position);
        _memory.SetLength(Math.Min(length, _memory.Length));
        return _memory.Length;
    });

    /// <summary>Everything, wherever the position is.</summary>
    [Name("getvalue"), Name("into_bytes")]
    public Bytes Value() => new(_memory.ToArray());

    /// <summary>How many bytes lie behind the position.</summary>
    [Name("remaining")]
    public long Remaining() => Math.Max(0, _memory.Length - _memory.Position);

    [Name("__len__")]
    public long Length() => _memory.Length;
}
