using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Logging;

/// <summary>How events are written: a line for people, or an object of JSON.</summary>
[Module("std.logging"), Name("LogFormat"), Enum]
public readonly struct LogFormat : IEquatable<LogFormat>, IDebug
{
    private static readonly string[] Names = ["HUMAN", "JSON"];

    private LogFormat(int tag) => Tag = tag;

    [Variant(0), Name("HUMAN")]
    public static LogFormat Human => default;

    [Variant(1), Name("JSON")]
    public static LogFormat Json => new(1);

    public int Tag { get; }

    public bool Equals(LogFormat other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is LogFormat other && Equals(other);

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Names[Tag]);

    public override string ToString() => Names[Tag];
}
