using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>A value that many tasks can read or one can write. Copies are the same lock, unless it owns a resource. Readers and writers queue in one line.</summary>
/// <remarks>
/// <c>_holders</c> is the number of readers, or -1 for a writer; a granted waiter is counted already. Invariant, whenever the gate is free:
/// the first in line could not hold the lock now.
/// </remarks>
[Module("std.async.sync"), Name("RwLock"), SharedHandle, Counted, Sendable(true)]
[InsteadOf("hold it for a block by its guard: `with await {0}.write() as guard:`", "__enter__", "__aenter__")]
[InsteadOf("`await {0}.read()` is for reading, `await {0}.write()` for changing the value", "lock", "get", "set", "update", "acquire")]
[InsteadOf("the lock is given back when its guard goes out of scope; `drop(guard)` does it early", "unlock", "release")]
public sealed class RwLock<T> : GuardedValue<T>
{
    private const int Writer = -1;

    private SpinGate _gate;
    private int _holders;
    private WaiterQueue _waiters;

    private RwLock(T value)
        : base(value)
    {
    }

    [Constructor, Name("new")]
    public static RwLock<T> Create([Name("value"), Sent("an `RwLock`")] T value) => new(value);

    /// <summary>Waits until nobody writes. Cancelled while it waits, only the place in the queue is lost.</summary>
    [Name("read"), Async, Cancellation("cancel-safe-but-lossy")]
    public AsyncStatus Read(Worker worker, out RwLockReadGuard<T> result)
    {
        if (TryHoldAtOnce(worker, isWriter: false))
        {
            result = new RwLockReadGuard<T>(this);
            return AsyncStatus.Completed;
        }
        return new Acquire<RwLockReadGuard<T>>(this, isWriter: false, () => new RwLockReadGuard<T>(this)).Begin(worker, out result);
    }

    /// <summary>Waits until nobody reads or writes. Cancelled while it waits, only the place in the queue is lost.</summary>
    [Name("write"), Async, Cancellation("cancel-safe-but-lossy")]
    public AsyncStatus Write(Worker worker, out RwLockWriteGuard<T> result)
    {
        if (TryHoldAtOnce(worker, isWriter: true))
        {
            result = new RwLockWriteGuard<T>(this);
            return AsyncStatus.Completed;
        }
        return new Acquire<RwLockWriteGuard<T>>(this, isWriter: true, () => new RwLockWriteGuard<T>(this)).Begin(worker, out result);
    }

    [Name("try_read")]
    public Option<RwLockReadGuard<T>> TryRead() => TryHold(isWriter: false) ? new(new RwLockReadGuard<T>(this)) : default;

    [Name("try_write")]
    public Option<RwLockWriteGuard<T>> TryWrite() => TryHold(isWriter: true) ? new(new RwLockWriteGuard<T>(this)) : default;

    /// <summary>Another handle of the same lock.</summary>
    [Name("clone")]
    public RwLock<T> Clone()
    {
        AddHandle();
        return this;
    }

    internal void Release(bool isWriter)
    {
        GiveBack(isWriter);
        EndHold();
    }

    private protected override bool TryHold() => TryHold(isWriter: true);

    private protected override void Unhold() => GiveBack(isWriter: true);

    private void GiveBack(bool isWriter)
    {
        _gate.Enter();
        WokenStrands woken = ReleaseHolder(isWriter);
        _gate.Exit();
        woken.WakeAll(Worker.Current);
    }

    private bool TryHoldAtOnce(Worker worker, bool isWriter) => !worker.IsCancelled && worker.Charge() && TryHold(isWriter);

    private bool TryHold(bool isWriter)
    {
        _gate.Enter();
        bool held = _waiters.IsEmpty && CanHold(isWriter);
        if (held)
        {
            Hold(isWriter);
        }
        _gate.Exit();
        return held;
    }

    private bool CanHold(bool isWriter) => isWriter ? _holders == 0 : _holders != Writer;

    private void Hold(bool isWriter) => _holders = isWriter ? Writer : _holders + 1;

    private WokenStrands ReleaseHolder(bool isWriter)
    {
        _holders = isWriter ? 0 : _holders - 1;
        return GrantFirst();
    }

    /// <summary>Lets in whoever stands first and, behind a reader, the readers that follow.</summary>
    private WokenStrands GrantFirst()
    {
        var woken = default(WokenStrands);
        while (_waiters.First is IRwWaiter first && CanHold(first.IsWriter))
        {
            Hold(first.IsWriter);
            woken.Add(_waiters.Grant());
        }
        return woken;
    }

    private interface IRwWaiter
    {
        bool IsWriter { get; }
    }

    private sealed class Acquire<G>(RwLock<T> owner, bool isWriter, Func<G> guard) : WaitOperation<G>, IRwWaiter
    {
        public bool IsWriter => isWriter;

        internal override string Awaits => isWriter ? "a lock (write)" : "a lock (read)";

        internal override Stake? Lacks => new(owner, StakePart.Lock);

        public override AsyncStatus Resume(Worker worker)
        {
            var woken = default(WokenStrands);
            AsyncStatus status = AsyncStatus.Suspended;
            owner._gate.Enter();
            if (worker.IsCancelled)
            {
                status = AsyncStatus.Cancelled;
                if (IsQueued)
                {
                    owner._waiters.Remove(this);
                    woken = owner.GrantFirst();
                }
                else if (IsGranted)
                {
                    woken = owner.ReleaseHolder(isWriter);
                }
            }
            else if (IsGranted)
            {
                status = AsyncStatus.Completed;
            }
            else if (!IsQueued && owner._waiters.IsEmpty && owner.CanHold(isWriter))
            {
                owner.Hold(isWriter);
                status = AsyncStatus.Completed;
            }
            else if (!IsQueued)
            {
                Enqueue(ref owner._waiters, worker);
            }
            owner._gate.Exit();
            woken.WakeAll(Worker.Current);
            return status switch
            {
                AsyncStatus.Suspended => worker.SuspendAt(this),
                AsyncStatus.Completed => Complete(guard()),
                _ => status,
            };
        }
    }
}

/// <summary>A reader's hold of a <see cref="RwLock{T}"/>, until it is dropped.</summary>
[Module("std.async.sync"), Name("RwLockReadGuard"), MoveOnly, MustUse, Sendable(true)]
[InsteadOf("who reads cannot change the value: take the lock by `write()`", "set", "update")]
[InsteadOf("the lock is given back when the guard goes out of scope; `drop({0})` does it early", "release", "unlock", "close")]
public sealed class RwLockReadGuard<T> : Guard<T>
{
    private readonly RwLock<T> _owner;

    internal RwLockReadGuard(RwLock<T> owner) => _owner = owner;

    private protected override object Lock => _owner;

    private protected override ref T Value => ref _owner.Value;

    private protected override void Release() => _owner.Release(isWriter: false);
}

/// <summary>The writer's hold of a <see cref="RwLock{T}"/>, until it is dropped.</summary>
[Module("std.async.sync"), Name("RwLockWriteGuard"), MoveOnly, MustUse, Sendable(true)]
[InsteadOf("the lock is given back when the guard goes out of scope; `drop({0})` does it early", "release", "unlock", "close")]
public sealed class RwLockWriteGuard<T> : WritingGuard<T>
{
    private readonly RwLock<T> _owner;

    internal RwLockWriteGuard(RwLock<T> owner) => _owner = owner;

    private protected override object Lock => _owner;

    private protected override ref T Value => ref _owner.Value;

    private protected override void Release() => _owner.Release(isWriter: true);
}
