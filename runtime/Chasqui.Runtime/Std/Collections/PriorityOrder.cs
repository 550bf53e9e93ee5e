using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary>Which element a <c>PriorityQueue</c> gives first.</summary>
[Module("std.collections"), Name("PriorityOrder"), Enum]
public readonly struct PriorityOrder : IEquatable<PriorityOrder>, IDebug
{
    private PriorityOrder(int tag) => Tag = tag;

    [Variant(0), Name("MinFirst")]
    public static PriorityOrder MinFirst => default;

    [Variant(1), Name("MaxFirst")]
    public static PriorityOrder MaxFirst => new(1);

    public int Tag { get; }

    public bool Equals(PriorityOrder other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is PriorityOrder other && Equals(other);

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Tag == 0 ? "MinFirst" : "MaxFirst");

    public override string ToString() => Formatter.Debug(this);
}
