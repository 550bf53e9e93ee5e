using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Scheduling;

/// <summary>Pairs of events that race, in the orders that the seeds give.</summary>
public class InterleavingTests
{
    [Fact]
    public void A_wake_meets_a_suspension() => Explore((scheduler, seen) =>
    {
        var gate = new Gate();
        JoinHandle<int> waiter = scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));
        After(scheduler, gate.Open);
        After(scheduler, gate.Disturb);

        scheduler.RunUntilIdle();

        Assert.Equal(7, waiter.TakeOutcome().Unwrap());
        seen.Add(gate.Resumes > 0);
    });

    [Fact]
    public void A_cancellation_meets_a_completion() => Explore((scheduler, seen) =>
    {
        var gate = new Gate();
        JoinHandle<int> waiter = scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));
        After(scheduler, gate.Open);
        After(scheduler, waiter.Abort);

        scheduler.RunUntilIdle();

        Result<int, TaskJoinError> outcome = waiter.TakeOutcome();
        Assert.True(outcome.IsOk() ? outcome.Value == 7 && !gate.WasWithdrawn : outcome.Error.IsCancelled());
        seen.Add(outcome.IsOk());
    });

    [Fact]
    public void A_join_meets_the_end_of_the_task() => Explore((scheduler, seen) =>
    {
        JoinHandle<int> task = scheduler.Spawn(new LoopFrame(2, _ => Calls.Yield));
        bool ended = false;
        JoinHandle<int> joiner = scheduler.Spawn(new ThenFrame<int, int>(Calls.Yield, _ =>
        {
            ended = task.Done();
            return 0;
        }));
        JoinHandle<int> outcome = scheduler.Spawn(new LoopFrame(1, _ => new ThenFrame<Result<int, TaskJoinError>, int>(task.Await, result => result.Unwrap()).Start));

        scheduler.RunUntilIdle();

        Assert.True(joiner.Done());
        Assert.Equal(2, outcome.TakeOutcome().Unwrap());
        seen.Add(ended);
    });

    [Fact]
    public void A_join_that_is_cancelled_meets_the_end_of_the_task() => Explore((scheduler, seen) =>
    {
        JoinHandle<int> task = scheduler.Spawn(new LoopFrame(2, _ => Calls.Yield));
        JoinHandle<int> joiner = scheduler.Spawn(new LoopFrame(1, _ => new ThenFrame<Result<int, TaskJoinError>, int>(task.Await, result => result.Unwrap()).Start));
        After(scheduler, joiner.Abort);

        scheduler.RunUntilIdle();

        Assert.Equal(2, task.TakeOutcome().Unwrap());
        Result<int, TaskJoinError> outcome = joiner.TakeOutcome();
        Assert.True(outcome.IsOk() ? outcome.Value == 2 : outcome.Error.IsCancelled());
        seen.Add(outcome.IsOk());
    });

    [Fact]
    public void A_timer_that_is_due_is_not_turned_into_a_cancellation() => Explore((scheduler, seen) =>
    {
        JoinHandle<Unit>? sleeper = null;
        JoinHandle<int> canceller = scheduler.Spawn(new ThenFrame<Unit, int>(Calls.Sleep(1), _ =>
        {
            seen.Add(sleeper?.Done() ?? false);
            sleeper?.Abort();
            return 0;
        }));
        sleeper = scheduler.Spawn(Calls.Sleep(1).AsFuture());

        scheduler.RunUntilIdle();

        Assert.True(canceller.Done());
        Assert.True(sleeper.TakeOutcome().IsOk());
        Assert.Equal(0, scheduler.LiveCount);
    });

    [Fact]
    public void A_timer_that_is_being_armed_meets_a_cancellation() => Explore((scheduler, seen) =>
    {
        JoinHandle<int> sleeper = scheduler.Spawn(new LoopFrame(1, _ => new ThenFrame<Unit, int>(Calls.Sleep(1), _ => 0).Start));
        After(scheduler, () =>
        {
            seen.Add(scheduler.Timers.Count > 0);
            sleeper.Abort();
        });

        scheduler.RunUntilIdle();

        Assert.True(sleeper.TakeOutcome().Error.IsCancelled());
        Assert.Equal(0, scheduler.Timers.Count);
        Assert.Equal(0, scheduler.Time.Now);
    });

    [Fact]
    public void A_blocking_call_meets_its_abortion() => Explore((scheduler, seen) =>
    {
        int runs = 0;
        JoinHandle<int> task = scheduler.SpawnBlocking(() => ++runs);
        After(scheduler, task.Abort);

        scheduler.RunUntilIdle();

        Assert.Equal(runs == 1, task.TakeOutcome().IsOk());
        seen.Add(runs == 1);
    });

    [Fact]
    public void A_timeout_meets_the_end_of_its_work() => Explore((scheduler, seen) =>
    {
        var gate = new Gate();
        JoinHandle<Result<int, TimeoutError>> task = scheduler.Spawn(new TimeoutOperation<int>(1, new AsyncCall<int>(gate.Wait).AsFuture()));
        scheduler.Spawn(new ThenFrame<Unit, int>(Calls.Sleep(1), _ =>
        {
            gate.Open();
            return 0;
        }));

        scheduler.RunUntilIdle();

        bool isLate = task.TakeOutcome().Unwrap().IsErr();
        Assert.Equal(isLate, gate.WasWithdrawn);
        Assert.Equal(0, scheduler.Timers.Count);
        seen.Add(isLate);
    });

    [Fact]
    public void An_owned_handle_that_is_dropped_meets_the_end_of_the_task() => Explore((scheduler, seen) =>
    {
        JoinHandle<int> task = scheduler.Spawn(new LoopFrame(1, _ => Calls.Yield));
        var handle = new OwnedHandle<int>(task);
        After(scheduler, handle.Drop);

        scheduler.RunUntilIdle();

        Assert.True(task.Done());
        Assert.Equal(0, scheduler.LiveCount);
        seen.Add(task.TakeOutcome().IsOk());
    });

    [Fact]
    public void A_race_that_another_arm_wins_meets_a_message() => Explore((scheduler, seen) =>
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        var gate = new Gate();
        var race = new RaceOperation();
        race.Add(new ThenFrame<Option<int>, int>(receiver.Recv, message => message.Value));
        race.Add(new AsyncCall<int>(gate.Wait).AsFuture());
        JoinHandle<long> task = scheduler.Spawn(race);
        After(scheduler, () => sender.TrySend(5));
        After(scheduler, gate.Open);

        scheduler.RunUntilIdle();

        bool isReceived = task.TakeOutcome().Unwrap() == 0;
        Assert.Equal(isReceived ? 0 : 1, receiver.Length());
        seen.Add(isReceived);
    });

    [Fact]
    public void A_close_meets_a_send_that_waits_for_room() => Explore((scheduler, seen) =>
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        sender.TrySend(1);
        JoinHandle<bool> task = scheduler.Spawn(new ThenFrame<Result<Unit, SendError<int>>, bool>(
            (Worker worker, out Result<Unit, SendError<int>> result) => sender.Send(worker, 2, out result), outcome => outcome.IsOk()));
        After(scheduler, () => Assert.Equal(1, receiver.TryRecv().Value));
        After(scheduler, () => receiver.Close());

        scheduler.RunUntilIdle();

        bool isSent = task.TakeOutcome().Unwrap();
        Assert.Equal(isSent ? 1 : 0, receiver.Length());
        seen.Add(isSent);
    });

    [Fact]
    public void A_permit_that_is_dropped_meets_a_cancelled_waiter() => Explore((scheduler, seen) =>
    {
        Mutex<int> mutex = Mutex<int>.Create(0);
        MutexGuard<int> held = mutex.TryLock().Value;
        JoinHandle<bool> first = Lock(), second = Lock();
        After(scheduler, held.Drop);
        After(scheduler, first.Abort);

        scheduler.RunUntilIdle();

        Assert.True(second.TakeOutcome().IsOk());
        Assert.True(mutex.TryLock().IsSome());
        seen.Add(first.TakeOutcome().IsOk());

        JoinHandle<bool> Lock() => scheduler.Spawn(new ThenFrame<MutexGuard<int>, bool>(mutex.Lock, guard =>
        {
            guard.Drop();
            return true;
        }));
    });

    /// <summary>Does something in a turn of its own, at some moment.</summary>
    private static void After(DeterministicScheduler scheduler, Action action) =>
        scheduler.Spawn(new ThenFrame<int, int>(Calls.Yield, _ =>
        {
            action();
            return 0;
        }));

    private static void Explore(Action<DeterministicScheduler, HashSet<bool>> scenario) =>
        Schedules.ExploreBoth((seed, seen) => scenario(new DeterministicScheduler(seed), seen));
}
