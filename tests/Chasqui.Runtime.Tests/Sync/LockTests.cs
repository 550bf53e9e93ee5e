using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;
using Barrier = Chasqui.Runtime.Sync.Barrier;
using Semaphore = Chasqui.Runtime.Sync.Semaphore;

namespace Chasqui.Runtime.Tests.Sync;

public class LockTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void A_mutex_is_handed_on_in_order()
    {
        Mutex<int> mutex = Mutex<int>.Create(0);
        MutexGuard<int> first = mutex.TryLock().Value;
        var order = new List<int>();
        List<MutexGuard<int>> held = [];
        for (int i = 0; i < 3; i++)
        {
            int id = i;
            _scheduler.Spawn(new ThenFrame<MutexGuard<int>, int>(mutex.Lock, guard =>
            {
                order.Add(id);
                held.Add(guard);
                return 0;
            }));
        }
        _scheduler.RunUntilIdle();
        Assert.Empty(order);
        first.Drop();
        first.Drop();
        for (int i = 0; i < 3; i++)
        {
            _scheduler.RunUntilIdle();
            Assert.Equal(i + 1, order.Count);
            held[i].Drop();
        }
        Assert.Equal([0, 1, 2], order);
        Assert.True(mutex.TryLock().IsSome());
    }

    [Fact]
    public void A_waiter_that_was_passed_once_gets_the_next_permit()
    {
        Mutex<int> mutex = Mutex<int>.Create(0);
        MutexGuard<int> held = mutex.TryLock().Value;
        JoinHandle<bool> waiter = _scheduler.Spawn(new ThenFrame<MutexGuard<int>, bool>(mutex.Lock, _ => true));
        _scheduler.RunUntilIdle();

        held.Drop();
        MutexGuard<int> passed = mutex.TryLock().Value;
        _scheduler.RunUntilIdle();
        Assert.False(waiter.Done());
        passed.Drop();
        Assert.True(mutex.TryLock().IsNone());
        _scheduler.RunUntilIdle();
        Assert.True(waiter.TakeOutcome().Unwrap());
    }

    [Fact]
    public void A_cancelled_waiter_hands_its_turn_on()
    {
        Semaphore semaphore = Semaphore.Create(1);
        SemaphorePermit permit = semaphore.TryAcquire().Value;
        JoinHandle<bool> first = Acquire(_scheduler, semaphore), second = Acquire(_scheduler, semaphore);
        _scheduler.RunUntilIdle();
        permit.Drop();
        first.Abort();
        _scheduler.RunUntilIdle();
        Assert.True(second.TakeOutcome().Unwrap());
    }

    [Fact]
    public void A_closed_semaphore_refuses_who_waits()
    {
        Semaphore semaphore = Semaphore.Create(0);
        JoinHandle<bool> waiter = Acquire(_scheduler, semaphore);
        _scheduler.RunUntilIdle();
        semaphore.Close();
        _scheduler.RunUntilIdle();
        Assert.False(waiter.TakeOutcome().Unwrap());
    }

    /// <summary>The first waiter has been called to the one permit when it is granted one of the others.</summary>
    [Fact]
    public void Permits_added_while_a_waiter_is_called_reach_those_behind_it()
    {
        Semaphore semaphore = Semaphore.Create(1);
        SemaphorePermit held = semaphore.TryAcquire().Value;
        JoinHandle<SemaphorePermit>[] waiters = [.. Enumerable.Range(0, 4).Select(_ => Hold(semaphore))];
        _scheduler.RunUntilIdle();
        held.Drop();
        semaphore.AddPermits(2);
        _scheduler.RunUntilIdle();

        Assert.Equal([true, true, true, false], waiters.Select(waiter => waiter.Done()));
        Assert.Equal(0, semaphore.Available());
    }

    [Fact]
    public void A_permit_that_was_granted_before_the_semaphore_closed_is_not_lost()
    {
        Semaphore semaphore = Semaphore.Create(0);
        JoinHandle<SemaphorePermit> granted = Hold(semaphore), withdrawn = Hold(semaphore), refused = Hold(semaphore);
        _scheduler.RunUntilIdle();
        semaphore.AddPermits(2);
        semaphore.Close();
        withdrawn.Abort();
        _scheduler.RunUntilIdle();

        Assert.Equal(1, semaphore.Available());
        Assert.NotNull(refused.Failure);
        granted.TakeOutcome().Unwrap().Drop();
        Assert.Equal(2, semaphore.Available());
    }

    [Fact]
    public void A_signal_for_nobody_is_kept_once_and_a_cancelled_one_goes_on()
    {
        Notify notify = Notify.Create();
        notify.NotifyOne();
        notify.NotifyOne();
        JoinHandle<Unit> first = _scheduler.Spawn(((AsyncCall<Unit>)notify.Notified).AsFuture());
        JoinHandle<Unit> second = _scheduler.Spawn(((AsyncCall<Unit>)notify.Notified).AsFuture());
        JoinHandle<Unit> third = _scheduler.Spawn(((AsyncCall<Unit>)notify.Notified).AsFuture());
        _scheduler.RunUntilIdle();
        Assert.True(first.Done());
        Assert.False(second.Done());
        notify.NotifyOne();
        second.Abort();
        _scheduler.RunUntilIdle();
        Assert.True(third.TakeOutcome().IsOk());
    }

    [Fact]
    public void A_barrier_gives_each_party_of_a_round_its_own_number()
    {
        Barrier barrier = Barrier.Create(3);
        for (int round = 0; round < 3; round++)
        {
            JoinHandle<long> leaver = Wait(barrier), a = Wait(barrier);
            _scheduler.RunUntilIdle();
            leaver.Abort();
            _scheduler.RunUntilIdle();
            Assert.False(a.Done());
            JoinHandle<long> b = Wait(barrier), c = Wait(barrier);
            _scheduler.RunUntilIdle();
            Assert.Equal([0, 1, 2], new[] { a, b, c }.Select(t => t.TakeOutcome().Unwrap()).Order());
        }
    }

    [Fact]
    public void Readers_share_and_a_writer_behind_them_is_not_passed()
    {
        RwLock<int> rw = RwLock<int>.Create(1);
        RwLockReadGuard<int> one = rw.TryRead().Value, two = rw.TryRead().Value;
        JoinHandle<RwLockWriteGuard<int>> writer = _scheduler.Spawn(((AsyncCall<RwLockWriteGuard<int>>)rw.Write).AsFuture());
        _scheduler.RunUntilIdle();
        Assert.True(rw.TryRead().IsNone());
        JoinHandle<RwLockReadGuard<int>> late = _scheduler.Spawn(((AsyncCall<RwLockReadGuard<int>>)rw.Read).AsFuture());
        one.Drop();
        two.Drop();
        _scheduler.RunUntilIdle();
        Assert.False(late.Done());
        RwLockWriteGuard<int> guard = writer.TakeOutcome().Unwrap();
        guard.Set(2);
        guard.Drop();
        _scheduler.RunUntilIdle();
        Assert.Equal(2, late.TakeOutcome().Unwrap().Get());
    }

    [Fact]
    public void A_cancelled_writer_lets_the_readers_behind_it_in()
    {
        RwLock<int> rw = RwLock<int>.Create(1);
        RwLockReadGuard<int> held = rw.TryRead().Value;
        JoinHandle<RwLockWriteGuard<int>> writer = _scheduler.Spawn(((AsyncCall<RwLockWriteGuard<int>>)rw.Write).AsFuture());
        JoinHandle<RwLockReadGuard<int>> late = _scheduler.Spawn(((AsyncCall<RwLockReadGuard<int>>)rw.Read).AsFuture());
        _scheduler.RunUntilIdle();
        writer.Abort();
        _scheduler.RunUntilIdle();
        Assert.True(late.TakeOutcome().IsOk());
        held.Drop();
    }

    [Fact]
    public void Only_a_signal_for_one_outlives_the_wait_it_was_granted_to()
    {
        foreach (bool isForAll in new[] { true, false })
        {
            Notify notify = Notify.Create();
            JoinHandle<Unit> waiter = _scheduler.Spawn(new AsyncCall<Unit>(notify.Notified).AsFuture());
            _scheduler.RunUntilIdle();
            (isForAll ? (Action)notify.NotifyAll : notify.NotifyOne)();
            waiter.Abort();
            _scheduler.RunUntilIdle();
            JoinHandle<Unit> next = _scheduler.Spawn(new AsyncCall<Unit>(notify.Notified).AsFuture());
            _scheduler.RunUntilIdle();

            Assert.True(waiter.TakeOutcome().Error.IsCancelled());
            Assert.Equal(!isForAll, next.Done());
            next.Abort();
            _scheduler.RunUntilIdle();
        }
    }

    [Fact]
    public void A_waiter_is_passed_a_bounded_number_of_times()
    {
        const int Tasks = 6;
        Mutex<int> mutex = Mutex<int>.Create(0);
        int acquired = 0, most = 0;
        for (int i = 0; i < Tasks; i++)
        {
            bool holdsLong = i % 2 == 0;
            _scheduler.Spawn(new LoopFrame(2_000, _ => (Worker worker, out int result) =>
            {
                int before = acquired;
                return new ThenFrame<MutexGuard<int>, MutexGuard<int>>(mutex.Lock, guard =>
                {
                    most = Math.Max(most, acquired - before);
                    acquired++;
                    return guard;
                }).Then<MutexGuard<int>, int>(guard => (holdsLong ? Calls.Yield : Calls.Ready).AsFuture().Map(_ =>
                {
                    guard.Drop();
                    return 0;
                }).Start).Start(worker, out result);
            }));
        }
        _scheduler.RunUntilIdle();

        Assert.Equal(Tasks * 2_000, acquired);
        // While one waits each of the others takes about one turn, and the budget bounds what is in a turn.
        Assert.InRange(most, 1, Tasks * 128);
    }

    [Fact]
    public void Permits_are_neither_lost_nor_multiplied_under_any_schedule() => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var choice = new Random(seed);
        Semaphore semaphore = Semaphore.Create(2);
        int inside = 0;
        int most = 0;
        List<JoinHandle<int>> tasks = [];
        for (int t = 0; t < 6; t++)
        {
            tasks.Add(scheduler.Spawn(new LoopFrame(5, _ => (Worker worker, out int result) => new HoldFrame(semaphore, change =>
            {
                inside += change;
                most = Math.Max(most, inside);
            }).Start(worker, out result))));
        }
        for (int i = 0; i < 80; i++)
        {
            scheduler.Step();
            if (choice.Next(15) == 0)
            {
                tasks[choice.Next(tasks.Count)].Abort();
            }
        }
        scheduler.RunUntilIdle();
        Assert.All(tasks, task => Assert.True(task.Done()));
        Assert.Equal(2, semaphore.Available());
        Assert.InRange(most, 1, 2);
        Assert.Equal(0, inside);
    });

    private JoinHandle<SemaphorePermit> Hold(Semaphore semaphore) => _scheduler.Spawn(
        new ThenFrame<Result<SemaphorePermit, SemaphoreAcquireError>, SemaphorePermit>(semaphore.Acquire, outcome => outcome.Unwrap()));

    private JoinHandle<long> Wait(Barrier barrier) => _scheduler.Spawn(((AsyncCall<long>)barrier.Wait).AsFuture());

    private static JoinHandle<bool> Acquire(DeterministicScheduler scheduler, Semaphore semaphore) => scheduler.Spawn(
        new ThenFrame<Result<SemaphorePermit, SemaphoreAcquireError>, bool>(semaphore.Acquire, outcome => outcome.IsOk()));

    /// <summary><c>permit = await semaphore.acquire(); await yield_now()</c>, with the permit dropped on every path.</summary>
    private sealed class HoldFrame(Semaphore semaphore, Action<int> change) : Future<int>
    {
        private int _state;
        private SemaphorePermit? _permit;

        public override AsyncStatus Resume(Worker worker)
        {
            if (_state == 0)
            {
                _state = 1;
                AsyncStatus status = semaphore.Acquire(worker, out Result<SemaphorePermit, SemaphoreAcquireError> acquired);
                if (status == AsyncStatus.Suspended)
                {
                    Suspend(worker);
                    return status;
                }
                return status == AsyncStatus.Cancelled ? status : Hold(acquired, worker);
            }
            if (_state == 1)
            {
                AsyncStatus status = TakeResult(out Result<SemaphorePermit, SemaphoreAcquireError> acquired);
                return status == AsyncStatus.Cancelled ? status : Hold(acquired, worker);
            }
            AsyncStatus end = TakeResult(out Unit _);
            change(-1);
            _permit?.Drop();
            return end == AsyncStatus.Cancelled ? end : Complete(1);
        }

        private AsyncStatus Hold(Result<SemaphorePermit, SemaphoreAcquireError> acquired, Worker worker)
        {
            _permit = acquired.Unwrap();
            change(1);
            _state = 2;
            AsyncStatus status = AsyncTask.YieldNow(worker, out _);
            if (status == AsyncStatus.Suspended)
            {
                Suspend(worker);
                return status;
            }
            change(-1);
            _permit.Drop();
            return status;
        }
    }
}
