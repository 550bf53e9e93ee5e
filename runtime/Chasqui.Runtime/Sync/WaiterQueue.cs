using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>An operation that waits for its turn at a channel or a lock: its frame is the node of the queue.</summary>
/// <remarks>
/// Every wait is granted, not served: whoever makes its turn come marks it granted and wakes its strand, and the operation itself takes what
/// was granted when it is resumed. So an operation that is cancelled has taken nothing, whatever had been granted to it goes to the next one in
/// line, and an arm of a race that loses has not consumed a thing. All fields are guarded by the gate of the primitive.
/// </remarks>
internal abstract class WaitOperation<T> : Future<T>, IWaiter
{
    private WaiterNode _node;

    ref WaiterNode IWaiter.Node => ref _node;

    internal bool IsQueued => _node.State is WaiterState.Queued or WaiterState.Called or WaiterState.Missed;

    /// <summary>It stands in no line and has no turn. As only its own strand can change that, the strand may ask outside of the gate.</summary>
    internal bool IsIdle => _node.State == WaiterState.Idle;

    internal bool IsGranted => _node.State == WaiterState.Granted;

    /// <summary>The strand that sleeps until the operation is granted.</summary>
    internal Strand? Waiting => _node.Strand;

    /// <summary>The operation's strand is about to sleep until it is granted. Inside the gate.</summary>
    internal void Enqueue(ref WaiterQueue queue, Worker worker)
    {
        _node.Strand = worker.Strand;
        queue.Add(this);
    }

    /// <summary>As <see cref="Enqueue"/>, for one whose turn had come in vain.</summary>
    internal void EnqueueFirst(ref WaiterQueue queue, Worker worker)
    {
        _node.Strand = worker.Strand;
        queue.AddFirst(this);
    }

    /// <summary>Starts the operation, or puts it off when the task has had its turn.</summary>
    internal AsyncStatus Begin(Worker worker, out T result)
    {
        if (worker.Charge())
        {
            return Start(worker, out result);
        }
        result = default!;
        return worker.IsCancelled ? AsyncStatus.Cancelled : worker.Postpone(this);
    }

    /// <summary>The operation stands in the queue if it goes on waiting, and only then. Inside the gate.</summary>
    internal void Settle(ref WaiterQueue queue, Worker worker, bool waits)
    {
        if (waits && !IsQueued)
        {
            Enqueue(ref queue, worker);
        }
        else if (!waits)
        {
            Leave(ref queue);
        }
    }

    /// <summary>The operation does not wait any more. Inside the gate.</summary>
    internal void Leave(ref WaiterQueue queue)
    {
        if (IsQueued)
        {
            queue.Remove(this);
        }
    }

    /// <summary>Uses up the turn that has come, if it has: what was granted with it is the caller's to count, once. Inside the gate.</summary>
    internal bool TakeTurn()
    {
        bool hasTurn = IsGranted;
        _node.State = hasTurn ? WaiterState.Idle : _node.State;
        return hasTurn;
    }

    /// <summary>The operation was called in vain. Inside the gate.</summary>
    internal void NoteMiss() => _node.State = _node.State == WaiterState.Called ? WaiterState.Missed : _node.State;

    /// <summary>Makes the operation ready to be used once more.</summary>
    private protected void ResetWait() => _node = default;
}

internal interface IWaiter
{
    ref WaiterNode Node { get; }
}

internal enum WaiterState
{
    /// <summary>In no queue.</summary>
    Idle,
    Queued,

    /// <summary>In the queue, and woken to try for itself: a running task may be faster.</summary>
    Called,

    /// <summary>In the queue, after a running task was faster: the next turn is granted.</summary>
    Missed,

    /// <summary>Its turn has come.</summary>
    Granted,
}

internal struct WaiterNode
{
    internal IWaiter? Next;
    internal IWaiter? Previous;
    internal Strand? Strand;
    internal WaiterState State;
}

/// <summary>Waiters, first in first out. Guarded by the gate of the primitive it belongs to.</summary>
internal struct WaiterQueue
{
    private IWaiter? _first;
    private IWaiter? _last;

    internal readonly bool IsEmpty => _first is null;

    internal readonly IWaiter? First => _first;

    internal readonly bool HasMoreThan(int count)
    {
        IWaiter? waiter = _first;
        for (; waiter is not null && count > 0; count--)
        {
            waiter = waiter.Node.Next;
        }
        return waiter is not null;
    }

    internal void Add(IWaiter waiter)
    {
        ref WaiterNode node = ref waiter.Node;
        node.State = WaiterState.Queued;
        node.Previous = _last;
        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Node.Next = waiter;
        }
        _last = waiter;
    }

    internal void AddFirst(IWaiter waiter)
    {
        ref WaiterNode node = ref waiter.Node;
        node.State = WaiterState.Queued;
        node.Next = _first;
        if (_first is null)
        {
            _last = waiter;
        }
        else
        {
            _first.Node.Previous = waiter;
        }
        _first = waiter;
    }

    /// <summary>Takes a waiter out that was cancelled or served.</summary>
    internal void Remove(IWaiter waiter)
    {
        ref WaiterNode node = ref waiter.Node;
        if (node.Previous is null)
        {
            _first = node.Next;
        }
        else
        {
            node.Previous.Node.Next = node.Next;
        }
        if (node.Next is null)
        {
            _last = node.Previous;
        }
        else
        {
            node.Next.Node.Previous = node.Previous;
        }
        node.Next = node.Previous = null;
        node.State = WaiterState.Idle;
    }

    /// <summary>The longest waiter's turn has come.</summary>
    /// <returns>Its strand, to be woken outside the gate; null if nobody waits.</returns>
    internal Strand? Grant()
    {
        if (_first is not { } waiter)
        {
            return null;
        }
        Remove(waiter);
        ref WaiterNode node = ref waiter.Node;
        node.State = WaiterState.Granted;
        return node.Strand;
    }

    /// <summary>Lets the longest waiter try for itself.</summary>
    /// <returns>Its strand, to be woken outside the gate; null if nobody waits or the first has been called before.</returns>
    internal readonly Strand? Call()
    {
        if (_first is not { Node.State: WaiterState.Queued } waiter)
        {
            return null;
        }
        waiter.Node.State = WaiterState.Called;
        return waiter.Node.Strand;
    }

    /// <summary>Nobody's turn will ever come: all leave the queue, and find out why when they are resumed.</summary>
    /// <returns>Their strands, to be woken outside the gate.</returns>
    internal WokenStrands DismissAll()
    {
        var woken = default(WokenStrands);
        while (_first is { } waiter)
        {
            Remove(waiter);
            woken.Add(waiter.Node.Strand);
        }
        return woken;
    }

    /// <summary>Every waiter's turn has come.</summary>
    /// <returns>Their strands, to be woken outside the gate.</returns>
    internal WokenStrands GrantAll()
    {
        var woken = default(WokenStrands);
        GrantAll(ref woken);
        return woken;
    }

    /// <summary>As the other, beside others that are woken.</summary>
    internal void GrantAll(ref WokenStrands woken)
    {
        while (Grant() is { } strand)
        {
            woken.Add(strand);
        }
    }
}
