using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Json;

/// <summary>A type that can be made from JSON. For types that derive it the compiler makes <see cref="ReadJson"/>.</summary>
[Module("std.serde.json"), Name("Deserialize")]
public interface IDeserialize
{
    static abstract object ReadJson(JsonReader reader);

    /// <summary>Reads a whole text; the error begins with <c>JSONDecodeError: </c> and ends with the place.</summary>
    [Name("from_json")]
    static Result<T, string> FromJson<[Self] T>(string text)
    {
        try
        {
            return Result<T, string>.Ok(JsonReader.Read<T>(text));
        }
        catch (JsonFormatException error)
        {
            return Result<T, string>.Err(error.Message);
        }
    }
}
