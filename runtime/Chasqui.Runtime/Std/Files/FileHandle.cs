using System.Text;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Streams;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>File</c>: an open file, closed when dropped. What is written reaches the system at once.</summary>
[Module("std.fs"), Name("File"), MoveOnly]
public sealed class FileHandle : ByteStream, IResource
{
    private readonly FileStream _file;
    private readonly Encoding _encoding;

    private FileHandle(FileStream file, string path, Encoding encoding)
        : base(file, path)
    {
        _file = file;
        _encoding = encoding;
    }

    /// <summary>So many characters, fewer at the end; everything that is left where size is negative.</summary>
    [Name("read"), Blocking("spawn_blocking")]
    public Result<string, IoError> Read(long size = -1) => size < 0
        ? ReadBytes().AndThen(data => Attempt("read", () => _encoding.GetString(data.Span)))
        : Attempt("read", () => Characters(size));

    /// <summary>The next line without its end; None behind the last one.</summary>
    [Name("read_line"), Name("readline"), Blocking("spawn_blocking")]
    public Result<Option<string>, IoError> ReadLine() => ReadUntil((byte)'\n').AndThen(line => Attempt("read_line", () =>
        line.Count == 0 ? default : new Option<string>(_encoding.GetString(line.Span).TrimEnd('\n').TrimEnd('\r'))));

    /// <summary>The lines that are left, without their ends.</summary>
    [Name("read_lines"), Name("readlines"), Blocking("spawn_blocking")]
    public Result<ValueList<string>, IoError> ReadLines() => Read().Map(StringMethods.SplitLines);

    /// <summary>Returns how many bytes were written.</summary>
    [Name("write"), Blocking("spawn_blocking")]
    public Result<long, IoError> Write(string text) => WriteBytes(new Bytes(_encoding.GetBytes(text)));

    /// <summary>A number; which one the expected type tells.</summary>
    [Name("read")]
    public Result<T, IoError> ReadNumber<[Requires("Number")] T>(Endian endian) => NumberFrom<T>(endian);

    [Name("write")]
    public Result<Unit, IoError> WriteNumber<[Requires("Number")] T>(T v, Endian endian) => PutNumber(v, endian);

    [Name("flush")]
    public Result<Unit, IoError> Flush() => Sync("flush", toDisk: false);

    /// <summary>Waits until the content is on the disk.</summary>
    [Name("sync"), Name("fsync"), Name("sync_data"), Blocking("spawn_blocking")]
    public Result<Unit, IoError> Sync() => Sync("sync", toDisk: true);

    [Name("close")]
    public void Drop() => _file.Dispose();

    internal static Result<FileHandle, IoError> Open(string path, FileMode mode, FileAccess access, Encoding encoding) =>
        IoAttempt.Run("open", path, () => Directory.Exists(path)
            ? throw new IOException("Is a directory (os error 21)")
            : new FileHandle(new FileStream(path, mode, access, FileShare.ReadWrite | FileShare.Delete), path, encoding));

    private Result<Unit, IoError> Sync(string operation, bool toDisk) => Attempt(operation, () =>
    {
        _file.Flush(toDisk);
        return default(Unit);
    });

    private string Characters(long count)
    {
        Decoder decoder = _encoding.GetDecoder();
        var text = new StringBuilder();
        byte[] one = new byte[1];
        Span<char> made = stackalloc char[4];
        for (long read = 0; read < count && _file.Read(one, 0, 1) == 1;)
        {
            int chars = decoder.GetChars(one, made, flush: false);
            text.Append(made[..chars]);
            read += chars > 0 ? 1 : 0;
        }
        return text.ToString();
    }
}
