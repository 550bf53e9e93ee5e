using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>Makes so many tasks wait for each other, again and again. Copies are the same barrier. Thread-safe.</summary>
[Module("std.async.sync"), Name("Barrier"), SharedHandle, Sendable(true)]
public sealed class Barrier
{
    /// <summary>The numbers of this round that nobody has, up to the count.</summary>
    private readonly int[] _freeSlots;
    private int _free;
    private SpinGate _gate;
    private WaiterQueue _waiters;

    private Barrier(int parties)
    {
        _freeSlots = new int[parties];
        BeginRound();
    }

    /// <exception cref="ValueError">The number is not positive.</exception>
    [Constructor, Name("new")]
    public static Barrier Create([Name("parties")] long parties) => parties is > 0 and <= int.MaxValue
        ? new Barrier((int)parties)
        : throw new ValueError($"a barrier needs at least 1 party, got {parties}");

    /// <summary>
    /// Waits until all parties are there; gives a number from 0 that no other of this round has. Cancelled while it waits, the party withdraws
    /// and its number is free for another.
    /// </summary>
    [Name("wait"), Async, Cancellation("cancellation-aware")]
    public AsyncStatus Wait(Worker worker, out long result) => new WaitForAll(this).Begin(worker, out result);

    private void BeginRound()
    {
        for (_free = 0; _free < _freeSlots.Length; _free++)
        {
            _freeSlots[_free] = _freeSlots.Length - 1 - _free;
        }
    }

    private AsyncStatus Step(WaitForAll operation, Worker worker)
    {
        var woken = default(WokenStrands);
        AsyncStatus status = AsyncStatus.Suspended;
        _gate.Enter();
        if (operation.IsGranted)
        {
            status = AsyncStatus.Completed;
        }
        else if (worker.IsCancelled)
        {
            status = AsyncStatus.Cancelled;
            if (operation.IsQueued)
            {
                _waiters.Remove(operation);
                _freeSlots[_free++] = operation.Slot;
            }
        }
        else if (!operation.IsQueued)
        {
            operation.Slot = _freeSlots[--_free];
            if (_free == 0)
            {
                status = AsyncStatus.Completed;
                woken = _waiters.GrantAll();
                BeginRound();
            }
            else
            {
                operation.Enqueue(ref _waiters, worker);
            }
        }
        _gate.Exit();
        woken.WakeAll(worker);
        return status switch
        {
            AsyncStatus.Suspended => worker.SuspendAt(operation),
            AsyncStatus.Completed => operation.Complete(operation.Slot),
            _ => status,
        };
    }

    private sealed class WaitForAll(Barrier barrier) : WaitOperation<long>
    {
        internal int Slot { get; set; }

        internal override string Awaits => "the others at a barrier (wait)";

        public override AsyncStatus Resume(Worker worker) => barrier.Step(this, worker);
    }
}
