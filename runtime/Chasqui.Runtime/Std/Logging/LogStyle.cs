using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Logging;

/// <summary>How much a line for people tells beside the message: nothing, time and level, the logger too, the date too.</summary>
[Module("std.logging"), Name("LogStyle"), Enum]
public readonly struct LogStyle : IEquatable<LogStyle>, IDebug
{
    private static readonly string[] Names = ["MINIMAL", "SHORT", "COMPLETE", "VERBOSE"];

    private LogStyle(int tag) => Tag = tag;

    [Variant(0), Name("MINIMAL")]
    public static LogStyle Minimal => default;

    [Variant(1), Name("SHORT")]
    public static LogStyle Short => new(1);

    [Variant(2), Name("COMPLETE")]
    public static LogStyle Complete => new(2);

    [Variant(3), Name("VERBOSE")]
    public static LogStyle Verbose => new(3);

    public int Tag { get; }

    public bool Equals(LogStyle other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is LogStyle other && Equals(other);

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Names[Tag]);

    public override string ToString() => Names[Tag];
}
