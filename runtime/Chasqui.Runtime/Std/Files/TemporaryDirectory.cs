using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>TemporaryDirectory</c>: a directory of its own, removed with everything in it when dropped unless persisted.</summary>
[Module("std.tempfile"), Name("TemporaryDirectory"), MoveOnly]
public sealed class TemporaryDirectory : IResource
{
    private readonly string _path;
    private bool _isKept;

    private TemporaryDirectory(string path) => _path = path;

    [Name("try_new"), Blocking("spawn_blocking")]
    public static Result<TemporaryDirectory, IoError> TryNew() => TryNewWith("tmp", "", default);

    [Name("try_new_with"), Blocking("spawn_blocking")]
    public static Result<TemporaryDirectory, IoError> TryNewWith(string prefix, string suffix, Option<PathValue> dir) =>
        TemporaryName.Make(prefix, suffix, dir, path =>
        {
            if (Path.Exists(path))
            {
                return null;
            }
            Directory.CreateDirectory(path);
            return new TemporaryDirectory(path);
        });

    [Name("path")]
    public PathValue Location() => new(_path);

    /// <summary>Keeps the directory; returns its path.</summary>
    [Name("persist")]
    public PathValue Persist()
    {
        _isKept = true;
        return Location();
    }

    public void Drop()
    {
        if (!_isKept && Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }
}
