namespace Chasqui.Runtime.Std.Json;

/// <summary>A text is not JSON, or not of the type that is read. Never leaves this folder.</summary>
internal sealed class JsonFormatException(string detail) : Exception($"JSONDecodeError: {detail}")
{
    public string Detail { get; } = detail;
}
