using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>One activation of an async function, on the heap: what survives a suspension.</summary>
/// <remarks>
/// The calling convention. An async function is <c>AsyncStatus f(Worker w, args…, out T result)</c>. A caller in state k does
/// <code>
///   status = f(w, args…, out tmp)
///   if status == Completed: goto done_k
///   if status == Cancelled: goto cancelled_exit
///   save live locals; state = k; Suspend(w); return Suspended
/// resume_k:
///   restore live locals; if TakeResult(out tmp) == Cancelled: goto cancelled_exit
/// done_k:
/// </code>
/// and completes with <c>Result = value; return Completed</c>. Completion of a chain is a loop over <see cref="Caller"/> in the
/// scheduler, never a nested <see cref="Resume"/>.
/// </remarks>
public abstract class Frame
{
    /// <summary>The frame that awaits this one; null for the root of a task and for a frame that has not been suspended.</summary>
    internal Frame? Caller { get; set; }

    /// <summary>The callee this frame is suspended on.</summary>
    internal Frame? Awaited { get; set; }

    /// <summary>How a frame that the scheduler resumed ended, until the caller takes it.</summary>
    internal Exception? Error { get; set; }

    internal bool WasCancelled { get; set; }

    /// <summary>Runs from the current state to the next suspension or to the end. Called by the scheduler and by <see cref="Future{T}.Start"/>.</summary>
    public abstract AsyncStatus Resume(Worker worker);

    /// <summary>Links the callee that has just reported Suspended under this frame.</summary>
    public void Suspend(Worker worker)
    {
        Frame? callee = worker.Suspended;
        if (callee is null)
        {
            throw new InvalidOperationException("a callee reported Suspended without leaving its frame in the worker");
        }
        callee.Caller = this;
        Awaited = callee;
        worker.Suspended = this;
    }

    /// <summary>
    /// Takes the outcome of the awaited frame after resumption: its result, or its error re-raised with the trace so far, or
    /// <see cref="AsyncStatus.Cancelled"/>.
    /// </summary>
    public AsyncStatus TakeResult<T>(out T result)
    {
        var callee = (Future<T>?)Awaited ?? throw new InvalidOperationException("resumed without an awaited frame");
        Awaited = null;
        if (callee.Error is { } error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }
        if (callee.WasCancelled)
        {
            result = default!;
            return AsyncStatus.Cancelled;
        }
        result = callee.Result;
        return AsyncStatus.Completed;
    }
}

/// <summary>
/// A frame with a result, and the value of type <c>Future[T]</c>: an async function that is not awaited at once is called by
/// creating its frame, which runs nothing until it is started. Consumed once; not thread-safe.
/// </summary>
[Module("std.async"), Module("std.async.task"), Name("Future"), MoveOnly, MustUse]
public abstract class Future<T> : Frame
{
    /// <summary>Set by <see cref="Frame.Resume"/> before it returns Completed.</summary>
    public T Result = default!;

    /// <summary>Runs a frame for the first time, on the caller's stack.</summary>
    [Name("__await__"), Async]
    public AsyncStatus Start(Worker worker, out T result)
    {
        AsyncStatus status = Resume(worker);
        result = Result;
        return status;
    }
}
