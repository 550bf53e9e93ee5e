using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary>Which layout a UUID has.</summary>
[Module("std.uuid"), Name("UuidVariant"), Enum]
public readonly struct UuidVariant : IEquatable<UuidVariant>, IDebug
{
    private static readonly string[] Names = ["Ncs", "Rfc4122", "Microsoft", "Future"];

    private UuidVariant(int tag) => Tag = tag;

    [Variant(0), Name("Ncs")]
    public static UuidVariant Ncs => default;

    [Variant(1), Name("Rfc4122")]
    public static UuidVariant Rfc4122 => new(1);

    [Variant(2), Name("Microsoft")]
    public static UuidVariant Microsoft => new(2);

    [Variant(3), Name("Future")]
    public static UuidVariant Future => new(3);

    public int Tag { get; }

    /// <summary>By the leading bits of the ninth byte.</summary>
    internal static UuidVariant Of(byte bits) => new(bits < 0x80 ? 0 : bits < 0xC0 ? 1 : bits < 0xE0 ? 2 : 3);

    public bool Equals(UuidVariant other) => Tag == other.Tag;

    public override bool Equals(object? obj) => obj is UuidVariant other && Equals(other);

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Names[Tag]);

    public override string ToString() => Names[Tag];
}
