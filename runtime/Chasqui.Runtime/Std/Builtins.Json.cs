using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Json;

namespace Chasqui.Runtime.Std;

public static partial class Builtins
{
    /// <summary>The value as compact JSON.</summary>
    [Name("json_stringify")]
    public static string JsonStringify<[Requires("Serialize")] T>(T value) => JsonWriter.Write(value);
}
