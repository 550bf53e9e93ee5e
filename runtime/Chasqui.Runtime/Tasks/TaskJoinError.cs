using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Tasks;

/// <summary>Why a task has no result: it was cancelled, or an error escaped it.</summary>
[Module("std.async"), Module("std.async.task"), Name("TaskJoinError"), Sendable(true)]
public sealed class TaskJoinError
{
    private readonly string _message;

    private TaskJoinError(string message, Exception? cause)
    {
        _message = message;
        Cause = cause;
    }

    /// <summary>The error that escaped the task; null when it was cancelled.</summary>
    internal Exception? Cause { get; }

    internal static TaskJoinError Panic(Exception cause) => new($"{Errors.KindOf(cause)}: {Errors.MessageOf(cause)}", cause);

    internal static TaskJoinError Cancelled() => new("task was cancelled", null);

    /// <summary>What a failed wait for a task raised, as its outcome.</summary>
    internal static TaskJoinError Of(Exception error) => error is TaskCancelledError ? Cancelled() : Panic(error);

    /// <summary>What raises this outcome where a value is wanted.</summary>
    internal Exception ToException() => Cause ?? new TaskCancelledError();

    [Name("message")]
    public string Message() => _message;

    [Name("is_cancelled")]
    public bool IsCancelled() => Cause is null;

    [Name("is_panic")]
    public bool IsPanic() => Cause is not null;

    /// <summary>What went wrong besides, while the task cleaned up.</summary>
    [Name("secondary")]
    public ValueList<string> Secondary() => new();

    public override string ToString() => _message;
}
