using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Json;

/// <summary>A type that can be written as JSON. For types that derive it the compiler makes <see cref="WriteJson"/>.</summary>
/// <remarks>Each method has a default made of the other, so a type that adopts the trait writes either.</remarks>
[Module("std.serde.json"), Name("Serialize")]
public interface ISerialize
{
    void WriteJson(JsonWriter writer) => writer.Raw(ToJson());

    /// <summary>The value as compact JSON.</summary>
    [Name("to_json")]
    string ToJson() => JsonWriter.Write(this);
}
