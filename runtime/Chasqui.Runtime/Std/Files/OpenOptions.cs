using System.Text;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>OpenOptions</c>: says step by step how to open a file; each step returns new options.</summary>
[Module("std.fs"), Name("OpenOptions")]
public sealed record OpenOptions
{
    private bool Reads { get; init; }

    private bool Writes { get; init; }

    private bool Appends { get; init; }

    private bool Truncates { get; init; }

    private bool Creates { get; init; }

    private bool CreatesNew { get; init; }

    [Constructor]
    public static OpenOptions Empty() => new();

    [Name("read")]
    public OpenOptions Read(bool enabled = true) => this with { Reads = enabled };

    [Name("write")]
    public OpenOptions Write(bool enabled = true) => this with { Writes = enabled };

    [Name("append")]
    public OpenOptions Append(bool enabled = true) => this with { Appends = enabled };

    /// <summary>Empties the file; needs write.</summary>
    [Name("truncate")]
    public OpenOptions Truncate(bool enabled = true) => this with { Truncates = enabled };

    /// <summary>Makes the file where there is none; needs write or append.</summary>
    [Name("create")]
    public OpenOptions Create(bool enabled = true) => this with { Creates = enabled };

    /// <summary>Makes the file; one that exists is <c>already_exists</c>.</summary>
    [Name("create_new")]
    public OpenOptions CreateNew(bool enabled = true) => this with { CreatesNew = enabled };

    [Name("open"), Blocking("spawn_blocking")]
    public Result<FileHandle, IoError> Open(PathValue path) => Open(path, Encoding.UTF8);

    internal static OpenOptions? FromMode(string mode) => mode.Replace("b", "", StringComparison.Ordinal).Replace("t", "", StringComparison.Ordinal) switch
    {
        "r" => Empty().Read(),
        "r+" => Empty().Read().Write(),
        "w" => Empty().Write().Create().Truncate(),
        "w+" => Empty().Read().Write().Create().Truncate(),
        "a" => Empty().Append().Create(),
        "a+" => Empty().Read().Append().Create(),
        "x" => Empty().Write().CreateNew(),
        "x+" => Empty().Read().Write().CreateNew(),
        _ => null,
    };

    internal Result<FileHandle, IoError> Open(PathValue path, Encoding encoding)
    {
        bool changes = Writes || Appends;
        if ((!Reads && !changes) || (Truncates && !Writes) || ((Creates || CreatesNew) && !changes))
        {
            return Result<FileHandle, IoError>.Err(new IoError("invalid_input", "Invalid argument (os error 22)", "open", path.Value));
        }
        FileMode mode = CreatesNew ? FileMode.CreateNew
            : Truncates ? (Creates ? FileMode.Create : FileMode.Truncate)
            : Creates ? FileMode.OpenOrCreate
            : FileMode.Open;
        FileAccess access = (Reads ? FileAccess.Read : 0) | (changes ? FileAccess.Write : 0);
        Result<FileHandle, IoError> file = FileHandle.Open(path.Value, mode, access, encoding);
        return Appends ? file.AndThen(f => f.Seek(0, 2).Map(_ => f)) : file;
    }
}
