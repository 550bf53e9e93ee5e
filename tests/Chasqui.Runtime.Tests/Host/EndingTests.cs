using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Host;

public class EndingTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Tasks_that_sleep_are_waited_for_without_a_word()
    {
        JoinHandle<Unit> task = _scheduler.Spawn(Calls.Sleep(4.9).AsFuture());

        Ending.Drain(_scheduler, _error, () => false);

        Assert.True(task.TakeOutcome().IsOk());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void After_five_seconds_the_tasks_still_running_are_named_once()
    {
        _scheduler.Spawn(Calls.Sleep(1).AsFuture());
        JoinHandle<Unit> slow = _scheduler.Spawn(Calls.Sleep(1000).AsFuture());

        Ending.Drain(_scheduler, _error, () => false);

        Assert.True(slow.TakeOutcome().IsOk());
        Assert.Equal($"still waiting for then (task {slow.TaskId()})\n", _error.ToString());
    }

    [Fact]
    public void What_nobody_can_wake_any_more_is_cancelled_silently()
    {
        var gate = new Gate();
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));

        Ending.Drain(_scheduler, _error, () => false);

        Assert.True(gate.WasWithdrawn);
        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void A_daemon_is_not_waited_for_but_cancelled()
    {
        JoinHandle<Unit> daemon = _scheduler.Spawn(Calls.Sleep(1000).AsFuture(), daemon: true);
        _scheduler.Spawn(Calls.Sleep(1).AsFuture());

        Ending.Drain(_scheduler, _error, () => false);

        Assert.True(daemon.TakeOutcome().Error.IsCancelled());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void A_daemon_that_goes_on_keeps_nobody_waiting()
    {
        var gate = new Gate();
        _scheduler.Spawn(new LoopFrame(int.MaxValue, _ => Calls.Sleep(1).AsFuture().Map(_ => 0).Start), daemon: true);
        JoinHandle<int> stuck = _scheduler.Spawn(new LoopFrame(1, _ => gate.Wait));
        JoinHandle<Result<int, TaskJoinError>> joiner = _scheduler.Spawn(new AsyncCall<Result<int, TaskJoinError>>(stuck.Await).AsFuture());

        Ending.Drain(_scheduler, _error, () => false);

        Assert.True(stuck.TakeOutcome().Error.IsCancelled());
        Assert.True(joiner.Done());
        Assert.Equal("", _error.ToString());
        Assert.InRange(_scheduler.Time.Now, 0, 1_000_000_000);
    }

    [Fact]
    public void A_wait_for_a_task_that_a_timer_bounds_is_waited_for()
    {
        var gate = new Gate();
        _scheduler.Spawn(Calls.Sleep(1e6).AsFuture(), daemon: true);
        JoinHandle<Result<int, TimeoutError>> bounded = _scheduler.Spawn(AsyncLimits.Timeout(3, new LoopFrame(1, _ => gate.Wait)));
        JoinHandle<(Unit, int)> gathered = _scheduler.Spawn(AsyncGather.Gather(Calls.Sleep(4).AsFuture(), new LoopFrame(1, _ => Calls.Ready)));

        Ending.Drain(_scheduler, _error, () => false);

        Assert.True(bounded.TakeOutcome().Unwrap().IsErr());
        Assert.True(gathered.TakeOutcome().IsOk());
        Assert.Equal(4_000_000_000, _scheduler.Time.Now);
    }

    [Fact]
    public void Whoever_asks_for_the_end_cuts_the_waiting_short()
    {
        bool isCut = false;
        JoinHandle<Unit> slow = _scheduler.Spawn(Calls.Sleep(1000).AsFuture());
        _scheduler.Spawn(Calls.Sleep(2).AsFuture().Map(_ => isCut = true));

        Ending.Drain(_scheduler, _error, () => isCut);

        Assert.True(slow.TakeOutcome().Error.IsCancelled());
        Assert.Equal(2_000_000_000, _scheduler.Time.Now);
    }

    [Fact]
    public void Aborting_reaches_tasks_that_are_spawned_meanwhile_and_waits_at_most_five_seconds()
    {
        JoinHandle<int>? late = null;
        _scheduler.Spawn(new CleanupFrame(() => late ??= _scheduler.Spawn(new LoopFrame(int.MaxValue, _ => Calls.Yield))));
        _scheduler.Spawn(Calls.Sleep(1000).AsFuture());
        _scheduler.RunUntilIdle(timePasses: false);

        Ending.Abort(_scheduler);

        Assert.True(late?.TakeOutcome().Error.IsCancelled());
        Assert.Empty(_scheduler.CollectLive());

        _scheduler.Spawn(new StubbornFrame());
        _scheduler.RunUntilIdle(timePasses: false);
        long before = _scheduler.Time.Now;
        Assert.Equal(WaitOutcome.TimeOver, _scheduler.AbortAll(5));
        Assert.InRange(_scheduler.Time.Now - before, 0, 5_000_000_000);
    }

    [Fact]
    public void Failures_left_are_reported_when_main_fails()
    {
        var reported = new List<string>();
        _scheduler.Failures.Report = error => reported.Add(error.Message);
        _scheduler.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new ValueError("x"))));
        _scheduler.RunUntilIdle();

        Ending.Abort(_scheduler);

        Assert.Equal(["x"], reported);
    }

    [Fact]
    public void The_list_of_tasks_forgets_the_ended_ones()
    {
        for (int i = 0; i < 10_000; i++)
        {
            _scheduler.Spawn(new LoopFrame(0, _ => Calls.Ready));
            _scheduler.RunUntilIdle();
        }
        JoinHandle<Unit>[] sleepers = [.. Enumerable.Range(0, 1_000).Select(_ => _scheduler.Spawn(Calls.Sleep(9).AsFuture()))];
        _scheduler.RunUntilIdle(timePasses: false);

        Assert.Equal(sleepers, _scheduler.CollectLive());
    }

    /// <summary>Sleeps, and when it is cancelled calls the cleanup.</summary>
    private sealed class CleanupFrame(Action cleanup) : Future<Unit>
    {
        private bool _suspended;

        public override AsyncStatus Resume(Worker worker)
        {
            Unit result;
            AsyncStatus status = _suspended ? TakeResult(out result) : Calls.Sleep(1000)(worker, out result);
            if (status == AsyncStatus.Suspended)
            {
                _suspended = true;
                Suspend(worker);
            }
            else if (status == AsyncStatus.Cancelled)
            {
                cleanup();
            }
            return status;
        }
    }

    /// <summary>A cleanup that does not end for a long time.</summary>
    private sealed class StubbornFrame : Future<Unit>, Chasqui.Runtime.Timers.IAlarm
    {
        private Chasqui.Runtime.Timers.TimerNode _timer;

        public ref Chasqui.Runtime.Timers.TimerNode Node => ref _timer;

        public void Expire(Worker? by)
        {
        }

        public override AsyncStatus Resume(Worker worker)
        {
            if (_timer.Slot == 0)
            {
                worker.Scheduler.ArmTimer(this, worker.Scheduler.Time.After(100), worker);
            }
            return worker.SuspendAt(this);
        }
    }
}
