using System.Globalization;
using System.Numerics;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Json;

internal sealed class IntegerCodec<T>(string name) : JsonCodec<T>
    where T : struct, INumber<T>
{
    public override void Write(JsonWriter writer, T value) => writer.Integer(value);

    public override T Read(JsonReader reader) => reader.Integer<T>(name);

    public override string ToKey(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override T FromKey(JsonReader reader, string key) =>
        T.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw reader.Here($"invalid type: string {Text.Formatter.Debug(key)}, expected {name}");
}

internal sealed class FloatCodec : JsonCodec<double>
{
    public override void Write(JsonWriter writer, double value) => writer.Float(value);

    public override double Read(JsonReader reader) => reader.Float("f64");
}

internal sealed class Float32Codec : JsonCodec<float>
{
    public override void Write(JsonWriter writer, float value) =>
        writer.Float(float.IsFinite(value) ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value);

    public override float Read(JsonReader reader) => (float)reader.Float("f32");
}

internal sealed class BoolCodec : JsonCodec<bool>
{
    public override void Write(JsonWriter writer, bool value) => writer.Value(value);

    public override bool Read(JsonReader reader) => reader.Bool();

    public override string ToKey(bool value) => value ? "true" : "false";

    public override bool FromKey(JsonReader reader, string key) => key switch
    {
        "true" => true,
        "false" => false,
        _ => throw reader.Here($"invalid type: string {Text.Formatter.Debug(key)}, expected a boolean"),
    };
}

internal sealed class StringCodec : JsonCodec<string>
{
    public override void Write(JsonWriter writer, string value) => writer.Value(value);

    public override string Read(JsonReader reader) => reader.String();

    public override string ToKey(string value) => value;

    public override string FromKey(JsonReader reader, string key) => key;
}

internal sealed class UnitCodec : JsonCodec<Unit>
{
    public override void Write(JsonWriter writer, Unit value) => writer.Null();

    public override Unit Read(JsonReader reader) => reader.TryNull() ? default : throw reader.InvalidType("unit");
}

/// <summary>An array of numbers.</summary>
internal sealed class BytesCodec : JsonCodec<Bytes>
{
    public override void Write(JsonWriter writer, Bytes value)
    {
        writer.BeginArray();
        foreach (byte b in value.Span)
        {
            writer.Item(b);
        }
        writer.EndArray();
    }

    public override Bytes Read(JsonReader reader)
    {
        var bytes = new List<byte>();
        reader.BeginArray("a sequence");
        while (reader.NextItem())
        {
            bytes.Add(reader.Integer<byte>("u8"));
        }
        return new Bytes([.. bytes]);
    }
}
