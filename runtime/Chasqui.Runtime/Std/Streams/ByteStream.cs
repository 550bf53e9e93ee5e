using System.Runtime.CompilerServices;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Files;

namespace Chasqui.Runtime.Std.Streams;

/// <summary>What streams of bytes have in common, in memory or in a file.</summary>
public abstract class ByteStream : IBinaryReader
{
    private readonly string _path;

    private protected ByteStream(Stream stream, string path)
    {
        Stream = stream;
        _path = path;
    }

    private protected Stream Stream { get; }

    /// <summary>Up to size bytes, fewer at the end; everything that is left where size is negative.</summary>
    [Name("read_bytes")]
    public Result<Bytes, IoError> ReadBytes(long size = -1) => Attempt("read_bytes", () =>
    {
        using var read = new MemoryStream();
        byte[] buffer = new byte[size < 0 ? 1 << 16 : Math.Min(size, 1 << 16)];
        int count;
        while ((size < 0 || read.Length < size) && (count = Stream.Read(buffer, 0, (int)Math.Min(buffer.Length, size < 0 ? buffer.Length : size - read.Length))) > 0)
        {
            read.Write(buffer, 0, count);
        }
        return new Bytes(read.ToArray());
    });

    /// <summary>Exactly so many bytes; fewer are an <c>unexpected_eof</c>.</summary>
    [Name("read_exact")]
    public Result<Bytes, IoError> ReadExact(long size) => Attempt("read_exact", () => new Bytes(Exactly(size)));

    /// <summary>Up to and with the given byte, or to the end.</summary>
    [Name("read_until")]
    public Result<Bytes, IoError> ReadUntil(byte delimiter) => Attempt("read_until", () =>
    {
        var read = new List<byte>();
        int next;
        while ((next = Stream.ReadByte()) >= 0)
        {
            read.Add((byte)next);
            if (next == delimiter)
            {
                break;
            }
        }
        return new Bytes([.. read]);
    });

    /// <summary>Passes over everything up to and with the given byte; returns how much that was.</summary>
    [Name("skip_until")]
    public Result<long, IoError> SkipUntil(byte delimiter) => ReadUntil(delimiter).Map(skipped => skipped.Count);

    [Name("write_bytes")]
    public Result<long, IoError> WriteBytes(Bytes data) => Attempt("write_bytes", () =>
    {
        Stream.Write(data.Span);
        Stream.Flush();
        return data.Count;
    });

    private protected Result<T, IoError> NumberFrom<T>(Endian endian) => Attempt("read", () =>
    {
        byte[] data = Exactly(Unsafe.SizeOf<T>());
        Arrange(data, endian);
        return Unsafe.ReadUnaligned<T>(ref data[0]);
    });

    private protected Result<Unit, IoError> PutNumber<T>(T v, Endian endian) => Attempt("write", () =>
    {
        byte[] data = new byte[Unsafe.SizeOf<T>()];
        Unsafe.WriteUnaligned(ref data[0], v);
        Arrange(data, endian);
        Stream.Write(data);
        Stream.Flush();
        return default(Unit);
    });

    [Name("tell")]
    public Result<long, IoError> Tell() => Attempt("tell", () => Stream.Position);

    /// <summary>Moves to an offset: from the start (whence 0), from here (1) or from the end (2). Returns the new position.</summary>
    [Name("seek")]
    public Result<long, IoError> Seek(long offset, long whence = 0) => Attempt("seek", () => whence is >= 0 and <= 2
        ? Stream.Seek(offset, (SeekOrigin)whence)
        : throw new ArgumentException($"whence must be 0, 1 or 2, found {whence}"));

    [Name("seek_relative")]
    public Result<long, IoError> SeekRelative(long offset) => Seek(offset, 1);

    [Name("rewind")]
    public Result<long, IoError> Rewind() => Seek(0);

    private protected Result<T, IoError> Attempt<T>(string operation, Func<T> body) => IoAttempt.Run(operation, _path, body);

    private byte[] Exactly(long size)
    {
        byte[] data = new byte[size >= 0 ? size : throw new ArgumentException("the size must not be negative")];
        Stream.ReadExactly(data);
        return data;
    }

    private static void Arrange(byte[] data, Endian endian)
    {
        if (BitConverter.IsLittleEndian != (endian.Tag == 0))
        {
            Array.Reverse(data);
        }
    }
}
