using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>A number of permits and those who wait for one: what semaphores and mutexes are made of. Thread-safe.</summary>
/// <remarks>
/// <para>Waiters queue first in first out. A permit that is released becomes free and the first waiter is called to take it, but a task that is
/// running may be faster: taking turns through the scheduler for each permit would make everything wait for that. A waiter that was called in
/// vain is granted the next permit directly, so each is passed at most for one of its turns, which the budget of a turn bounds.</para>
/// <para>One word holds the free permits and whether somebody waits, so that with nobody waiting a permit changes hands by one compare-exchange. Who
/// begins to wait says so by one on the same word, which fails if a permit has become free: no release passes a waiter unseen. The queue, and
/// whether somebody waits, are guarded by the gate. Invariant, whenever it is free: if a permit is free and somebody waits, the first waiter
/// has been called and not run yet.</para>
/// </remarks>
internal sealed class PermitPool(long permits)
{
    private const long HasWaiters = 1;
    private const long HasClosed = 2;
    private const long OnePermit = 4;

    /// <summary>The free permits above the two flags.</summary>
    private long _state = permits * OnePermit;
    private SpinGate _gate;
    private WaiterQueue _waiters;

    internal long Free => Volatile.Read(ref _state) / OnePermit;

    internal bool IsClosed => (Volatile.Read(ref _state) & HasClosed) != 0;

    internal bool TryAcquire()
    {
        long state = Volatile.Read(ref _state);
        while (state >= OnePermit && (state & HasClosed) == 0)
        {
            long seen = Interlocked.CompareExchange(ref _state, state - OnePermit, state);
            if (seen == state)
            {
                return true;
            }
            state = seen;
        }
        return false;
    }

    /// <summary>One step of a wait for a permit.</summary>
    internal Acquisition Acquire<T>(WaitOperation<T> waiter, Worker worker)
    {
        _gate.Enter();
        Acquisition outcome = Acquisition.Waiting;
        Strand? called = null;
        if (worker.IsCancelled)
        {
            outcome = Acquisition.Withdrawn;
            called = Withdraw(waiter);
        }
        else if (waiter.IsGranted)
        {
            outcome = Acquisition.Acquired;
        }
        else if (IsClosed)
        {
            outcome = Acquisition.Closed;
        }
        else if (TryAcquire() || !Announce())
        {
            outcome = Acquisition.Acquired;
            called = Leave(waiter);
        }
        else if (waiter.IsQueued)
        {
            waiter.NoteMiss();
        }
        else
        {
            waiter.Enqueue(ref _waiters, worker);
        }
        _gate.Exit();
        called?.Wake(worker);
        return outcome;
    }

    internal void Release()
    {
        long state = Volatile.Read(ref _state);
        while ((state & HasWaiters) == 0)
        {
            long seen = Interlocked.CompareExchange(ref _state, state + OnePermit, state);
            if (seen == state)
            {
                return;
            }
            state = seen;
        }
        _gate.Enter();
        Strand? woken = ReleaseOne();
        _gate.Exit();
        woken?.Wake(Worker.Current);
    }

    /// <summary>Many permits at once are granted in line, so that their tasks run side by side instead of calling each other one by one.</summary>
    internal void ReleaseMany(long count)
    {
        var woken = default(WokenStrands);
        _gate.Enter();
        for (; count > 0 && _waiters.Grant() is { } strand; count--)
        {
            woken.Add(strand);
        }
        Interlocked.Add(ref _state, count * OnePermit);
        NoteQueue();
        // A permit may have been free before, for a waiter that had been called and is now granted one of these.
        woken.Add(CallFirst());
        _gate.Exit();
        woken.WakeAll(Worker.Current);
    }

    /// <summary>Nobody gets a permit any more but those that have been granted theirs; who waits is told.</summary>
    internal void Close()
    {
        _gate.Enter();
        Interlocked.Or(ref _state, HasClosed);
        WokenStrands woken = _waiters.DismissAll();
        NoteQueue();
        _gate.Exit();
        woken.WakeAll(Worker.Current);
    }

    /// <summary>Says that somebody waits; false if a permit has become free, which is then the caller's.</summary>
    private bool Announce()
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if (state >= OnePermit)
            {
                if (TryAcquire())
                {
                    return false;
                }
            }
            else if ((state & HasWaiters) != 0 || Interlocked.CompareExchange(ref _state, state | HasWaiters, state) == state)
            {
                return true;
            }
        }
    }

    private Strand? ReleaseOne()
    {
        if (_waiters.First is { Node.State: WaiterState.Missed })
        {
            Strand? granted = _waiters.Grant();
            NoteQueue();
            return granted;
        }
        Interlocked.Add(ref _state, OnePermit);
        // Also if somebody has been faster already: the waiter has to miss its turn to be granted the next.
        return _waiters.Call();
    }

    private Strand? CallFirst() => Free > 0 ? _waiters.Call() : null;

    private Strand? Withdraw<T>(WaitOperation<T> waiter) =>
        waiter.TakeTurn() ? ReleaseOne() : Leave(waiter);

    /// <summary>Takes a waiter out of the queue if it stands there, and calls the one behind it if there is a permit for that.</summary>
    private Strand? Leave<T>(WaitOperation<T> waiter)
    {
        if (!waiter.IsQueued)
        {
            return null;
        }
        _waiters.Remove(waiter);
        NoteQueue();
        return CallFirst();
    }

    private void NoteQueue()
    {
        if (_waiters.IsEmpty)
        {
            Interlocked.And(ref _state, ~HasWaiters);
        }
    }
}

internal enum Acquisition
{
    Acquired,
    Waiting,
    Closed,

    /// <summary>The operation was cancelled and has left the queue.</summary>
    Withdrawn,
}

/// <summary>The wait for a permit.</summary>
internal abstract class AcquireOperation<T>(PermitPool pool) : WaitOperation<T>
{
    private protected PermitPool Pool => pool;

    public sealed override AsyncStatus Resume(Worker worker) => pool.Acquire(this, worker) switch
    {
        Acquisition.Acquired => Complete(Outcome(isAcquired: true)),
        Acquisition.Closed => Complete(Outcome(isAcquired: false)),
        Acquisition.Withdrawn => AsyncStatus.Cancelled,
        _ => worker.SuspendAt(this),
    };

    /// <summary>What the wait gives; false when the pool was closed.</summary>
    private protected abstract T Outcome(bool isAcquired);
}
