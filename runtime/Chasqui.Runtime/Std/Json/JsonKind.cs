using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Json;

/// <summary>What a <c>JsonValue</c> is.</summary>
[Module("std.json"), Name("JsonKind"), Enum]
public readonly struct JsonKind : IEquatable<JsonKind>, IDebug
{
    private static readonly string[] Names = ["Null", "Bool", "Int", "Float", "String", "Array", "Object"];

    private JsonKind(int tag) => Tag = tag;

    [Variant(0), Name("Null")]
    public static JsonKind Null => default;

    [Variant(1), Name("Bool")]
    public static JsonKind Bool => new(1);

    [Variant(2), Name("Int")]
    public static JsonKind Int => new(2);

    [Variant(3), Name("Float")]
    public static JsonKind Float => new(3);

    [Variant(4), Name("String")]
    public static JsonKind String => new(4);

    [Variant(5), Name("Array")]
    public static JsonKind Array => new(5);

    [Variant(6), Name("Object")]
    public static JsonKind Object => new(6);

    public int Tag { get; }

    public static bool operator ==(JsonKind left, JsonKind right) => left.Tag == right.Tag;

    public static bool operator !=(JsonKind left, JsonKind right) => left.Tag != right.Tag;

    public bool Equals(JsonKind other) => this == other;

    public override bool Equals(object? obj) => obj is JsonKind other && this == other;

    public override int GetHashCode() => Tag;

    public void Debug(DebugWriter writer) => writer.Raw(Names[Tag]);

    public override string ToString() => Names[Tag];
}
