using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

public sealed partial class PathValue
{
    [Name("exists")]
    public bool Exists() => Path.Exists(_text);

    /// <summary>A path that cannot be looked at is an error.</summary>
    [Name("try_exists")]
    public Result<bool, IoError> TryExists() => IoAttempt.Run("try_exists", _text, () =>
    {
        try
        {
            File.GetAttributes(_text);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    });

    [Name("is_file")]
    public bool IsFile() => File.Exists(_text);

    [Name("is_dir")]
    public bool IsDirectory() => Directory.Exists(_text);

    [Name("is_symlink")]
    public bool IsSymbolicLink() => new FileInfo(_text).LinkTarget is not null;

    /// <param name="parents">Also make the directories above; otherwise their absence is <c>not_found</c>.</param>
    /// <param name="existOk">A directory that exists is no error; otherwise it is <c>already_exists</c>.</param>
    [Name("mkdir"), Blocking(Instead)]
    public Result<Unit, IoError> MakeDirectory(bool parents = false, bool existOk = false)
    {
        if (Exists() && !(existOk && IsDirectory()))
        {
            return Result<Unit, IoError>.Err(new IoError("already_exists", "File exists (os error 17)", "mkdir", _text));
        }
        return IoAttempt.Run("mkdir", _text, () =>
        {
            if (!parents && !Parent().Exists())
            {
                throw new DirectoryNotFoundException();
            }
            Directory.CreateDirectory(_text);
        });
    }

    /// <summary>Removes an empty directory.</summary>
    [Name("rmdir"), Blocking(Instead)]
    public Result<Unit, IoError> RemoveDirectory() => IoAttempt.Run("rmdir", _text, () => Directory.Delete(_text));

    /// <summary>Removes a directory with everything in it.</summary>
    [Name("remove_tree"), Blocking(Instead)]
    public Result<Unit, IoError> RemoveTree() => IoAttempt.Run("remove_tree", _text, () => Directory.Delete(_text, recursive: true));

    /// <summary>Removes a file or a symbolic link.</summary>
    [Name("unlink"), Blocking(Instead)]
    public Result<Unit, IoError> Unlink() => IoAttempt.Run("unlink", _text, () =>
    {
        if (!Exists() && !IsSymbolicLink())
        {
            throw new FileNotFoundException();
        }
        File.Delete(_text);
    });

    /// <summary>Makes an empty file, or sets the time of an existing one to now.</summary>
    [Name("touch"), Blocking(Instead)]
    public Result<Unit, IoError> Touch(bool existOk = true) => IoAttempt.Run("touch", _text, () =>
    {
        using (new FileStream(_text, existOk ? FileMode.OpenOrCreate : FileMode.CreateNew))
        {
        }
        File.SetLastWriteTimeUtc(_text, DateTime.UtcNow);
    });

    [Name("symlink_to"), Blocking(Instead)]
    public Result<Unit, IoError> SymbolicLinkTo(PathValue target) =>
        IoAttempt.Run("symlink_to", _text, () => { File.CreateSymbolicLink(_text, target._text); });

    /// <summary>What the directory holds, in order of name.</summary>
    [Name("iterdir"), Blocking(Instead)]
    public Result<ValueList<PathValue>, IoError> Entries() => IoAttempt.Run("iterdir", _text, () => List(Directory.EnumerateFileSystemEntries(_text)));

    /// <summary>The paths below that match: <c>*</c> and <c>?</c> within a part, <c>[abc] [!a] [a-z]</c>, <c>**</c> for any number of parts.</summary>
    [Name("glob"), Blocking(Instead)]
    public Result<ValueList<PathValue>, IoError> Glob(string pattern) => IoAttempt.Run("glob", _text, () => List(Matching(pattern)));

    /// <summary><c>glob</c> in this directory and every one below it.</summary>
    [Name("rglob"), Blocking(Instead)]
    public Result<ValueList<PathValue>, IoError> GlobBelow(string pattern) =>
        IoAttempt.Run("rglob", _text, () => List(Matching("**/" + pattern)));

    /// <summary>Copies a file over the target; returns the target.</summary>
    [Name("copy"), Blocking(Instead)]
    public Result<PathValue, IoError> Copy(PathValue target) => IoAttempt.Run("copy", _text, () =>
    {
        File.Copy(_text, target._text, overwrite: true);
        return target;
    });

    /// <summary>Moves a file or directory, which must not overwrite anything; returns the target.</summary>
    [Name("rename"), Name("move"), Blocking(Instead)]
    public Result<PathValue, IoError> Move(PathValue target) => IoAttempt.Run("rename", _text, () =>
    {
        Directory.Move(_text, target._text);
        return target;
    });

    /// <summary>Moves a file, replacing the target; returns the target.</summary>
    [Name("replace"), Blocking(Instead)]
    public Result<PathValue, IoError> Replace(PathValue target) => IoAttempt.Run("replace", _text, () =>
    {
        File.Move(_text, target._text, overwrite: true);
        return target;
    });

    /// <summary>How many bytes the file has.</summary>
    [Name("size")]
    public Result<long, IoError> Size() => IoAttempt.Run("size", _text, () => new FileInfo(_text).Length);

    private IEnumerable<string> Matching(string pattern)
    {
        string prefix = _text == "." ? "" : _text.TrimEnd('/') + "/";
        return Directory.EnumerateFileSystemEntries(_text, "*", SearchOption.AllDirectories)
            .Where(entry => GlobPattern.MatchesPath(Under(entry), pattern));

        string Under(string entry) => prefix.Length > 0 ? entry[prefix.Length..] : entry.StartsWith("./", StringComparison.Ordinal) ? entry[2..] : entry;
    }

    private static ValueList<PathValue> List(IEnumerable<string> paths)
    {
        PathValue[] sorted = [.. paths.Select(p => new PathValue(p.StartsWith("./", StringComparison.Ordinal) ? p[2..] : p)).Order()];
        return new ValueList<PathValue>(sorted, sorted.Length);
    }
}
