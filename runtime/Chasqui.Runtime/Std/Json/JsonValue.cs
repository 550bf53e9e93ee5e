using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Json;

/// <summary><c>JsonValue</c>: JSON of any shape, as a value. Objects list and write their keys in order of name.</summary>
[Module("std.json"), Name("JsonValue")]
public sealed partial class JsonValue : SharedObject, IEquatable<JsonValue>, ISerialize, IDeserialize, IDisplay, IDebug, ISized
{
    private readonly JsonKind _kind;

    /// <summary>Boxed bool, long or double, string, <c>ValueList&lt;JsonValue&gt;</c> or <c>ValueDict&lt;string, JsonValue&gt;</c>; null of null.</summary>
    private readonly object? _content;

    private JsonValue(JsonKind kind, object? content)
    {
        _kind = kind;
        _content = content;
    }

    public long Count => _content switch
    {
        ValueList<JsonValue> array => array.Count,
        ValueDict<string, JsonValue> fields => fields.Count,
        string text => Scalars.Count(text),
        _ => throw new TypeError($"a JSON {KindName()} has no length"),
    };

    [Name("null")]
    public static JsonValue OfNull() => new(JsonKind.Null, null);

    [Name("bool")]
    public static JsonValue OfBool(bool value) => new(JsonKind.Bool, value);

    [Name("int")]
    public static JsonValue OfInt(long value) => new(JsonKind.Int, value);

    /// <summary>NaN and the infinities are a <c>number</c> error.</summary>
    [Name("float")]
    public static Result<JsonValue, JsonError> OfFloat(double value) => double.IsFinite(value)
        ? Result<JsonValue, JsonError>.Ok(new JsonValue(JsonKind.Float, value))
        : Result<JsonValue, JsonError>.Err(new JsonError("number", $"{Formatter.Display(value)} is not a JSON number"));

    [Name("string"), Name("str")]
    public static JsonValue OfString(string value) => new(JsonKind.String, value);

    [Name("array")]
    public static JsonValue OfArray(ValueList<JsonValue> items) => new(JsonKind.Array, items.Clone());

    [Name("object")]
    public static JsonValue OfObject(ValueDict<string, JsonValue> fields) => new(JsonKind.Object, fields.Clone());

    [Name("parse"), Name("loads")]
    public static Result<JsonValue, JsonError> Parse(string text)
    {
        try
        {
            return Result<JsonValue, JsonError>.Ok(JsonReader.Read<JsonValue>(text));
        }
        catch (JsonFormatException error)
        {
            return Result<JsonValue, JsonError>.Err(new JsonError("parse", error.Detail));
        }
    }

    public static object ReadJson(JsonReader reader)
    {
        switch (reader.Peek())
        {
            case 'n':
                reader.Literal("null");
                return OfNull();
            case 't' or 'f':
                return OfBool(reader.Bool());
            case '"':
                return OfString(reader.String());
            case '[':
                return new JsonValue(JsonKind.Array, reader.Value<ValueList<JsonValue>>());
            case '{':
                return new JsonValue(JsonKind.Object, reader.Value<ValueDict<string, JsonValue>>());
            default:
                return reader.IsInteger() ? OfInt(reader.Integer<long>("i64")) : new JsonValue(JsonKind.Float, reader.Float("a value"));
        }
    }

    public void WriteJson(JsonWriter writer)
    {
        switch (_content)
        {
            case null:
                writer.Null();
                break;
            case bool flag:
                writer.Value(flag);
                break;
            case long number:
                writer.Value(number);
                break;
            case double number:
                writer.Value(number);
                break;
            case string text:
                writer.Value(text);
                break;
            case ValueList<JsonValue> array:
                writer.Value(array);
                break;
            default:
                writer.BeginObject();
                foreach (string key in SortedKeys())
                {
                    writer.Field(key, Fields.Get(key));
                }
                writer.EndObject();
                break;
        }
    }

