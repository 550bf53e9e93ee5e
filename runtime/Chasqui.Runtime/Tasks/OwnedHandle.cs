using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The handle to a task that does not outlive it: dropping the handle aborts the task, and the region in which that happens waits for its end.</summary>
[Module("std.async"), Module("std.async.task"), Name("OwnedHandle"), MoveOnly, Sendable(true)]
public sealed class OwnedHandle<T> : IResource, IAwaitable<Result<T, TaskJoinError>>
{
    private readonly JoinHandle<T> _task;

    internal OwnedHandle(JoinHandle<T> task) => _task = task;

    /// <summary>Waits for the task's end. Cancelling the wait drops the handle, and so aborts the task.</summary>
    [Name("__await__"), Async, Consumes, Cancellation("cancel-safe")]
    public AsyncStatus Await(Worker worker, out Result<T, TaskJoinError> result)
    {
        if (!worker.IsCancelled)
        {
            return _task.Join(worker, isOwned: true, out result);
        }
        Drop();
        result = default;
        return AsyncStatus.Cancelled;
    }

    /// <summary>Waits for the task and gives its value, or raises its failure.</summary>
    [Name("__join__"), Async, Consumes, Cancellation("cancel-safe")]
    public AsyncStatus Join(Worker worker, out T result) => new JoinedValue<T>(this).Start(worker, out result);

    /// <summary>Lets the task go on by itself, as if it had come from <c>spawn</c>.</summary>
    [Name("detach"), Consumes]
    public JoinHandle<T> Detach() => _task;

    /// <summary>Cancels the task at its next waiting point.</summary>
    [Name("abort")]
    public void Abort() => _task.Abort();

    /// <summary>As <see cref="Abort"/>; true only if the task was still running and had not been cancelled before.</summary>
    [Name("cancel")]
    public bool Cancel() => _task.Cancel();

    /// <summary>Whether the task has ended.</summary>
    [Name("done")]
    public bool Done() => _task.Done();

    /// <summary>A number no other task of the program has.</summary>
    [Name("id")]
    public long TaskId() => _task.TaskId();

    public void Drop()
    {
        _task.Abort();
        _task.Drop();
        if (!_task.IsEnded)
        {
            Worker.Current?.RunningStrand?.AddCleanup(_task);
        }
    }
}
