using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Calendar;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary><c>UUID</c>: a universally unique identifier (RFC 9562); ordered by its 128 bits.</summary>
[Module("std.uuid"), Name("UUID")]
public readonly struct Uuid : IEquatable<Uuid>, IComparable<Uuid>, ISerialize, IDeserialize, IDisplay, IDebug
{
    private readonly Guid _value;

    internal Uuid(Guid value) => _value = value;

    [Name("nil")]
    public static Uuid Nil() => default;

    [Name("max")]
    public static Uuid Max() => new(Guid.AllBitsSet);

    [Name("from_int")]
    public static Uuid FromInt(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Uuid(new Guid(bytes, bigEndian: true));
    }

    /// <summary>From 16 bytes, most significant first.</summary>
    [Name("from_bytes")]
    public static Result<Uuid, UuidError> FromBytes(Bytes bytes) => bytes.Count == 16
        ? Result<Uuid, UuidError>.Ok(new Uuid(new Guid(bytes.Span, bigEndian: true)))
        : Result<Uuid, UuidError>.Err(new("invalid_length", $"a UUID has 16 bytes, found {bytes.Count}"));

    /// <summary>From the canonical form, 32 digits, the form in braces or <c>urn:uuid:…</c>.</summary>
    [Name("parse")]
    public static Result<Uuid, UuidError> Parse(string text)
    {
        string digits = text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text["urn:uuid:".Length..] : text;
        bool isKnownForm = text.Length == 0 || !(char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]));
        string[] forms = digits.Length == text.Length ? ["D", "N", "B"] : ["D"];
        foreach (string form in forms)
        {
            if (isKnownForm && Guid.TryParseExact(digits, form, out Guid value))
            {
                return Result<Uuid, UuidError>.Ok(new Uuid(value));
            }
        }
        return Result<Uuid, UuidError>.Err(new("invalid_format", $"`{text}` is not a UUID"));
    }

    /// <summary>From the time, in units of 100 nanoseconds since 1582, and a random node.</summary>
    [Name("v1")]
    public static Uuid FromClock()
    {
        ulong time = ClockTime();
        return FromClock((time << 32) | (((time >> 32) & 0xFFFF) << 16) | (time >> 48), 1);
    }

    /// <summary>As v1, with the time in an order that sorts.</summary>
    [Name("v6")]
    public static Uuid FromClockSorted()
    {
        ulong time = ClockTime();
        return FromClock(((time >> 12) << 16) | (time & 0xFFF), 6);
    }

    /// <summary>From the MD5 of a namespace and a name.</summary>
    [Name("v3")]
    public static Uuid FromNameMd5(Uuid ns, string name) => Marked(MD5.HashData(ns.Seed(name)), 3);

    /// <summary>Random.</summary>
    [Name("v4")]
    public static Uuid Random() => new(Guid.NewGuid());

    /// <summary>From the SHA-1 of a namespace and a name.</summary>
    [Name("v5")]
    public static Uuid FromNameSha1(Uuid ns, string name) => Marked(SHA1.HashData(ns.Seed(name)), 5);

    /// <summary>In order of creation: milliseconds since 1970, then random.</summary>
    [Name("v7")]
    public static Uuid FromTime() => new(Guid.CreateVersion7());

    /// <summary>Of 16 bytes of the caller's own; only version and variant are overwritten.</summary>
    [Name("v8")]
    public static Result<Uuid, UuidError> Custom(Bytes bytes) => FromBytes(bytes).Map(u => Marked(u.ToBytes().Span.ToArray(), 8));

    [Name("to_int")]
    public UInt128 ToInt() => BinaryPrimitives.ReadUInt128BigEndian(ToBytes().Span);

    /// <summary>16 bytes, most significant first.</summary>
    [Name("to_bytes")]
    public Bytes ToBytes() => new(_value.ToByteArray(bigEndian: true));

    [Name("to_string"), Name("canonical"), Name("__str__")]
    public string Canonical() => _value.ToString("D");

    [Name("to_hex")]
    public string ToHex() => _value.ToString("N");

    [Name("to_urn")]
    public string ToUrn() => $"urn:uuid:{Canonical()}";

    /// <summary>Always Ok; a Result so that programs written for stricter libraries compile.</summary>
    [Name("version")]
    public Result<UuidVersion, UuidError> Version() => Result<UuidVersion, UuidError>.Ok(UuidVersion.Of(this));

    /// <summary>Always Ok, as <c>version</c> is.</summary>
    [Name("variant")]
    public Result<UuidVariant, UuidError> Variant() => Result<UuidVariant, UuidError>.Ok(UuidVariant.Of(ToBytes().Get(8)));

    public static object ReadJson(JsonReader reader) => reader.Checked(Parse(reader.Value<string>()));

    public void WriteJson(JsonWriter writer) => writer.Value(Canonical());

    public bool Equals(Uuid other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Uuid other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public int CompareTo(Uuid other) => ToInt().CompareTo(other.ToInt());

    public void Display(TextBuffer text) => text.Append(Canonical());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("UUID");
        writer.Item(Canonical());
        writer.EndTuple();
    }

    public override string ToString() => Canonical();

    private byte[] Seed(string name) => [.. ToBytes().Span, .. Encoding.UTF8.GetBytes(name)];

    private static ulong ClockTime() => (ulong)(WallClock.Current.GetUtcNow() - new DateTimeOffset(1582, 10, 15, 0, 0, 0, TimeSpan.Zero)).Ticks;

    /// <summary>The last eight bytes are random; the bit that no real network card has is set.</summary>
    private static Uuid FromClock(ulong timeFields, int version)
    {
        byte[] bytes = new byte[16];
        RandomNumberGenerator.Fill(bytes.AsSpan(8));
        bytes[10] |= 1;
        BinaryPrimitives.WriteUInt64BigEndian(bytes, timeFields);
        return Marked(bytes, version);
    }

    private static Uuid Marked(ReadOnlySpan<byte> digest, int version)
    {
        byte[] bytes = digest[..16].ToArray();
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Uuid(new Guid(bytes, bigEndian: true));
    }
}
