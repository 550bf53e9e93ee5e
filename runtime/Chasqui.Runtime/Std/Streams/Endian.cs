using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Streams;

/// <summary>The order of the bytes of a number.</summary>
[Module("std.io"), Name("Endian"), Enum]
public readonly struct Endian : IEquatable<Endian>, IDebug
{
    private Endian(int tag) => Tag = tag;

    [Variant(0), Name("Little")]
    public static Endian Little => default;

    [Variant(1), Name("Big")]
    public static Endian Big => new(1);

    public int Tag { get; }

    public bool Equals(Endian other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is Endian other && Equals(other);

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Tag == 0 ? "Little" : "Big");

    public override string ToString() => Formatter.Debug(this);
}
