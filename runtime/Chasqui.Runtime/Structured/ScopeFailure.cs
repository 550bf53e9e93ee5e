using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Structured;

/// <summary>Raised at the end of a scope or a concurrent block in which tasks have failed and nobody has looked.</summary>
[Module("std.async"), Module("std.async.task"), Name("ScopeFailure")]
public sealed class ScopeFailure : Exception, IBuiltInError
{
    private readonly List<Exception> _errors;

    /// <param name="errors">In the order in which they happened; at least one.</param>
    internal ScopeFailure(List<Exception> errors)
        : base(Text(errors), errors[0]) => _errors = errors;

    /// <summary>The failure that came first.</summary>
    [Name("primary")]
    public Exception Primary => Errors.Normalize(_errors[0]);

    /// <summary>The others, in the order in which they happened.</summary>
    [Name("secondary")]
    public ValueList<Exception> Secondary
    {
        get
        {
            var others = new ValueList<Exception>(_errors.Count - 1);
            foreach (Exception error in _errors[1..])
            {
                others.Append(Errors.Normalize(error));
            }
            return others;
        }
    }

    private static string Text(List<Exception> errors)
    {
        string others = errors.Count switch { 1 => "", 2 => " (and 1 more)", int count => $" (and {count - 1} more)" };
        return $"a task failed: {Errors.KindOf(errors[0])}: {Errors.MessageOf(errors[0])}{others}";
    }
}
