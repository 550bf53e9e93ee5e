using System.Reflection;
using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
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
/// <para>
/// A function in a recursive cycle begins with <c>if (!w.HasStack()) return w.Postpone(new F { args, state = 0 })</c>, before any
/// other effect: the frame becomes the leaf of the task, the stack unwinds, and the scheduler runs the frame from the bottom of
/// the stack.
/// </para>
/// <para>
/// A runtime operation that waits is the leaf of a chain: it registers itself with whatever will wake its
/// <see cref="Strand"/>, and ends with <c>return w.SuspendAt(this)</c>. It may be woken by another thread before the chain above it
/// has returned; the strand's state sees to that. A leaf may be resumed although nothing happened, and then suspends again.
/// </para>
/// </remarks>
public abstract class Frame
{
    private static readonly object CancelledMark = new();
    private static readonly object YieldMark = new();

    /// <summary>While suspended the frame that is awaited; once the scheduler has run the frame to its end, why it failed, if it did.</summary>
    private object? _link;

    /// <summary>The frame that awaits this one; null for the root of a task and for a frame that has not been suspended.</summary>
    internal Frame? Caller { get; private set; }

    /// <summary>How a frame that the scheduler resumed failed, until the caller takes it.</summary>
    internal Exception? Error => _link as Exception;

    internal bool WasCancelled => _link == CancelledMark;

    /// <summary>The name of the function, in the user's terms; null for the runtime's own operations.</summary>
    internal virtual string? Name => GetType().GetCustomAttribute<SourceNameAttribute>()?.Name;

    /// <summary>What it waits for, suspended as a leaf, in the user's terms.</summary>
    internal virtual string Awaits => Name ?? "another task";

    /// <summary>What somebody has to give or give up before it goes on, if it is a leaf that waits for such a thing.</summary>
    internal virtual Stake? Lacks => null;

    /// <summary>The tasks whose end it waits for, suspended as a leaf.</summary>
    internal virtual IEnumerable<Strand> AwaitedTasks => [];

    /// <summary>The parts of the task that wait inside it at the same time.</summary>
    internal virtual IEnumerable<Strand> Parts => [];

    /// <summary>Whether, suspended as a leaf, it may be woken by something else than a task: a timer, a blocking call, .NET.</summary>
    internal virtual bool AwaitsOutside => false;

    /// <summary>Runs from the current state to the next suspension or to the end. Called by the scheduler and by <see cref="Future{T}.Start"/>.</summary>
    public abstract AsyncStatus Resume(Worker worker);

    /// <summary>Links the callee that has just reported Suspended under this frame.</summary>
    public void Suspend(Worker worker)
    {
        Frame callee = worker.Suspended ?? throw NotLinked();
        _link = callee;
        worker.Suspended = this;
        if (callee._link == YieldMark)
        {
            worker.Strand.Leaf = this;
            return;
        }
        callee.Caller = this;
    }

    /// <summary>
    /// Takes the outcome of the awaited frame after resumption: its result, or its error re-raised with the trace so far, or
    /// <see cref="AsyncStatus.Cancelled"/>.
    /// </summary>
    public AsyncStatus TakeResult<T>(out T result)
    {
        var callee = (Future<T>?)_link ?? throw NotLinked();
        _link = null;
        if (callee._link is not null)
        {
            return callee.TakeFailure(out result);
        }
        result = callee.Result;
        return AsyncStatus.Completed;
    }

    /// <summary>Releases what the frame of a call that will never begin was given.</summary>
    public virtual void Drop()
    {
    }

    /// <summary>Releases a result that nobody wants.</summary>
    internal abstract void DropResult();

    internal void Fail(Exception error) => _link = error;

    internal void MarkCancelled() => _link = CancelledMark;

    private protected void MarkYield() => _link = YieldMark;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private AsyncStatus TakeFailure<T>(out T result)
    {
        result = default!;
        if (_link == YieldMark)
        {
            return Worker.Current is { IsCancelled: true } ? AsyncStatus.Cancelled : AsyncStatus.Completed;
        }
        if (Error is { } error)
        {
            AsyncTrace.Rethrow(error);
        }
        return AsyncStatus.Cancelled;
    }

    private static InvalidOperationException NotLinked() => new("an async function reported Suspended without leaving its frame in the worker");
}

/// <summary>
/// A frame with a result, and the value of type <c>Future[T]</c>: an async function that is not awaited at once is called by
/// creating its frame, which runs nothing until it is started. Consumed once; not thread-safe.
/// </summary>
[Module("std.async"), Module("std.async.prelude"), Module("std.async.task"), Name("Future"), MoveOnly, MustUse]
public abstract class Future<T> : Frame, IResource, IAwaitable<T>
{
    /// <summary>Set by <see cref="Frame.Resume"/> before it returns Completed.</summary>
    public T Result = default!;

    internal sealed override void DropResult() => Ops.Dispose(Result);

    /// <summary>The last step of <see cref="Frame.Resume"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AsyncStatus Complete(T result)
    {
        Result = result;
        return AsyncStatus.Completed;
    }

    /// <summary>Runs a frame for the first time, on the caller's stack if that has room.</summary>
    [Name("__await__"), Async, Consumes]
    public AsyncStatus Start(Worker worker, out T result)
    {
        if (!worker.HasStack())
        {
            result = default!;
            return worker.Postpone(this);
        }
        AsyncStatus status = Resume(worker);
        result = Result;
        return status;
    }

    AsyncStatus IAwaitable<T>.Await(Worker worker, out T result) => Start(worker, out result);
}
