using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Scheduling;

/// <summary>The same contracts on real threads, with the races left to chance, many times over.</summary>
public sealed class WorkStealingTests : IDisposable
{
    private readonly WorkStealingScheduler _scheduler = new(workers: 3);

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void Many_tasks_that_yield_all_end()
    {
        JoinHandle<int>[] tasks = [.. Enumerable.Range(0, 20_000).Select(_ => _scheduler.Spawn(new LoopFrame(3, _ => Calls.Yield)))];

        _scheduler.WaitForTasks();

        Assert.All(tasks, task => Assert.Equal(3, task.TakeOutcome().Unwrap()));
        Assert.Equal(0, _scheduler.LiveCount);
    }

    [Fact]
    public void Tasks_spawned_and_joined_by_a_task_all_end()
    {
        JoinHandle<int> parent = _scheduler.Spawn(new LoopFrame(20_000, _ =>
        {
            JoinHandle<int> child = _scheduler.Spawn(new LoopFrame(1, _ => Calls.Yield));
            return new ThenFrame<Result<int, TaskJoinError>, int>(child.Await, outcome => outcome.Unwrap()).Start;
        }));

        _scheduler.WaitForTasks();

        Assert.Equal(20_000, parent.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Tasks_that_have_ended_are_forgotten_when_there_is_nothing_to_do()
    {
        const int Many = 100_000;
        for (int i = 0; i < Many; i++)
        {
            _scheduler.Spawn(Calls.Sleep(0.02).AsFuture()).Drop();
        }
        _scheduler.WaitForTasks();

        // The last worker goes idle after the last task has ended.
        SpinWait.SpinUntil(() => _scheduler.ListedCount < Many / 10, TimeSpan.FromSeconds(10));
        Assert.InRange(_scheduler.ListedCount, 0, Many / 10);
    }

    [Fact]
    public void A_gate_opened_by_another_thread_is_never_missed()
    {
        for (int round = 0; round < 2_000; round++)
        {
            var gate = new Gate();
            var registered = new ManualResetEventSlim();
            gate.Registered = registered.Set;
            JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));
            registered.Wait();
            gate.Open();
            _scheduler.WaitForTasks();
            Assert.Equal(7, task.TakeOutcome().Unwrap());
        }
    }

    [Fact]
    public void Opening_against_cancelling_ends_every_task_one_way_or_the_other()
    {
        for (int round = 0; round < 2_000; round++)
        {
            var gate = new Gate();
            var registered = new ManualResetEventSlim();
            gate.Registered = registered.Set;
            JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));
            registered.Wait();
            _scheduler.SpawnBlocking(() =>
            {
                gate.Open();
                return 0;
            });
            Thread.SpinWait(round % 200);
            task.Abort();
            _scheduler.WaitForTasks();
            Result<int, TaskJoinError> outcome = task.TakeOutcome();
            Assert.True(outcome.IsOk() ? outcome.Value == 7 : gate.WasWithdrawn);
        }
    }

    [Fact]
    public void Sleeps_end_and_cancelled_ones_leave_no_timer()
    {
        JoinHandle<Unit>[] sleepers = [.. Enumerable.Range(0, 5_000).Select(i => _scheduler.Spawn(Calls.Sleep(i % 3 == 0 ? 3600 : 0.0001 * (i % 50)).AsFuture()))];
        for (int i = 0; i < sleepers.Length; i += 3)
        {
            sleepers[i].Abort();
        }

        _scheduler.WaitForTasks();

        Assert.Equal(0, _scheduler.Timers.Count);
        Assert.All(sleepers.Where((_, i) => i % 3 != 0), task => Assert.True(task.TakeOutcome().IsOk()));
    }

    [Fact]
    public void A_task_that_never_yields_does_not_stop_the_others()
    {
        bool stop = false;
        JoinHandle<int> busy = _scheduler.Spawn(new LoopFrame(int.MaxValue, _ =>
            Volatile.Read(ref stop) ? Calls.Fail<int>(new RuntimeError("stopped")) : Calls.Ready));
        JoinHandle<int> other = _scheduler.Spawn(new LoopFrame(100, _ => Calls.Yield));
        JoinHandle<int> last = _scheduler.Spawn(new ThenFrame<Result<int, TaskJoinError>, int>(other.Await, outcome =>
        {
            Volatile.Write(ref stop, true);
            return outcome.Unwrap();
        }));

        _scheduler.WaitForTasks();

        Assert.Equal(100, last.TakeOutcome().Unwrap());
        Assert.True(busy.TakeOutcome().Error.IsPanic());
    }

    [Fact]
    public void Endless_computations_on_all_workers_stop_neither_timers_nor_tasks()
    {
        bool stop = false;
        JoinHandle<int>[] busy = [.. Enumerable.Range(0, 3).Select(_ => _scheduler.Spawn(new LoopFrame(int.MaxValue, _ =>
            Volatile.Read(ref stop) ? Calls.Fail<int>(new RuntimeError("stopped")) : Calls.Ready)))];
        JoinHandle<Unit> sleeper = _scheduler.Spawn(Calls.Sleep(0.001).AsFuture());
        _scheduler.Spawn(new ThenFrame<Result<Unit, TaskJoinError>, int>(sleeper.Await, _ =>
        {
            Volatile.Write(ref stop, true);
            return 0;
        }));

        _scheduler.WaitForTasks();

        Assert.True(sleeper.TakeOutcome().IsOk());
        Assert.All(busy, task => Assert.True(task.TakeOutcome().Error.IsPanic()));
    }

    [Fact]
    public void Waiting_ends_when_nobody_can_wake_what_is_left()
    {
        var gate = new Gate();
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));
        _scheduler.SpawnBlocking(() => 1);

        Assert.Equal(WaitOutcome.Stuck, _scheduler.WaitForTasks());
        Assert.Equal(1, _scheduler.LiveCount);
        Assert.Equal(WaitOutcome.Over, _scheduler.AbortAll(double.PositiveInfinity));
        Assert.True(task.TakeOutcome().Error.IsCancelled());
    }

    [Fact]
    public void A_loop_of_yields_does_not_starve_timers()
    {
        JoinHandle<int>? spinner = null;
        spinner = _scheduler.Spawn(new LoopFrame(int.MaxValue, _ => Calls.Yield));
        _scheduler.Spawn(new ThenFrame<Unit, int>(Calls.Sleep(0.002), _ =>
        {
            spinner.Abort();
            return 0;
        }));

        _scheduler.WaitForTasks();

        Assert.True(spinner.TakeOutcome().Error.IsCancelled());
    }

    [Fact]
    public void A_woken_task_in_the_slot_of_a_busy_worker_is_taken_over()
    {
        var registered = new ManualResetEventSlim();
        var gate = new Gate { Registered = registered.Set };
        bool done = false;
        JoinHandle<int> waiter = _scheduler.Spawn(new ThenFrame<int, int>(gate.Wait, value =>
        {
            Volatile.Write(ref done, true);
            return value;
        }));
        registered.Wait();
        _scheduler.Spawn(new LoopFrame(1, _ =>
        {
            gate.Open();
            SpinWait.SpinUntil(() => Volatile.Read(ref done));
            return Calls.Ready;
        }));

        _scheduler.WaitForTasks();

        Assert.Equal(7, waiter.TakeOutcome().Unwrap());
    }
}
