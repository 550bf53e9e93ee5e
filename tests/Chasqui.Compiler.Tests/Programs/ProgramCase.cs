using System.Collections.Immutable;
using System.Globalization;
using Chasqui.Compiler.Diagnostics;

namespace Chasqui.Compiler.Tests.Programs;

/// <summary>A program on disk with what it must do. What is null is not expected of it.</summary>
public sealed record ProgramCase(string Folder, string EntryName)
{
    private const string SourceExtension = ".incn";

    /// <summary>The sources by their paths below <see cref="Folder"/>, which are also the paths in diagnostics and traces.</summary>
    public required ImmutableDictionary<string, string> Sources { get; init; }

    public ImmutableArray<string> Arguments { get; init; } = [];

    public string Input { get; init; } = "";

    public string? Output { get; init; }

    public string? ErrorOutput { get; init; }

    public int? ExitCode { get; init; }

    public ImmutableArray<string>? Diagnostics { get; init; }

    public bool HasExpectation => Output is not null || ErrorOutput is not null || ExitCode is not null || Diagnostics is not null;

    public bool Runs => Output is not null || ErrorOutput is not null || ExitCode is not null;

    /// <summary>A conformance case: <c>main.incn</c>, its modules, and <c>expected.*</c> beside it.</summary>
    public static ProgramCase FromFolder(string folder) => new(folder, "main.incn")
    {
        Sources = Directory.EnumerateFiles(folder, "*" + SourceExtension, SearchOption.AllDirectories)
            .ToImmutableDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllText),
        Arguments = Lines(Path.Combine(folder, "args")) ?? [],
        Input = Text(Path.Combine(folder, "stdin")) ?? "",
        Output = Text(Path.Combine(folder, "expected.stdout")),
        ErrorOutput = Text(Path.Combine(folder, "expected.stderr")),
        ExitCode = Text(Path.Combine(folder, "expected.exitcode")) is { } code ? int.Parse(code, CultureInfo.InvariantCulture) : null,
        Diagnostics = Lines(Path.Combine(folder, "expected.diagnostics")),
    };

    /// <summary>A file of examples/, with its expectations in files of the same name.</summary>
    public static ProgramCase FromExample(string path) => new(Path.GetDirectoryName(path) ?? "", Path.GetFileName(path))
    {
        Sources = ImmutableDictionary<string, string>.Empty.Add(Path.GetFileName(path), File.ReadAllText(path)),
        Arguments = Lines(Path.ChangeExtension(path, ".args")) ?? [],
        Output = Text(Path.ChangeExtension(path, ".expected")),
    };

    /// <summary>How <c>expected.diagnostics</c> writes one: <c>id line:column message</c>, with the file unless it is the entry.</summary>
    public string Describe(Diagnostic diagnostic)
    {
        string path = diagnostic.Span.Source.Path;
        var position = diagnostic.Span.StartPosition;
        return $"{diagnostic.Id} {(path == EntryName ? "" : path + ":")}{position.Line}:{position.Column} {diagnostic.Message}";
    }

    private static string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static ImmutableArray<string>? Lines(string path) => File.Exists(path) ? [.. File.ReadAllLines(path)] : null;
}
