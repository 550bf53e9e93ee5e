using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>What the checked construction of newtypes compiles to.</summary>
[MethodsOf(typeof(Type))]
public static class Validation
{
    /// <summary>One constraint, <c>ge=0</c>; an earlier failure stays.</summary>
    [Name("$require")]
    public static Result<T, ValidationError> Require<T, U>(Result<T, ValidationError> made, U value, U limit, string key)
    {
        if (made.IsErr())
        {
            return made;
        }
        int order = Ops.Compare(value, limit);
        bool holds = key switch
        {
            "ge" => order >= 0,
            "gt" => order > 0,
            "le" => order <= 0,
            _ => order < 0,
        };
        return holds ? made : Result<T, ValidationError>.Err(new ValidationError($"constraint {key}={Formatter.Display(limit)} failed"));
    }

    [Name("$unwrap")]
    public static T Unwrap<T>(Result<T, ValidationError> made, string name) =>
        made.IsOk() ? made.Value : throw new ValidationError($"validated newtype construction failed for {name}: {made.Error.Message}", made.Error);

    [Name("$value")]
    public static T Value<T>(Result<T, ValidationError> made) => made.Value;

    /// <summary>The log with a line more when the field failed.</summary>
    [Name("$failures")]
    public static string Failures<T>(string log, string field, string type, Result<T, ValidationError> made) =>
        made.IsOk() ? log : $"{log}\n  {field}: {type} {made.Error.Message}";

    [Name("$report")]
    public static void Report(string type, string log)
    {
        if (log.Length > 0)
        {
            throw new ValidationError($"{type} validation failed with {log.Count(c => c == '\n')} error(s){log}");
        }
    }
}
