using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Tasks;

/// <summary>Why a task has no result: it was cancelled, or an error escaped it.</summary>
[Module("std.async"), Module("std.async.task"), Name("TaskJoinError"), Sendable(true)]
public sealed class TaskJoinError : IError
{
    private readonly string _message;
    private readonly IReadOnlyList<Exception> _secondary;

    private TaskJoinError(string message, Exception? cause, IReadOnlyList<Exception> secondary)
    {
        _message = message;
        Cause = cause;
        _secondary = secondary;
    }

    /// <summary>The error that escaped the task; null when it was cancelled.</summary>
    internal Exception? Cause { get; }

    internal static TaskJoinError Panic(Exception cause, IReadOnlyList<Exception> secondary) => new(Text(cause), cause, secondary);

    internal static TaskJoinError Cancelled(IReadOnlyList<Exception> secondary) => new("task was cancelled", null, secondary);

    /// <summary>What a failed wait for a task raised, as its outcome.</summary>
    internal static TaskJoinError Of(Exception error) => error is TaskCancelledError ? Cancelled([]) : Panic(error, []);

    /// <summary>What raises this outcome where a value is wanted.</summary>
    internal Exception ToException() => Cause ?? new TaskCancelledError();

    /// <summary>The kind and message of the error, or that the task was cancelled.</summary>
    [Name("message")]
    public string Message() => _message;

    [Name("is_cancelled")]
    public bool IsCancelled() => Cause is null;

    [Name("is_panic")]
    public bool IsPanic() => Cause is not null;

    /// <summary>What went wrong besides, while the task cleaned up.</summary>
    [Name("secondary")]
    public ValueList<string> Secondary()
    {
        var texts = new ValueList<string>(_secondary.Count);
        foreach (Exception error in _secondary)
        {
            texts.Append(Text(error));
        }
        return texts;
    }

    public override string ToString() => _message;

    private static string Text(Exception error) => $"{Errors.KindOf(error)}: {Errors.MessageOf(error)}";
}
