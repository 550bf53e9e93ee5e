using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

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

    /// <summary>The value read as a T; None where the variable is not set.</summary>
    [Name("get_as")]
    public static Result<Option<T>, EnvironError> GetAs<T>(string key)
    {
        Result<string, EnvironError> text = Get(key);
        return text.IsOk() ? Convert<T>(key, text.Value).Map(value => new Option<T>(value))
            : text.Error.Kind == "missing" ? Result<Option<T>, EnvironError>.Ok(default)
            : Result<Option<T>, EnvironError>.Err(text.Error);
    }

    /// <summary>The value read as a T; the default only where the variable is not set.</summary>
    [Name("get_as")]
    public static Result<T, EnvironError> GetAs<T>(string key, T @default) => GetAs<T>(key).Map(value => value.UnwrapOr(@default));

    private static Result<T, EnvironError> Convert<T>(string key, string text)
    {
        try
        {
            return Result<T, EnvironError>.Ok(TextConversion<T>.Instance.Parse(text));
        }
        catch (ValueError error)
        {
            return Result<T, EnvironError>.Err(new EnvironError("invalid_value", $"environment variable `{key}` has an invalid value: {error.Message}"));
        }
    }

    private static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAny('=', '\0');
}
