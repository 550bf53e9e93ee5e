using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Logging;

/// <summary>How serious an event is.</summary>
[Module("std.logging"), Name("Level"), Enum]
public readonly struct Level : IEquatable<Level>, IComparable<Level>, IDebug
{
    private static readonly string[] Names = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

    private Level(int tag) => Tag = tag;

    [Variant(0), Name("TRACE")]
    public static Level Trace => default;

    [Variant(1), Name("DEBUG")]
    public static Level DebugLevel => new(1);

    [Variant(2), Name("INFO")]
    public static Level Info => new(2);

    [Variant(3), Name("WARN")]
    public static Level Warn => new(3);

    [Variant(4), Name("ERROR")]
    public static Level Error => new(4);

    [Variant(5), Name("FATAL")]
    public static Level Fatal => new(5);

    [Name("WARNING")]
    public static Level Warning => Warn;

    [Name("CRITICAL")]
    public static Level Critical => Fatal;

    public int Tag { get; }

    /// <summary>0 for TRACE to 5 for FATAL.</summary>
    [Name("rank")]
    public long Rank() => Tag;

    /// <summary>The severity number of OpenTelemetry: 1, 5, 9, 13, 17, 21.</summary>
    [Name("severity_number")]
    public long SeverityNumber() => (Tag * 4) + 1;

    [Name("display_name")]
    public string DisplayName() => Names[Tag];

    public bool Equals(Level other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is Level other && Equals(other);

    public override int GetHashCode() => Tag;

    public int CompareTo(Level other) => Tag - other.Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Names[Tag]);

    public override string ToString() => Names[Tag];
}
