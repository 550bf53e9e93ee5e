using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>PathStat</c>: what the system knew about a path when it was asked. Times are seconds since 1970.</summary>
[Module("std.fs"), Name("PathStat")]
public sealed record PathStat
{
    [Name("size")]
    public required long Size { get; init; }

    [Name("is_file")]
    public required bool IsFile { get; init; }

    [Name("is_dir")]
    public required bool IsDirectory { get; init; }

    [Name("is_symlink")]
    public required bool IsSymbolicLink { get; init; }

    [Name("readonly")]
    public required bool IsReadOnly { get; init; }

    [Name("modified_unix")]
    public required long ModifiedUnix { get; init; }

    [Name("accessed_unix")]
    public required long AccessedUnix { get; init; }

    [Name("created_unix")]
    public required long CreatedUnix { get; init; }

    internal static PathStat Of(FileSystemInfo info)
    {
        FileAttributes attributes = info.Exists || info.LinkTarget is not null ? info.Attributes : throw new FileNotFoundException();
        bool isLink = info.LinkTarget is not null;
        bool isDirectory = attributes.HasFlag(FileAttributes.Directory);
        return new PathStat
        {
            Size = info is FileInfo file && !isLink && !isDirectory ? file.Length : 0,
            IsFile = !isDirectory && !isLink,
            IsDirectory = isDirectory && !isLink,
            IsSymbolicLink = isLink,
            IsReadOnly = attributes.HasFlag(FileAttributes.ReadOnly),
            ModifiedUnix = Seconds(info.LastWriteTimeUtc),
            AccessedUnix = Seconds(info.LastAccessTimeUtc),
            CreatedUnix = Seconds(info.CreationTimeUtc),
        };
    }

    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();
}

/// <summary><c>DiskUsage</c>: of the file system that holds a path, in bytes.</summary>
[Module("std.fs"), Name("DiskUsage")]
public sealed record DiskUsage
{
    [Name("total")]
    public required long Total { get; init; }

    [Name("used")]
    public required long Used { get; init; }

    [Name("free")]
    public required long Free { get; init; }
}

/// <summary><c>DirEntry</c>: one thing in a directory.</summary>
[Module("std.fs"), Name("DirEntry")]
public sealed record DirEntry(PathValue Location)
{
    [Name("path")]
    public PathValue FullPath() => Location;

    [Name("name")]
    public string FileName() => Location.FileName();

    [Name("is_file")]
    public bool IsFile() => Location.IsFile();

    [Name("is_dir")]
    public bool IsDirectory() => Location.IsDirectory();

    [Name("is_symlink")]
    public bool IsSymbolicLink() => Location.IsSymbolicLink();

    [Name("stat")]
    public Result<PathStat, IoError> Stat() => Location.Stat();
}
