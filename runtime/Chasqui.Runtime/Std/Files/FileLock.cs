using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>FileLock</c>: an advisory lock on a file, released when dropped.</summary>
[Module("std.fs"), Name("FileLock"), MoveOnly]
public sealed class FileLock : IResource
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    [Name("release")]
    public void Drop() => _file.Dispose();

    /// <summary>None where another holds the lock.</summary>
    internal static Option<FileLock> Try(string path, bool isShared)
    {
        try
        {
            return new(new FileLock(new FileStream(
                path, FileMode.Open, isShared ? FileAccess.Read : FileAccess.ReadWrite, isShared ? FileShare.Read : FileShare.None)));
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException) && File.Exists(path))
        {
            return default;
        }
    }
}
