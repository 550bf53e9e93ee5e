using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>A signal between tasks. Copies are the same signal. Thread-safe.</summary>
/// <remarks>A signal that finds nobody waiting is kept, but only one; one that was granted to a wait which is cancelled goes to the next, unless it was for all.</remarks>
[Module("std.async.sync"), Module("std.sync"), Name("Notify"), SharedHandle, Sendable(true)]
[InsteadOf("`await {0}.notified()` waits for the signal", "wait", "recv")]
[InsteadOf("`{0}.notify_all()` wakes everybody who waits, `{0}.notify_one()` one task, or the next to come", "set", "send")]
public sealed class Notify
{
    private SpinGate _gate;
    private WaiterQueue _waiters;
    private bool _isKept;

    private Notify()
    {
    }

    [Constructor, Name("new")]
    public static Notify Create() => new();

    /// <summary>Wakes the longest waiter, or else the next task that asks.</summary>
    [Name("notify_one")]
    public void NotifyOne()
    {
        _gate.Enter();
        Strand? woken = GrantOne();
        _gate.Exit();
        woken?.Wake(Worker.Current);
    }

    /// <summary>Wakes every task that waits now.</summary>
    [Name("notify_all"), Name("notify_waiters")]
    public void NotifyAll()
    {
        _gate.Enter();
        var woken = default(WokenStrands);
        while (_waiters.First is NotifiedOperation { } waiter && _waiters.Grant() is { } strand)
        {
            waiter.IsForAll = true;
            woken.Add(strand);
        }
        _gate.Exit();
        woken.WakeAll(Worker.Current);
    }

    /// <summary>Waits for a signal. Cancelled while it waits, it has taken none.</summary>
    [Name("notified"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Notified(Worker worker, out Unit result)
    {
        result = default;
        return !worker.IsCancelled && worker.Charge() && TryTake() ? AsyncStatus.Completed : new NotifiedOperation(this).Begin(worker, out result);
    }

    /// <summary>Takes the signal that is kept, if there is one.</summary>
    private bool TryTake()
    {
        _gate.Enter();
        bool wasKept = _isKept;
        _isKept = false;
        _gate.Exit();
        return wasKept;
    }

    private Strand? GrantOne()
    {
        Strand? woken = _waiters.Grant();
        _isKept |= woken is null;
        return woken;
    }

    private AsyncStatus Step(NotifiedOperation operation, Worker worker)
    {
        Strand? next = null;
        AsyncStatus status = AsyncStatus.Suspended;
        _gate.Enter();
        if (worker.IsCancelled)
        {
            status = AsyncStatus.Cancelled;
            if (operation.IsQueued)
            {
                _waiters.Remove(operation);
            }
            else if (operation is { IsGranted: true, IsForAll: false })
            {
                next = GrantOne();
            }
        }
        else if (operation.IsGranted || (_isKept && !operation.IsQueued))
        {
            _isKept &= operation.IsGranted;
            status = AsyncStatus.Completed;
        }
        else if (!operation.IsQueued)
        {
            operation.Enqueue(ref _waiters, worker);
        }
        _gate.Exit();
        next?.Wake(worker);
        return status == AsyncStatus.Suspended ? worker.SuspendAt(operation) : status;
    }

    private sealed class NotifiedOperation(Notify notify) : WaitOperation<Unit>
    {
        /// <summary>Woken together with all others: no signal is lost with it. Guarded by the gate.</summary>
        internal bool IsForAll { get; set; }

        internal override string Awaits => "a signal (notified)";

        public override AsyncStatus Resume(Worker worker) => notify.Step(this, worker);
    }
}
