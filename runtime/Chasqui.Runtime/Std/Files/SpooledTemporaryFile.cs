using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary>
/// <c>SpooledTemporaryFile</c>: kept in memory until it is larger than max_size, then in a file, which is removed when dropped unless
/// persisted. With a max_size of 0 it stays in memory until <c>rollover</c>.
/// </summary>
[Module("std.tempfile"), Name("SpooledTemporaryFile"), MoveOnly]
public sealed class SpooledTemporaryFile : IResource
{
    private readonly long _largestInMemory;
    private Stream _stream = new MemoryStream();
    private NamedTemporaryFile? _file;

    private SpooledTemporaryFile(long largestInMemory) => _largestInMemory = largestInMemory;

    [Constructor]
    public static SpooledTemporaryFile Create(long max_size = 0) => new(max_size);

    [Name("write"), Blocking("spawn_blocking")]
    public Result<long, IoError> Write(Bytes data) => IoAttempt.Run("write", "", () =>
    {
        _stream.Write(data.Span);
        _stream.Flush();
        return data.Count;
    }).AndThen(count => _largestInMemory > 0 && _stream.Length > _largestInMemory ? Rollover().Map(_ => count) : Result<long, IoError>.Ok(count));

    /// <summary>Up to size bytes; everything that is left where size is negative.</summary>
    [Name("read"), Blocking("spawn_blocking")]
    public Result<Bytes, IoError> Read(long size = -1) => IoAttempt.Run("read", "", () =>
    {
        long left = Math.Max(0, _stream.Length - _stream.Position);
        byte[] data = new byte[size < 0 ? left : Math.Min(size, left)];
        _stream.ReadExactly(data);
        return new Bytes(data);
    });

    [Name("seek")]
    public Result<long, IoError> Seek(long offset, long whence = 0) => IoAttempt.Run("seek", "", () => whence is >= 0 and <= 2
        ? _stream.Seek(offset, (SeekOrigin)whence)
        : throw new ArgumentException($"whence must be 0, 1 or 2, found {whence}"));

    [Name("tell")]
    public Result<long, IoError> Tell() => Seek(0, 1);

    [Name("flush")]
    public Result<Unit, IoError> Flush() => IoAttempt.Run("flush", "", _stream.Flush);

    /// <summary>Everything, wherever the position is.</summary>
    [Name("getvalue"), Blocking("spawn_blocking")]
    public Result<Bytes, IoError> Value() => Tell().AndThen(here => Seek(0).AndThen(_ => Read()).AndThen(data => Seek(here).Map(_ => data)));

    [Name("rolled_to_disk")]
    public bool IsOnDisk() => _file is not null;

    /// <summary>From memory to a file, whatever the size.</summary>
    [Name("rollover"), Blocking("spawn_blocking")]
    public Result<Unit, IoError> Rollover() => IsOnDisk()
        ? Result<Unit, IoError>.Ok(default)
        : NamedTemporaryFile.TryNew().AndThen(file => IoAttempt.Run("rollover", file.Location().Value, () =>
        {
            var onDisk = new FileStream(file.Location().Value, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            ((MemoryStream)_stream).WriteTo(onDisk);
            onDisk.Flush();
            onDisk.Position = _stream.Position;
            _stream = onDisk;
            _file = file;
        }));

    /// <summary>None while it is in memory.</summary>
    [Name("path")]
    public Option<PathValue> Location() => _file is null ? default : new(_file.Location());

    /// <summary>Keeps the content in a file; returns its path.</summary>
    [Name("persist"), Blocking("spawn_blocking")]
    public Result<PathValue, IoError> Persist() => Rollover().Map(_ => _file is null ? new PathValue(".") : _file.Persist());

    public void Drop()
    {
        _stream.Dispose();
        _file?.Drop();
    }
}
