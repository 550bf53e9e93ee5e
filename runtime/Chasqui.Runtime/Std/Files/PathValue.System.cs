using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

public sealed partial class PathValue
{
    private const int LockRetryMilliseconds = 10;

    /// <param name="mode"><c>r</c>, <c>w</c>, <c>a</c> or <c>x</c>, with <c>+</c> for both directions; <c>b</c> changes nothing.</param>
    /// <param name="buffering">Accepted for Python's sake: what is written reaches the system at once.</param>
    /// <param name="encoding">As in read_text.</param>
    /// <param name="errors">As in read_text.</param>
    [Name("open"), Blocking(Instead)]
    public Result<FileHandle, IoError> Open(
        string mode = "r", long buffering = -1, Option<string> encoding = default, Option<string> errors = default) => OpenOptions.FromMode(mode) is not { } options
        ? Result<FileHandle, IoError>.Err(new IoError("invalid_input", $"unknown mode `{mode}`", "open", _text))
        : IoAttempt.Run("open", _text, () => TextEncoding(encoding.UnwrapOr("utf-8"), errors.UnwrapOr("strict"))).AndThen(e => options.Open(this, e));

    /// <summary>Of what a symbolic link leads to.</summary>
    [Name("stat"), Blocking(Instead)]
    public Result<PathStat, IoError> Stat() => IoAttempt.Run("stat", _text, () =>
        PathStat.Of(Info().ResolveLinkTarget(returnFinalTarget: true) ?? Info()));

    /// <summary>Of the symbolic link itself.</summary>
    [Name("lstat"), Blocking(Instead)]
    public Result<PathStat, IoError> LinkStat() => IoAttempt.Run("lstat", _text, () => PathStat.Of(Info()));

    /// <summary>What the directory holds, in order of name.</summary>
    [Name("scandir"), Blocking(Instead)]
    public Result<ValueList<DirEntry>, IoError> Scan() => Entries().Map(paths =>
    {
        DirEntry[] entries = [.. paths.Items.ToArray().Select(p => new DirEntry(p))];
        return new ValueList<DirEntry>(entries, entries.Length);
    });

    /// <summary>Makes a file writable or not.</summary>
    [Name("chmod"), Blocking(Instead)]
    public Result<Unit, IoError> ChangeMode(bool @readonly) => IoAttempt.Run("chmod", _text, () =>
    {
        FileAttributes attributes = File.GetAttributes(_text);
        File.SetAttributes(_text, @readonly ? attributes | FileAttributes.ReadOnly : attributes & ~FileAttributes.ReadOnly);
    });

    /// <summary>Copies into a directory under the same name; returns the new path.</summary>
    [Name("copy_into"), Blocking(Instead)]
    public Result<PathValue, IoError> CopyInto(PathValue dir) => Copy(dir.Join(FileName()));

    /// <summary>Moves into a directory under the same name; returns the new path.</summary>
    [Name("move_into"), Blocking(Instead)]
    public Result<PathValue, IoError> MoveInto(PathValue dir) => Move(dir.Join(FileName()));

    /// <summary>Whether both paths lead to the same file or directory.</summary>
    [Name("samefile"), Blocking(Instead)]
    public Result<bool, IoError> IsSameFile(PathValue other) => IoAttempt.Run("samefile", _text, () => Final(_text) == Final(other._text));

    [Name("is_mount")]
    public bool IsMount() => DriveInfo.GetDrives().Any(d => d.RootDirectory.FullName.TrimEnd('/') == Path.GetFullPath(_text).TrimEnd('/'));

    [Name("disk_usage"), Blocking(Instead)]
    public Result<DiskUsage, IoError> Usage() => IoAttempt.Run("disk_usage", _text, () =>
    {
        var drive = new DriveInfo(Path.GetFullPath(_text));
        return new DiskUsage { Total = drive.TotalSize, Used = drive.TotalSize - drive.TotalFreeSpace, Free = drive.AvailableFreeSpace };
    });

    [Name("lock_shared"), Blocking(Instead)]
    public Result<FileLock, IoError> LockShared() => Lock(isShared: true);

    [Name("lock_exclusive"), Blocking(Instead)]
    public Result<FileLock, IoError> LockExclusive() => Lock(isShared: false);

    /// <summary>None where another holds a lock that excludes it.</summary>
    [Name("try_lock_shared"), Blocking(Instead)]
    public Result<Option<FileLock>, IoError> TryLockShared() => IoAttempt.Run("try_lock_shared", _text, () => FileLock.Try(_text, isShared: true));

    [Name("try_lock_exclusive"), Blocking(Instead)]
    public Result<Option<FileLock>, IoError> TryLockExclusive() => IoAttempt.Run("try_lock_exclusive", _text, () => FileLock.Try(_text, isShared: false));

    /// <summary>.NET can only ask for a lock, so this asks until it gets it.</summary>
    private Result<FileLock, IoError> Lock(bool isShared) => IoAttempt.Run("lock", _text, () =>
    {
        Option<FileLock> taken;
        while ((taken = FileLock.Try(_text, isShared)).IsNone())
        {
            Thread.Sleep(LockRetryMilliseconds);
        }
        return taken.Value;
    });

    private FileSystemInfo Info() => Directory.Exists(_text) ? new DirectoryInfo(_text) : new FileInfo(_text);

    private static string Final(string path)
    {
        FileSystemInfo info = new PathValue(path).Info();
        return info.Exists ? (info.ResolveLinkTarget(returnFinalTarget: true) ?? info).FullName : throw new FileNotFoundException();
    }
}
