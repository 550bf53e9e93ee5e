using System.Globalization;
using System.Numerics;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Json;

namespace Chasqui.Runtime.Std;

/// <summary>How a type is read from a text that people write, found once per type; a text that is none is a ValueError.</summary>
internal abstract class TextConversion<T>
{
    public static readonly TextConversion<T> Instance = Create();

    public abstract T Parse(string text);

    private static TextConversion<T> Create()
    {
        Type conversion = typeof(T) == typeof(string) ? typeof(TextAsItIs)
            : typeof(T) == typeof(bool) ? typeof(BoolConversion)
            : typeof(T).IsValueType && Array.Exists(typeof(T).GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumber<>))
                ? typeof(NumberConversion<>).MakeGenericType(typeof(T))
            : typeof(JsonConversion<T>);
        return Activator.CreateInstance(conversion) as TextConversion<T> ?? new JsonConversion<T>();
    }
}

internal sealed class TextAsItIs : TextConversion<string>
{
    public override string Parse(string text) => text;
}

internal sealed class BoolConversion : TextConversion<bool>
{
    public override bool Parse(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw new ValueError($"cannot convert '{text}' to bool"),
    };
}

internal sealed class NumberConversion<T> : TextConversion<T>
    where T : struct, INumber<T>
{
    public override T Parse(string text) => T.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out T value)
        ? value
        : throw new ValueError($"cannot convert '{text}' to {Errors.NameOf(typeof(T))}");
}

/// <summary>Types that derive JSON: as JSON, or as a JSON string of the text.</summary>
internal sealed class JsonConversion<T> : TextConversion<T>
{
    public override T Parse(string text)
    {
        Result<T, string> value = IDeserialize.FromJson<T>(text);
        value = value.IsOk() ? value : IDeserialize.FromJson<T>(JsonWriter.Write(text));
        return value.IsOk() ? value.Value : throw new ValueError($"cannot convert '{text}' to {Errors.NameOf(typeof(T))}");
    }
}
