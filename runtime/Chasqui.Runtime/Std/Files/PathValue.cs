using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>Path</c>: a path of the file system; its parts are read from the text alone.</summary>
[Module("std.fs"), Module("std.path"), Name("Path")]
public sealed partial class PathValue(string text) : IEquatable<PathValue>, IComparable<PathValue>, IDisplay, IDebug
{
    private readonly string _text = Normal(text);

    /// <summary>The path as a string.</summary>
    [Name("value")]
    public string Value => _text;

    [Constructor]
    public static PathValue Create(string path = ".") => new(path);

    /// <summary>The directory the program works in.</summary>
    [Name("cwd")]
    public static Result<PathValue, IoError> CurrentDirectory() =>
        IoAttempt.Run("cwd", "", () => new PathValue(Directory.GetCurrentDirectory()));

    [Name("home")]
    public static Result<PathValue, IoError> Home() => IoAttempt.Run("home", "", HomeDirectory);

    /// <summary>An absolute segment replaces the path.</summary>
    [Name("__div__"), Name("__truediv__"), Name("joinpath")]
    public PathValue Join(string segment) => new(Path.Combine(_text, segment));

    [Name("__div__"), Name("__truediv__"), Name("joinpath")]
    public PathValue Join(PathValue segment) => Join(segment._text);

    /// <summary>The path without its last part; the root is its own parent, and the parent of a single part is <c>.</c>.</summary>
    [Name("parent")]
    public PathValue Parent() => Path.GetDirectoryName(_text) switch
    {
        null => this,
        "" => new PathValue("."),
        var parent => new PathValue(parent),
    };

    /// <summary>The last part.</summary>
    [Name("name")]
    public string FileName() => _text == "." ? "" : Path.GetFileName(_text);

    /// <summary>The last part's ending with its dot, or nothing: a leading dot begins none.</summary>
    [Name("suffix")]
    public string Suffix()
    {
        string name = FileName();
        int dot = name.LastIndexOf('.');
        return dot > 0 && dot < name.Length - 1 && name != ".." ? name[dot..] : "";
    }

    /// <summary>The last part without its suffix.</summary>
    [Name("stem")]
    public string Stem() => FileName()[..^Suffix().Length];

    [Name("is_absolute")]
    public bool IsAbsolute() => Path.IsPathRooted(_text);

    [Name("absolute")]
    public Result<PathValue, IoError> Absolute() => IoAttempt.Run("absolute", _text, () => new PathValue(Path.GetFullPath(_text)));

    /// <summary>Absolute, with a final symbolic link followed.</summary>
    [Name("resolve")]
    public Result<PathValue, IoError> Resolve() => IoAttempt.Run("resolve", _text, () =>
    {
        string full = Path.GetFullPath(_text);
        return new PathValue(File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full);
    });

    /// <summary>With a leading <c>~</c> replaced by the home directory.</summary>
    [Name("expanduser")]
    public Result<PathValue, IoError> ExpandUser() => IoAttempt.Run("expanduser", _text, () =>
        _text == "~" || _text.StartsWith("~/", StringComparison.Ordinal) ? new PathValue(HomeDirectory()._text + _text[1..]) : this);

    [Name("to_string"), Name("__str__")]
    public override string ToString() => _text;

    public bool Equals(PathValue? other) => other is not null && other._text == _text;

    public override bool Equals(object? obj) => Equals(obj as PathValue);

    public override int GetHashCode() => Ops.Hash(_text);

    public int CompareTo(PathValue? other) => other is null ? 1 : Ops.Compare(_text, other._text);

    public void Display(TextBuffer text) => text.Append(_text);

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Path");
        writer.Item(_text);
        writer.EndTuple();
    }

    private static PathValue HomeDirectory() => new(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    private static string Normal(string text) => text.Length == 0 ? "." : Path.TrimEndingDirectorySeparator(text);
}
