using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>A task with a result, and the handle to it: one object, so that a task costs this and its root frame.</summary>
public abstract class TaskStrand<T> : Strand, IResource, IAwaitable<Result<T, TaskJoinError>>
{
    private T _result = default!;

    private protected TaskStrand(Scheduler scheduler, Future<T> root, bool daemon)
        : base(scheduler, root, daemon)
    {
    }

    /// <summary>Waits for the task's end. Cancelling the wait leaves the task running.</summary>
    [Name("__await__"), Async, Consumes, Cancellation("cancel-safe")]
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
    [Name("__join__"), Async, Consumes, Cancellation("cancel-safe")]
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

    /// <summary>A number no other task of the program has.</summary>
    [Name("id")]
    public long TaskId() => Id;

    /// <summary>The handle is gone.</summary>
    public abstract void Drop();

    /// <summary>Waits for the end of the task, whatever has happened to the waiter's region before.</summary>
    /// <param name="worker">The waiter's.</param>
    /// <param name="isOwned">Whether a wait that is cancelled aborts the task.</param>
    /// <param name="result">The outcome.</param>
    internal AsyncStatus Join(Worker worker, bool isOwned, out Result<T, TaskJoinError> result)
    {
        if (IsEnded && worker.Charge())
        {
            result = TakeOutcome();
            return AsyncStatus.Completed;
        }
        return JoinOperation<T>.Create(worker, this, isOwned).Start(worker, out result);
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

    /// <summary>The task failed: somebody has to be told if nobody asks.</summary>
    private protected abstract void KeepFailure(Exception error);

    /// <summary>The outcome has been handed to someone who can deal with it.</summary>
    private protected abstract void MarkObserved();

    private protected override void Finish(Frame root)
    {
        if (root.Error is { } error)
        {
            KeepFailure(error);
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
