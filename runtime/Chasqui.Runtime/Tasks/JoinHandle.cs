using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>A spawned task, and the handle to it: one object, so that a task costs this and its root frame.</summary>
[Module("std.async"), Module("std.async.task"), Name("JoinHandle"), MoveOnly]
public sealed class JoinHandle<T> : Strand, IResource, IAwaitable<Result<T, TaskJoinError>>
{
    private T _result = default!;

    internal JoinHandle(Scheduler scheduler, Future<T> root, bool daemon = false)
        : base(scheduler, root, daemon)
    {
    }

    /// <summary>Waits for the task's end. Cancelling the wait leaves the task running.</summary>
    [Name("__await__"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Await(Worker worker, out Result<T, TaskJoinError> result)
    {
        if (!worker.IsCancelled)
        {
            return Join(worker, isOwned: false, out result);
        }
        Drop();
        result = default;
        return AsyncStatus.Cancelled;
    }

    /// <summary>Waits for the task and gives its value, or raises its failure.</summary>
    [Name("__join__"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Join(Worker worker, out T result) => new JoinedValue<T>(this).Start(worker, out result);

    /// <summary>Cancels the task at its next waiting point.</summary>
    [Name("abort")]
    public void Abort() => RequestCancel(Worker.Current);

    /// <summary>As <see cref="Abort"/>; true only if the task was still running and had not been cancelled before.</summary>
    [Name("cancel")]
    public bool Cancel() => RequestCancel(Worker.Current);

    /// <summary>Whether the task has ended.</summary>
    [Name("done")]
    public bool Done() => IsEnded;

    /// <summary>Lets the task go on by itself.</summary>
    [Name("detach")]
    public void Detach() => MarkDetached();

    /// <summary>A number no other task of the program has.</summary>
    [Name("id")]
    public long TaskId() => Id;

    /// <summary>The handle is gone: a failure that nobody has looked at is reported, now or when it comes. The task goes on.</summary>
    public void Drop() => MarkDetached();

    /// <summary>Waits for the end of the task, whatever has happened to the waiter's region before.</summary>
    internal AsyncStatus Join(Worker worker, bool isOwned, out Result<T, TaskJoinError> result)
    {
        if (IsEnded && worker.Charge())
        {
            result = TakeOutcome();
            return AsyncStatus.Completed;
        }
        return new JoinOperation<T>(this, isOwned).Start(worker, out result);
    }

    /// <summary>The outcome of an ended task, which counts as observed from now on.</summary>
    internal Result<T, TaskJoinError> TakeOutcome()
    {
        if (Failure is { } error)
        {
            MarkObserved();
            return Result<T, TaskJoinError>.Err(TaskJoinError.Panic(error, SecondaryFailures.Of(this)));
        }
        return WasCancelled
            ? Result<T, TaskJoinError>.Err(TaskJoinError.Cancelled(SecondaryFailures.Of(this)))
            : Result<T, TaskJoinError>.Ok(_result);
    }

    private protected override void Finish(Frame root)
    {
        if (root.Error is { } error)
        {
            NoteFailure(error);
        }
        else if (!root.WasCancelled)
        {
            _result = ((Future<T>)root).Result;
        }
    }

    private protected override void Leave(Worker worker)
    {
        if (!IsDaemon)
        {
            Volatile.Write(ref worker.EndedCount, worker.EndedCount + 1);
        }
    }
}