    [Name("to_json"), Name("dumps")]
    public Result<string, JsonError> ToJson() => Result<string, JsonError>.Ok(JsonWriter.Write(this));

    [Name("to_pretty_json")]
    public Result<string, JsonError> ToPrettyJson() => Result<string, JsonError>.Ok(JsonWriter.Write(this, pretty: true));

    [Name("debug")]
    public Result<string, JsonError> DebugText() => ToJson();

    [Name("kind")]
    public JsonKind Kind() => _kind;

    [Name("kind_name")]
    public string KindName() => Formatter.Debug(_kind).ToLowerInvariant();

    [Name("is_null")]
    public bool IsNull() => _kind == JsonKind.Null;

    [Name("is_bool")]
    public bool IsBool() => _kind == JsonKind.Bool;

    [Name("is_int")]
    public bool IsInt() => _kind == JsonKind.Int;

    [Name("is_float")]
    public bool IsFloat() => _kind == JsonKind.Float;

    [Name("is_number")]
    public bool IsNumber() => IsInt() || IsFloat();

    [Name("is_str"), Name("is_string")]
    public bool IsString() => _kind == JsonKind.String;

    [Name("is_array")]
    public bool IsArray() => _kind == JsonKind.Array;

    [Name("is_object")]
    public bool IsObject() => _kind == JsonKind.Object;

    [Name("as_bool")]
    public Option<bool> AsBool() => _content is bool value ? new(value) : default;

    [Name("as_int")]
    public Option<long> AsInt() => _content is long value ? new(value) : default;

    /// <summary>An int too.</summary>
    [Name("as_float")]
    public Option<double> AsFloat() => _content is double value ? new(value) : _content is long number ? new(number) : default;

    [Name("as_str"), Name("as_string")]
    public Option<string> AsString() => _content is string value ? new(value) : default;

    [Name("as_array")]
    public Option<ValueList<JsonValue>> AsArray() => _content is ValueList<JsonValue> value ? new(value.Clone()) : default;

    [Name("as_object")]
    public Option<ValueDict<string, JsonValue>> AsObject() => _content is ValueDict<string, JsonValue> value ? new(value.Clone()) : default;

    [Name("expect_bool")]
    public Result<bool, JsonError> ExpectBool() => Expect(AsBool(), "bool");

    [Name("expect_int")]
    public Result<long, JsonError> ExpectInt() => Expect(AsInt(), "int");

    [Name("expect_float")]
    public Result<double, JsonError> ExpectFloat() => Expect(AsFloat(), "float");

    [Name("expect_str"), Name("expect_string")]
    public Result<string, JsonError> ExpectString() => Expect(AsString(), "string");

    [Name("expect_array")]
    public Result<ValueList<JsonValue>, JsonError> ExpectArray() => Expect(AsArray(), "array");

    [Name("expect_object")]
    public Result<ValueDict<string, JsonValue>, JsonError> ExpectObject() => Expect(AsObject(), "object");

    [Name("equals")]
    public bool Equals(JsonValue? other) => other is not null && _kind == other._kind && Equals(_content, other._content);

    public override bool Equals(object? obj) => Equals(obj as JsonValue);

    public override int GetHashCode() => HashCode.Combine(_kind, _content);

    public override SharedObject ShallowClone() => new JsonValue(_kind, _content switch
    {
        ValueList<JsonValue> array => array.Clone(),
        ValueDict<string, JsonValue> fields => fields.Clone(),
        _ => _content,
    });

    string ISerialize.ToJson() => JsonWriter.Write(this);

    public void Display(TextBuffer text) => text.Append(JsonWriter.Write(this));

    public void Debug(DebugWriter writer) => writer.Raw(JsonWriter.Write(this));

    public override string ToString() => JsonWriter.Write(this);

    private Result<T, JsonError> Expect<T>(Option<T> found, string expected) =>
        found.IsSome() ? Result<T, JsonError>.Ok(found.Value) : Result<T, JsonError>.Err(JsonError.Type(expected, this));
}
