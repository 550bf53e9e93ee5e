using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Sync;

/// <summary>A value that many threads can read or one can write, for short critical sections of sync code. Copies are the same lock, unless it owns a resource.</summary>
/// <remarks>A monitor over the number of holders: a waiting writer keeps later readers out, so that it is not starved.</remarks>
[Module("std.sync"), Name("RwLock"), SharedHandle, Counted, Sendable(true)]
[InsteadOf("`{0}.read()` is for reading, `{0}.write()` for changing the value", "lock", "get", "set", "update", "acquire")]
[InsteadOf("the lock is given back when its guard goes out of scope; `drop(guard)` does it early", "unlock", "release")]
[InsteadOf("hold it for a block by its guard: `with {0}.write() as guard:`", "__enter__", "__aenter__")]
public sealed class BlockingRwLock<T> : GuardedValue<T>
{
    private const int Writer = -1;

    private readonly object _monitor = new();
    private int _holders;

    /// <summary>The thread of the writer or of all readers there are; 0 if they are of several.</summary>
    private int _thread;
    private int _waitingWriters;

    private BlockingRwLock(T value)
        : base(value)
    {
    }

    [Constructor, Name("new")]
    public static BlockingRwLock<T> Create([Name("value"), Sent("an `RwLock`")] T value) => new(value);

    /// <summary>Blocks the thread while somebody writes. The guard must not live at an <c>await</c>.</summary>
    /// <exception cref="RuntimeError">The thread itself writes, and would wait for ever.</exception>
    [Name("read")]
    public ReadGuard<T> Read()
    {
        lock (_monitor)
        {
            while (_holders == Writer || _waitingWriters > 0)
            {
                SelfWait.Check(_holders == Writer ? _thread : 0);
                Monitor.Wait(_monitor);
            }
            _thread = _holders == 0 || _thread == Environment.CurrentManagedThreadId ? Environment.CurrentManagedThreadId : 0;
            _holders++;
        }
        return new ReadGuard<T>(this);
    }

    /// <summary>Blocks the thread while somebody reads or writes. The guard must not live at an <c>await</c>.</summary>
    /// <exception cref="RuntimeError">Nobody but the thread itself reads or writes, and it would wait for ever.</exception>
    [Name("write")]
    public WriteGuard<T> Write()
    {
        lock (_monitor)
        {
            SelfWait.Check(_holders == 0 ? 0 : _thread);
            _waitingWriters++;
            while (_holders != 0)
            {
                Monitor.Wait(_monitor);
            }
            _waitingWriters--;
            _holders = Writer;
            _thread = Environment.CurrentManagedThreadId;
        }
        return new WriteGuard<T>(this);
    }

    /// <summary>Another handle of the same lock.</summary>
    [Name("clone")]
    public BlockingRwLock<T> Clone()
    {
        AddHandle();
        return this;
    }

    internal void Release(bool isWriter)
    {
        GiveBack(isWriter);
        EndHold();
    }

    private protected override bool TryHold()
    {
        lock (_monitor)
        {
            bool isFree = _holders == 0;
            _holders = isFree ? Writer : _holders;
            return isFree;
        }
    }

    private protected override void Unhold() => GiveBack(isWriter: true);

    private void GiveBack(bool isWriter)
    {
        lock (_monitor)
        {
            _holders = isWriter ? 0 : _holders - 1;
            Monitor.PulseAll(_monitor);
        }
    }
}

/// <summary>A reader's hold of a <see cref="BlockingRwLock{T}"/>, until it is dropped.</summary>
[Module("std.sync"), Name("ReadGuard"), MoveOnly, MustUse, Sendable(false), ThreadBound]
[InsteadOf("who reads cannot change the value: take the lock by `write()`", "set", "update")]
[InsteadOf("the lock is given back when the guard goes out of scope; `drop({0})` does it early", "release", "unlock", "close")]
public sealed class ReadGuard<T> : Guard<T>
{
    private readonly BlockingRwLock<T> _owner;

    internal ReadGuard(BlockingRwLock<T> owner) => _owner = owner;

    private protected override object Lock => _owner;

    private protected override ref T Value => ref _owner.Value;

    private protected override void Release() => _owner.Release(isWriter: false);
}

/// <summary>The writer's hold of a <see cref="BlockingRwLock{T}"/>, until it is dropped.</summary>
[Module("std.sync"), Name("WriteGuard"), MoveOnly, MustUse, Sendable(false), ThreadBound]
[InsteadOf("the lock is given back when the guard goes out of scope; `drop({0})` does it early", "release", "unlock", "close")]
[InsteadOf("`{0}.get()` reads the value, `{0}.set(…)` and `{0}.update(…)` change it", "value", "data", "inner", "content")]
public sealed class WriteGuard<T> : WritingGuard<T>
{
    private readonly BlockingRwLock<T> _owner;

    internal WriteGuard(BlockingRwLock<T> owner) => _owner = owner;

    private protected override object Lock => _owner;

    private protected override ref T Value => ref _owner.Value;

    private protected override void Release() => _owner.Release(isWriter: true);
}
