using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;
using Barrier = Chasqui.Runtime.Sync.Barrier;
using Semaphore = Chasqui.Runtime.Sync.Semaphore;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>
/// Tasks that take turns at a semaphore which grows and is closed in the end, at a barrier and by signals, with waits cut short: nobody waits for good,
/// permits are conserved, every round of the barrier has each number once, and no signal is lost.
/// </summary>
internal sealed class LockMix(Scheduler scheduler, Random chance)
{
    private const int Parties = 5;

    private readonly Semaphore _semaphore = Semaphore.Create(1);
    private readonly Barrier _barrier = Barrier.Create(Parties);
    private readonly Notify _notify = Notify.Create();
    private readonly int[] _slots = new int[Parties];
    private int _permits = 1;
    private int _inside;
    private int _faults;
    private int _items;
    private int _taken;
    private long _operations;

    internal void Start(int tasks, int rounds)
    {
        int left = tasks;
        for (int i = 0; i < tasks; i++)
        {
            bool isAborted = i % 3 == 0;
            var dice = new Random(chance.Next());
            JoinHandle<int> task = scheduler.Spawn(new LoopFrame(rounds, _ => CutShort(Hold(dice.Next(3)), dice)).Map(_ => 0));
            if (isAborted)
            {
                scheduler.Spawn(new LoopFrame(dice.Next(200), _ => Calls.Yield).Map(_ =>
                {
                    task.Abort();
                    return 0;
                })).Drop();
            }
            scheduler.Spawn(new ThenFrame<Result<int, TaskJoinError>, int>(task.Await, _ =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    _semaphore.Close();
                }
                return 0;
            })).Drop();
        }
        // These wait for permits that they never give back until the semaphore is closed: they end only if the close reaches them.
        for (int i = 0; i < 3; i++)
        {
            scheduler.Spawn(new UntilFrame(_semaphore.IsClosed, () => Hold(5).Start)).Drop();
        }
        scheduler.Spawn(new LoopFrame(rounds, _ =>
        {
            int added = chance.Next(8) == 0 ? chance.Next(3) : 0;
            Interlocked.Add(ref _permits, added);
            _semaphore.AddPermits(added);
            return Calls.Yield;
        })).Drop();
        for (int i = 0; i < Parties; i++)
        {
            var dice = new Random(chance.Next());
            int passed = 0;
            scheduler.Spawn(new UntilFrame(() => passed == rounds, () => CutShort(new ThenFrame<long, int>(_barrier.Wait, slot =>
            {
                passed++;
                return Interlocked.Increment(ref _slots[slot]);
            }), dice))).Drop();
        }
        int all = rounds * 2;
        for (int i = 0; i < 2; i++)
        {
            scheduler.Spawn(new LoopFrame(rounds, _ =>
            {
                Interlocked.Increment(ref _items);
                _notify.NotifyOne();
                return Calls.Yield;
            })).Drop();
            var dice = new Random(chance.Next());
            // A kept signal is one for all, so whoever is woken takes all there is, and the last tells the other.
            scheduler.Spawn(new UntilFrame(() => TakeAll() == all, () => CutShort(new AsyncCall<Unit>(_notify.Notified).AsFuture().Map(_ => 0), dice)).Map(_ =>
            {
                _notify.NotifyOne();
                return 0;
            })).Drop();
        }
    }

    internal long Check(int rounds)
    {
        Assert.Equal(0, _faults);
        Assert.Equal(_permits, _semaphore.Available());
        Assert.All(_slots, count => Assert.Equal(rounds, count));
        Assert.Equal(0, _items);
        return _operations;
    }

    private int TakeAll() => Interlocked.Add(ref _taken, Interlocked.Exchange(ref _items, 0));

    private Future<int> Hold(int yields) => new WithFrame<Result<SemaphorePermit, SemaphoreAcquireError>>(
        _semaphore.Acquire,
        permit =>
        {
            Interlocked.Increment(ref _operations);
            if (permit.IsOk() && Interlocked.Increment(ref _inside) > Volatile.Read(ref _permits))
            {
                Interlocked.Increment(ref _faults);
            }
            return new LoopFrame(yields, _ => Calls.Yield).Start;
        },
        permit =>
        {
            if (permit.IsOk())
            {
                Interlocked.Decrement(ref _inside);
                permit.Value.Drop();
            }
        });

    private static AsyncCall<int> CutShort(Future<int> wait, Random dice) => dice.Next(6) switch
    {
        0 => new TimeoutOperation<int>(dice.Next(3) * 0.00005, wait).Map(_ => 0).Start,
        1 => MessageExchange.Against(wait, dice),
        _ => wait.Start,
    };
}
