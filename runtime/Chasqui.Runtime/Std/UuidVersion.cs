using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary>How a UUID was made, as its version field says.</summary>
[Module("std.uuid"), Name("UuidVersion"), Enum]
public readonly struct UuidVersion : IEquatable<UuidVersion>, IDebug
{
    private const int UnknownTag = 10;

    private UuidVersion(int tag, long number = 0)
    {
        Tag = tag;
        Number = number;
    }

    [Variant(0), Name("Nil")]
    public static UuidVersion Nil => default;

    [Variant(1), Name("V1")]
    public static UuidVersion V1 => new(1);

    [Variant(2), Name("V2")]
    public static UuidVersion V2 => new(2);

    [Variant(3), Name("V3")]
    public static UuidVersion V3 => new(3);

    [Variant(4), Name("V4")]
    public static UuidVersion V4 => new(4);

    [Variant(5), Name("V5")]
    public static UuidVersion V5 => new(5);

    [Variant(6), Name("V6")]
    public static UuidVersion V6 => new(6);

    [Variant(7), Name("V7")]
    public static UuidVersion V7 => new(7);

    [Variant(8), Name("V8")]
    public static UuidVersion V8 => new(8);

    [Variant(9), Name("Max")]
    public static UuidVersion Max => new(9);

    public int Tag { get; }

    /// <summary>The payload of Unknown.</summary>
    public long Number { get; }

    [Variant(UnknownTag, nameof(Number)), Name("Unknown")]
    public static UuidVersion Unknown(long number) => new(UnknownTag, number);

    internal static UuidVersion Of(Uuid uuid) => (uuid.ToBytes().Get(6) >> 4) switch
    {
        _ when uuid.Equals(Uuid.Nil()) => Nil,
        _ when uuid.Equals(Uuid.Max()) => Max,
        int number and >= 1 and <= 8 => new UuidVersion(number),
        int number => Unknown(number),
    };

    public bool Equals(UuidVersion other) => Tag == other.Tag && Number == other.Number;

    public override bool Equals(object? obj) => obj is UuidVersion other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Tag, Number);

    public void Debug(DebugWriter writer)
    {
        if (Tag == UnknownTag)
        {
            writer.BeginTuple("Unknown");
            writer.Item(Number);
            writer.EndTuple();
            return;
        }
        writer.Raw(Tag switch
        {
            0 => "Nil",
            9 => "Max",
            _ => $"V{Tag}",
        });
    }

    public override string ToString() => Formatter.Debug(this);
}
