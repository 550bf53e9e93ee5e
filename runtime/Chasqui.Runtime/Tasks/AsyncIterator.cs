using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>What <c>async for</c> steps through. A type with the method need not adopt the trait to be iterated, only to be passed as one.</summary>
[Module("std.async"), Module("std.async.prelude"), Module("std.async.task"), Name("AsyncIterator")]
public interface IAsyncIterator<T>
{
    /// <summary>Waits for the next element; None at the end, and at every step after it.</summary>
    [Name("__anext__"), Async, Mutates]
    AsyncStatus Next(Worker worker, out Option<T> result);
}

/// <summary>The type <c>AsyncGenerator[T]</c>: the frame of an async function that yields, run step by step.</summary>
/// <remarks>
/// A step is one run of the frame from a yield to the next: <see cref="Frame.Resume"/> completes with Some at a yield and with None at
/// the end, so a step that does not wait allocates nothing. A step that is cancelled ends the generator, after its cleanup. Not thread-safe.
/// </remarks>
[Module("std.async"), Module("std.async.prelude"), Module("std.async.task"), Name("AsyncGenerator"), MoveOnly, HidesBase]
public abstract class AsyncGenerator<T> : Future<Option<T>>, IAsyncIterator<T>, IResource
{
    /// <summary>Whether the generator is to leave as by <c>return</c> instead of going on after its yield.</summary>
    public bool IsClosing { get; private set; }

    [Name("__aiter__"), Consumes]
    public AsyncGenerator<T> Iterate() => this;

    /// <summary>Generators nest as deep as their recursion, each step through all of them.</summary>
    [Name("__anext__"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Next(Worker worker, out Option<T> result)
    {
        if (!worker.HasStack())
        {
            result = default;
            return worker.Postpone(this);
        }
        AsyncStatus status = Resume(worker);
        result = Result;
        return status;
    }

    /// <summary>Ends the generator at the yield where it stands, through its cleanups; None. A second call does nothing.</summary>
    [Name("__aclose__"), Name("aclose"), Async]
    public AsyncStatus Close(Worker worker, out Option<T> result)
    {
        IsClosing = true;
        return Next(worker, out result);
    }

    /// <summary>Closes what an async body owns at the end of its scope; null where it was given away.</summary>
    public static AsyncStatus CloseOwned(Worker worker, AsyncGenerator<T>? owned, out Option<T> result)
    {
        result = default;
        return owned is null ? AsyncStatus.Completed : owned.Close(worker, out result);
    }

    /// <summary>
    /// What never began releases its arguments. What stands at a yield is closed by a task of its own, for its cleanup may have to wait; the
    /// region in which it was dropped waits for that.
    /// </summary>
    void IResource.Drop()
    {
        if (Result.IsSome())
        {
            Scheduler.Ambient.StartCleanup(new ClosingOperation<T>(this));
        }
        else
        {
            Drop();
        }
    }

    /// <summary>The last step of <see cref="Frame.Resume"/> at a yield.</summary>
    public AsyncStatus Yield(T item)
    {
        Result = new(item);
        return AsyncStatus.Completed;
    }

    /// <summary>The last step of <see cref="Frame.Resume"/> at the end.</summary>
    public AsyncStatus Finish()
    {
        Result = default;
        return AsyncStatus.Completed;
    }
}
