using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>A value that one task at a time can reach. Copies are the same lock, unless it owns a resource. Waiters queue; a running task may pass them for one turn.</summary>
[Module("std.async.sync"), Name("Mutex"), SharedHandle, Counted, Sendable(true)]
[InsteadOf("lock it first: `guard = await {0}.lock()`, then `guard.get()` or `guard.set(…)`", "get", "set", "update", "value", "load", "store")]
[InsteadOf("the lock is given back when its guard goes out of scope; `drop(guard)` does it early", "unlock", "release")]
[InsteadOf("`await {0}.lock()` gives a guard", "acquire", "enter")]
[InsteadOf("hold it for a block by its guard: `with await {0}.lock() as guard:`", "__enter__", "__aenter__")]
public sealed class Mutex<T> : GuardedValue<T>
{
    private readonly PermitPool _lock = new(1);

    private Mutex(T value)
        : base(value)
    {
    }

    [Constructor, Name("new")]
    public static Mutex<T> Create([Name("value"), Sent("a `Mutex`")] T value) => new(value);

    /// <summary>Waits for the lock. Cancelled while it waits, only the place in the queue is lost.</summary>
    [Name("lock"), Async, Cancellation("cancel-safe-but-lossy")]
    public AsyncStatus Lock(Worker worker, out MutexGuard<T> result)
    {
        result = null!;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (!worker.Charge())
        {
            return worker.Postpone(new LockOperation(this));
        }
        if (!_lock.TryAcquire())
        {
            return new LockOperation(this).Start(worker, out result);
        }
        result = new MutexGuard<T>(this);
        return AsyncStatus.Completed;
    }

    /// <summary>The lock if it is free now.</summary>
    [Name("try_lock")]
    public Option<MutexGuard<T>> TryLock() => _lock.TryAcquire() ? new(new MutexGuard<T>(this)) : default;

    /// <summary>Another handle of the same lock.</summary>
    [Name("clone")]
    public Mutex<T> Clone()
    {
        AddHandle();
        return this;
    }

    internal void Release()
    {
        _lock.Release();
        EndHold();
    }

    private protected override bool TryHold() => _lock.TryAcquire();

    private protected override void Unhold() => _lock.Release();

    private sealed class LockOperation(Mutex<T> mutex) : AcquireOperation<MutexGuard<T>>(mutex._lock)
    {
        internal override string Awaits => "a mutex (lock)";

        internal override Stake? Lacks => new(mutex, StakePart.Lock);

        private protected override MutexGuard<T> Outcome(bool isAcquired) => new(mutex);
    }
}

/// <summary>The lock of a <see cref="Mutex{T}"/>, held until it is dropped, also across <c>await</c>.</summary>
[Module("std.async.sync"), Name("MutexGuard"), MoveOnly, MustUse, Sendable(true)]
[InsteadOf("the lock is given back when the guard goes out of scope; `drop({0})` does it early", "release", "unlock", "close")]
[InsteadOf("`{0}.get()` reads the value, `{0}.set(…)` and `{0}.update(…)` change it", "value", "data", "inner", "content")]
public sealed class MutexGuard<T> : WritingGuard<T>
{
    private readonly Mutex<T> _owner;

    internal MutexGuard(Mutex<T> owner) => _owner = owner;

    private protected override object Lock => _owner;

    private protected override ref T Value => ref _owner.Value;

    private protected override void Release() => _owner.Release();
}
