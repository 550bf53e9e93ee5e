using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Json;

/// <summary>Why a text is not JSON, or a <c>JsonValue</c> not what was asked for.</summary>
[Module("std.json"), Name("JsonError")]
public sealed record JsonError(string ErrorKind, string Detail) : ModuleError(ErrorKind, Detail)
{
    /// <summary><c>parse</c>, <c>type</c>, <c>key</c>, <c>index</c> or <c>number</c>.</summary>
    [Name("kind"), Name("kind_name")]
    public string Kind() => ErrorKind;

    [Name("detail")]
    public string DetailText() => Detail;

    public override string Message() => ErrorKind == "parse" ? $"JSONDecodeError: {Detail}" : Detail;

    internal static JsonError Type(string expected, JsonValue found) => new("type", $"expected {expected}, found {found.KindName()}");

    internal static JsonError Key(string key) => new("key", $"key `{key}` not found");

    internal static JsonError Index(long index, long length) => new("index", $"index {index} out of range for array of length {length}");
}
