using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Sync;

/// <summary>A value that one thread at a time can reach, for short critical sections of sync code. Copies are the same lock, unless it owns a resource.</summary>
[Module("std.sync"), Name("Lock"), Name("Mutex"), SharedHandle, Counted, Sendable(true)]
[InsteadOf("lock it first: `guard = {0}.lock()`, then `guard.get()` or `guard.set(…)`", "get", "set", "update", "value")]
[InsteadOf("the lock is given back when its guard goes out of scope; `drop(guard)` does it early", "unlock", "release")]
[InsteadOf("`{0}.lock()` gives a guard", "acquire", "enter")]
[InsteadOf("hold it for a block by its guard: `with {0}.lock() as guard:`", "__enter__", "__aenter__")]
public sealed class BlockingLock<T> : GuardedValue<T>
{
    private readonly SemaphoreSlim _lock = new(1, 1);

    /// <summary>The thread that holds the lock, as long as it does: a guard stays in its thread.</summary>
    private int _holder;

    private BlockingLock(T value)
        : base(value)
    {
    }

    [Constructor, Name("new")]
    public static BlockingLock<T> Create([Name("value"), Sent("a `Lock`")] T value) => new(value);

    /// <summary>Blocks the thread until the lock is free. The guard must not live at an <c>await</c>.</summary>
    /// <exception cref="RuntimeError">The thread itself holds the lock, and would wait for ever.</exception>
    [Name("lock")]
    public LockGuard<T> Lock()
    {
        if (!_lock.Wait(0))
        {
            SelfWait.Check(Volatile.Read(ref _holder));
            _lock.Wait();
        }
        return Held();
    }

    /// <summary>The lock if it is free now.</summary>
    [Name("try_lock")]
    public Option<LockGuard<T>> TryLock() => _lock.Wait(0) ? new(Held()) : default;

    /// <summary>Another handle of the same lock.</summary>
    [Name("clone")]
    public BlockingLock<T> Clone()
    {
        AddHandle();
        return this;
    }

    internal void Release()
    {
        Volatile.Write(ref _holder, 0);
        _lock.Release();
        EndHold();
    }

    private LockGuard<T> Held()
    {
        Volatile.Write(ref _holder, Environment.CurrentManagedThreadId);
        return new LockGuard<T>(this);
    }

    private protected override bool TryHold() => _lock.Wait(0);

    private protected override void Unhold() => _lock.Release();
}

/// <summary>The lock of a <see cref="BlockingLock{T}"/>, held until it is dropped.</summary>
[Module("std.sync"), Name("LockGuard"), MoveOnly, MustUse, Sendable(false), ThreadBound]
[InsteadOf("the lock is given back when the guard goes out of scope; `drop({0})` does it early", "release", "unlock", "close")]
[InsteadOf("`{0}.get()` reads the value, `{0}.set(…)` and `{0}.update(…)` change it", "value", "data", "inner", "content")]
public sealed class LockGuard<T> : WritingGuard<T>
{
    private readonly BlockingLock<T> _owner;

    internal LockGuard(BlockingLock<T> owner) => _owner = owner;

    private protected override object Lock => _owner;

    private protected override ref T Value => ref _owner.Value;

    private protected override void Release() => _owner.Release();
}
