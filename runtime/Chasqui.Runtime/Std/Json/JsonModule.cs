using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Json;

/// <summary><c>std.json</c>: JSON of any shape.</summary>
[Module("std.json")]
public static class JsonModule
{
    [Name("parse"), Name("loads")]
    public static Result<JsonValue, JsonError> Parse(string text) => JsonValue.Parse(text);

    /// <summary>One value a line; empty lines are passed over.</summary>
    [Name("parse_jsonl")]
    public static Result<ValueList<JsonValue>, JsonError> ParseLines(string text)
    {
        var values = new ValueList<JsonValue>();
        int line = 0;
        foreach (string json in text.Split('\n'))
        {
            line++;
            if (string.IsNullOrWhiteSpace(json))
            {
                continue;
            }
            Result<JsonValue, JsonError> value = JsonValue.Parse(json);
            if (value.IsErr())
            {
                return Result<ValueList<JsonValue>, JsonError>.Err(new JsonError("parse", $"line {line}: {value.Error.Detail}"));
            }
            values.Append(value.Value);
        }
        return Result<ValueList<JsonValue>, JsonError>.Ok(values);
    }

    [Name("dumps")]
    public static Result<string, JsonError> Dumps(JsonValue value) => value.ToJson();

    [Name("dumps_pretty")]
    public static Result<string, JsonError> DumpsPretty(JsonValue value) => value.ToPrettyJson();
}

/// <summary><c>std.serde.json</c>: what <c>@derive(json)</c> adopts.</summary>
[Module("std.serde.json"), Derives(typeof(ISerialize), typeof(IDeserialize))]
public static class SerdeJsonModule;
