using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>A number of permits and those who wait for one: what semaphores and mutexes are made of. Thread-safe.</summary>
/// <remarks>
/// <para>Waiters queue first in first out. A permit that is released becomes free and the first waiter is called to take it, but a task that is
/// running may be faster: taking turns through the scheduler for each permit would make everything wait for that. A waiter that was called in
/// vain is granted the next permit directly, so each is passed at most for one of its turns, which the budget of a turn bounds.</para>
/// <para>Invariant, whenever the gate is free: if a permit is free and somebody waits, the first waiter has been called and not run yet.</para>
/// </remarks>
internal sealed class PermitPool(long permits)
{
    private SpinGate _gate;
    private long _free = permits;
    private WaiterQueue _waiters;
    private bool _isClosed;

    internal long Free => Volatile.Read(ref _free);

    internal bool IsClosed => Volatile.Read(ref _isClosed);

    internal bool TryAcquire()
    {
        _gate.Enter();
        bool acquired = _free > 0 && !_isClosed;
        _free -= acquired ? 1 : 0;
        _gate.Exit();
        return acquired;
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
            outcome = _isClosed ? Acquisition.Closed : Acquisition.Acquired;
        }
        else if (_isClosed)
        {
            outcome = Acquisition.Closed;
        }
        else if (_free > 0)
        {
            _free--;
            outcome = Acquisition.Acquired;
            if (waiter.IsQueued)
            {
                _waiters.Remove(waiter);
                called = CallFirst();
            }
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

    internal void Release(Worker? by, long count = 1)
    {
        if (count == 1)
        {
            _gate.Enter();
            Strand? woken = ReleaseOne();
            _gate.Exit();
            woken?.Wake(by);
        }
        else if (count > 1)
        {
            ReleaseMany(count, by);
        }
    }

    /// <summary>Many permits at once are granted in line, so that their tasks run side by side instead of calling each other one by one.</summary>
    private void ReleaseMany(long count, Worker? by)
    {
        var woken = new List<Strand>();
        _gate.Enter();
        for (; count > 0 && _waiters.Grant() is { } strand; count--)
        {
            woken.Add(strand);
        }
        _free += count;
        _gate.Exit();
        woken.WakeAll(by);
    }

    /// <summary>Nobody gets a permit any more; who waits is told.</summary>
    internal void Close(Worker? by)
    {
        _gate.Enter();
        Volatile.Write(ref _isClosed, true);
        List<Strand> woken = _waiters.GrantAll();
        _gate.Exit();
        woken.WakeAll(by);
    }

    private Strand? ReleaseOne()
    {
        if (_waiters.First is { Node.State: WaiterState.Missed })
        {
            return _waiters.Grant();
        }
        _free++;
        return CallFirst();
    }

    private Strand? CallFirst() => _free > 0 ? _waiters.Call() : null;

    private Strand? Withdraw<T>(WaitOperation<T> waiter)
    {
        if (waiter.IsQueued)
        {
            _waiters.Remove(waiter);
            return CallFirst();
        }
        return waiter.IsGranted && !_isClosed ? ReleaseOne() : null;
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
