using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Logging;

/// <summary>Whether levels are coloured; AUTO does it on a terminal.</summary>
[Module("std.logging"), Name("ColorPolicy"), Enum]
public readonly struct ColorPolicy : IEquatable<ColorPolicy>, IDebug
{
    private static readonly string[] Names = ["AUTO", "ALWAYS", "NEVER"];

    private ColorPolicy(int tag) => Tag = tag;

    [Variant(0), Name("AUTO")]
    public static ColorPolicy Auto => default;

    [Variant(1), Name("ALWAYS")]
    public static ColorPolicy Always => new(1);

    [Variant(2), Name("NEVER")]
    public static ColorPolicy Never => new(2);

    public int Tag { get; }

    public bool Equals(ColorPolicy other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is ColorPolicy other && Equals(other);

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Names[Tag]);

    public override string ToString() => Names[Tag];
}
