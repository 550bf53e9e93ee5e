using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary><c>std.environ</c>: environment variables and the command line.</summary>
[Module("std.environ")]
public static class EnvironModule
{
    [Name("args")]
    public static ValueList<string> Args()
    {
        string[] values = [.. ProgramArguments.Values];
        return new ValueList<string>(values, values.Length);
    }

    [Name("get")]
    public static Result<string, EnvironError> Get(string name)
    {
        if (!IsValid(name))
        {
            return Result<string, EnvironError>.Err(new("invalid_key", $"`{name}` is not a valid environment variable name"));
        }
        return Environment.GetEnvironmentVariable(name) is { } value
            ? Result<string, EnvironError>.Ok(value)
            : Result<string, EnvironError>.Err(new("missing", $"environment variable `{name}` is not set"));
    }

    [Name("get_optional")]
    public static Option<string> GetOptional(string name) => Get(name).ToOption();

    [Name("get_or")]
    public static string GetOr(string name, string @default) => Get(name).UnwrapOr(@default);

    private static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAny('=', '\0');
}

/// <summary>Why an environment variable could not be read.</summary>
[Module("std.environ"), Name("EnvironError")]
public sealed class EnvironError(string kind, string message) : IDisplay, IDebug, IEquatable<EnvironError>
{
    /// <summary><c>missing</c> or <c>invalid_key</c>.</summary>
    [Name("kind")]
    public string Kind => kind;

    [Name("message")]
    public string Message() => message;

    public void Display(TextBuffer text) => text.Append(message);

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("EnvironError");
        writer.Field("kind", kind);
        writer.Field("message", message);
        writer.EndStruct();
    }

    public bool Equals(EnvironError? other) => other is not null && other.Kind == kind && other.Message() == message;

    public override bool Equals(object? obj) => Equals(obj as EnvironError);

    public override int GetHashCode() => HashCode.Combine(kind, message);
}
