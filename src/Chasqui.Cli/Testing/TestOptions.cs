namespace Chasqui.Cli.Testing;

/// <summary>What the command line asks for.</summary>
internal sealed record TestOptions
{
    public string Path { get; init; } = ".";

    public string? Keyword { get; init; }

    public string? Markers { get; init; }

    public bool IncludesSlow { get; init; }

    public bool HasStrictMarkers { get; init; }

    public bool OnlyLists { get; init; }

    public IReadOnlyList<string> Features { get; init; } = [];

    public bool Shuffles { get; init; }

    public int? Seed { get; init; }

    /// <summary>How many tests run at once; null: as many as there are processors.</summary>
    public int? Jobs { get; init; }

    public bool StopsAtFailure { get; init; }

    public bool IsVerbose { get; init; }

    public bool Captures { get; init; } = true;

    public int Durations { get; init; }

    public bool RunsExpectedFailures { get; init; }

    public bool FailsOnEmpty { get; init; }

    public bool IsJson { get; init; }

    public string? JUnitPath { get; init; }

    public bool UsesColor { get; init; }
}
