using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>NamedTemporaryFile</c>: an empty file of its own, removed when dropped unless persisted.</summary>
[Module("std.tempfile"), Name("NamedTemporaryFile"), MoveOnly]
public sealed class NamedTemporaryFile : IResource
{
    private readonly string _path;
    private bool _isKept;

    private NamedTemporaryFile(string path) => _path = path;

    [Name("try_new"), Blocking("spawn_blocking")]
    public static Result<NamedTemporaryFile, IoError> TryNew() => TryNewWith("tmp", "", default);

    [Name("try_new_with"), Blocking("spawn_blocking")]
    public static Result<NamedTemporaryFile, IoError> TryNewWith(string prefix, string suffix, Option<PathValue> dir) =>
        TemporaryName.Make(prefix, suffix, dir, path =>
        {
            try
            {
                using var made = new FileStream(path, FileMode.CreateNew);
                return new NamedTemporaryFile(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                return null;
            }
        });

    [Name("path")]
    public PathValue Location() => new(_path);

    /// <summary>Keeps the file; returns its path.</summary>
    [Name("persist")]
    public PathValue Persist()
    {
        _isKept = true;
        return Location();
    }

    public void Drop()
    {
        if (!_isKept)
        {
            File.Delete(_path);
        }
    }
}
