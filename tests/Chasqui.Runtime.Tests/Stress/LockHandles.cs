using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>
/// Locks of all kinds over something that is to be dropped, each with handles that tasks clone, lock by and drop, and some of the tasks aborted:
/// the last handle or the last guard takes it along, and nobody who holds the lock finds it gone or meets another who writes.
/// </summary>
internal sealed class LockHandles(Scheduler scheduler, Random chance)
{
    private readonly List<Content> _contents = [];
    private long _holds;

    internal void Start(int locks, int tasks, int rounds)
    {
        for (int i = 0; i < locks; i++)
        {
            var content = new Content();
            _contents.Add(content);
            Handle first = (i % 4) switch
            {
                0 => OfMutex(Mutex<Content>.Create(content)),
                1 => OfRwLock(RwLock<Content>.Create(content)),
                2 => OfBlockingLock(BlockingLock<Content>.Create(content)),
                _ => OfBlockingRwLock(BlockingRwLock<Content>.Create(content)),
            };
            for (int j = 0; j < tasks; j++)
            {
                Use(first.Another(), rounds, new Random(chance.Next()));
            }
            first.Drop();
        }
    }

    internal long Check()
    {
        Assert.All(_contents, content => Assert.Null(content.Fault));
        return _holds;
    }

    private void Use(Handle handle, int rounds, Random dice)
    {
        JoinHandle<int> task = scheduler.Spawn(new WithFrame<int>(
            Calls.Ready,
            _ => new LoopFrame(rounds, _ =>
            {
                Interlocked.Increment(ref _holds);
                if (dice.Next(8) == 0)
                {
                    Handle clone = handle.Another();
                    handle.Drop();
                    handle = clone;
                }
                return handle.Hold(dice);
            }).Start,
            _ => handle.Drop(),
            () => handle.Drop()));
        if (dice.Next(3) == 0)
        {
            scheduler.Spawn(new LoopFrame(dice.Next(rounds), _ => Calls.Yield).Map(_ =>
            {
                task.Abort();
                return 0;
            })).Drop();
        }
        task.Drop();
    }

    private static Handle OfMutex(Mutex<Content> mutex) => new(
        () => OfMutex(mutex.Clone()),
        mutex.Drop,
        dice => new WithFrame<MutexGuard<Content>>(mutex.Lock, guard => Visit(guard, dice), Leave).Start);

    private static Handle OfRwLock(RwLock<Content> rw) => new(
        () => OfRwLock(rw.Clone()),
        rw.Drop,
        dice => dice.Next(2) == 0
            ? new WithFrame<RwLockReadGuard<Content>>(rw.Read, guard => Visit(guard, dice), Leave).Start
            : new WithFrame<RwLockWriteGuard<Content>>(rw.Write, guard => Visit(guard, dice), Leave).Start);

    private static Handle OfBlockingLock(BlockingLock<Content> blocking) => new(
        () => OfBlockingLock(blocking.Clone()),
        blocking.Drop,
        _ =>
        {
            Pass(blocking.Lock());
            return Calls.Yield;
        });

    private static Handle OfBlockingRwLock(BlockingRwLock<Content> rw) => new(
        () => OfBlockingRwLock(rw.Clone()),
        rw.Drop,
        dice =>
        {
            Pass(dice.Next(2) == 0 ? rw.Write() : rw.Read());
            return Calls.Yield;
        });

    private static AsyncCall<int> Visit(Guard<Content> guard, Random dice)
    {
        Enter(guard);
        return new LoopFrame(dice.Next(3), _ => Calls.Yield).Start;
    }

    /// <summary>What blocks a thread is not held while a task waits.</summary>
    private static void Pass(Guard<Content> guard)
    {
        Enter(guard);
        Leave(guard);
    }

    private static void Enter(Guard<Content> guard) => guard.Get().Enter(guard is WritingGuard<Content>);

    private static void Leave(Guard<Content> guard)
    {
        guard.Get().Leave(guard is WritingGuard<Content>);
        guard.Drop();
    }

    /// <summary>A handle of a lock of some kind.</summary>
    private sealed record Handle(Func<Handle> Another, Action Drop, Func<Random, AsyncCall<int>> Hold);

    private sealed class Content : IResource
    {
        private int _holders;
        private int _writers;
        private int _drops;
        private int _faults;

        internal string? Fault => _drops == 1 && _faults == 0 && _holders == 0 ? null : $"dropped {_drops} times, {_faults} faults, {_holders} holders";

        public void Drop()
        {
            Note(Volatile.Read(ref _holders) != 0);
            Interlocked.Increment(ref _drops);
        }

        internal void Enter(bool isWriter)
        {
            int writers = Interlocked.Add(ref _writers, isWriter ? 1 : 0);
            int holders = Interlocked.Increment(ref _holders);
            Note(Volatile.Read(ref _drops) != 0 || (writers != 0 && holders != 1));
        }

        internal void Leave(bool isWriter)
        {
            Interlocked.Decrement(ref _holders);
            Interlocked.Add(ref _writers, isWriter ? -1 : 0);
        }

        private void Note(bool isFault)
        {
            if (isFault)
            {
                Interlocked.Increment(ref _faults);
            }
        }
    }
}
