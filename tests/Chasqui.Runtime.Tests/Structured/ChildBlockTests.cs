using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Structured;

public class ChildBlockTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly Gate _gate = new();

    [Fact]
    public void A_scope_ends_when_all_children_have_ended()
    {
        int ended = 0;
        JoinHandle<bool> task = _scheduler.Spawn(new BlockFrame(new TaskScope(), block =>
        {
            for (int i = 1; i <= 3; i++)
            {
                ((TaskScope)block).Spawn(Calls.Sleep(i).AsFuture().Map(_ => ++ended));
            }
            return Calls.Ready;
        }));
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Unwrap());
        Assert.Equal((3, 3_000_000_000), (ended, _scheduler.Time.Now));
    }

    [Fact]
    public void Failures_nobody_has_looked_at_are_raised_together_at_the_end()
    {
        JoinHandle<bool> task = _scheduler.Spawn(new BlockFrame(new TaskScope(), block =>
        {
            var scope = (TaskScope)block;
            scope.Spawn(Fails(2, "second"));
            scope.Spawn(Fails(1, "first"));
            TaskHandle<int> observed = scope.Spawn(Fails(1, "observed"));
            return new ThenFrame<Result<int, TaskJoinError>, int>(observed.WaitForEnd, _ => 0).Start;
        }));
        _scheduler.RunUntilIdle();

        var failure = Assert.IsType<ScopeFailure>(task.Failure);
        Assert.Equal("first", failure.Primary.Message);
        Assert.Equal(1, failure.Secondary.Count);
        Assert.Equal("a task failed: ValueError: first (and 1 more)", failure.Message);
        Assert.Equal(1, _scheduler.Failures.Count);
    }

    [Fact]
    public void A_body_that_fails_cancels_the_children_and_keeps_its_error()
    {
        JoinHandle<bool> task = _scheduler.Spawn(new BlockFrame(new TaskScope(), block =>
        {
            ((TaskScope)block).Spawn(new LoopFrame(1, _ => _gate.Wait));
            return new SequenceFrame<int, int>(Calls.Yield.AsFuture(), _ => Calls.Fail<int>(new KeyError("body"))).Start;
        }));
        _scheduler.RunUntilIdle();

        Assert.IsType<KeyError>(task.Failure);
        Assert.True(_gate.WasWithdrawn);
    }

    [Fact]
    public void A_cancellation_during_the_wait_for_the_children_reaches_them()
    {
        JoinHandle<bool> task = _scheduler.Spawn(new BlockFrame(new TaskScope(), block =>
        {
            ((TaskScope)block).Spawn(new LoopFrame(1, _ => _gate.Wait));
            return Calls.Ready;
        }));
        _scheduler.RunUntilIdle();
        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.True(_gate.WasWithdrawn);
    }

    [Fact]
    public void The_first_failure_in_a_group_cancels_siblings_and_body_and_is_raised()
    {
        var body = new Gate();
        JoinHandle<bool> task = _scheduler.Spawn(new BlockFrame(TaskGroup.Create(), block =>
        {
            var group = (TaskGroup)block;
            group.Spawn(new LoopFrame(1, _ => _gate.Wait));
            group.Spawn(Fails(1, "first"));
            return body.Wait;
        }));
        _scheduler.RunUntilIdle();

        Assert.Equal("first", Assert.IsType<ValueError>(task.Failure).Message);
        Assert.True(_gate.WasWithdrawn && body.WasWithdrawn);
    }

    [Fact]
    public void A_child_that_starts_after_the_cancellation_never_begins()
    {
        int begun = 0;
        TaskGroup group = TaskGroup.Create();
        group.Children.Cancel(null);
        _scheduler.Spawn(Calls.Yield.AsFuture().Map(_ => group.Spawn(new AsyncCall<int>((Worker worker, out int result) =>
        {
            begun++;
            return Calls.Ready(worker, out result);
        }).AsFuture()).Done()));
        _scheduler.RunUntilIdle();

        Assert.Equal(0, begun);
        Assert.Equal(0, _scheduler.LiveCount);
    }

    [Fact]
    public void A_group_that_is_dropped_cancels_its_tasks_and_reports_their_failures_once()
    {
        var reported = new List<string>();
        _scheduler.Failures.Report = error => reported.Add(error.Message);
        TaskGroup group = TaskGroup.Create();
        _scheduler.Spawn(Calls.Yield.AsFuture().Map(_ =>
        {
            group.Spawn(Fails(1, "lost"));
            return 0;
        }));
        _scheduler.RunUntilIdle();
        _scheduler.Spawn(Calls.Yield.AsFuture().Map(_ =>
        {
            group.Spawn(new LoopFrame(1, _ => _gate.Wait));
            group.Drop();
            return 0;
        }));
        _scheduler.RunUntilIdle();

        Assert.Equal(["lost"], reported);
        Assert.Equal(0, _scheduler.LiveCount);
    }

    [Theory]
    [InlineData(CancelOn.Nothing, 2.0, "value cancelled cancelled", 2.0)]
    [InlineData(CancelOn.Nothing, double.PositiveInfinity, "value value failed", 4.0)]
    [InlineData(CancelOn.Completion, double.PositiveInfinity, "value cancelled cancelled", 1.0)]
    [InlineData(CancelOn.Failure, double.PositiveInfinity, "value cancelled failed", 3.0)]
    internal void The_modes_of_concurrent_leave_an_outcome_for_each_name(CancelOn policy, double seconds, string outcomes, double end)
    {
        var block = new ConcurrentBlock(policy, seconds);
        double failsAfter = policy == CancelOn.Failure ? 3 : 4;
        JoinHandle<bool> task = _scheduler.Spawn(new BlockFrame(block, _ =>
        {
            block.Bind(0, Calls.Sleep(1).AsFuture());
            block.Bind(1, Calls.Sleep(3.5).AsFuture());
            block.Bind(2, Fails(failsAfter, "bad"));
            return Calls.Ready;
        }));
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().IsOk());
        Assert.Equal(outcomes, $"{Text(block.Outcome<Unit>(0))} {Text(block.Outcome<Unit>(1))} {Text(block.Outcome<int>(2))}");
        Assert.True(block.Outcome<int>(3).Error.IsCancelled());
        Assert.Equal((end, 0), (_scheduler.Time.Now / 1e9, _scheduler.Timers.Count));
    }

    [Fact]
    public void A_hundred_thousand_children_are_forgotten_as_they_end()
    {
        TaskGroup group = TaskGroup.Create();
        int rounds = 0;
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(100_000, _ => (Worker worker, out int result) =>
        {
            group.Spawn(Calls.Yield.AsFuture().Map(_ => ++rounds));
            return Calls.Yield(worker, out result);
        }));
        _scheduler.RunUntilIdle();
        JoinHandle<Unit> join = _scheduler.Spawn(new AsyncCall<Unit>(group.Join).AsFuture());
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().IsOk() && join.TakeOutcome().IsOk());
        Assert.Equal(100_000, rounds);
        Assert.InRange(group.Children.Listed, 0, 64);
    }

    [Fact]
    public void An_end_of_the_last_child_meets_a_cancellation_of_the_owner() => Explore((scheduler, seen) =>
    {
        JoinHandle<bool> task = scheduler.Spawn(new BlockFrame(new TaskScope(), block =>
        {
            ((TaskScope)block).Spawn(new LoopFrame(2, _ => Calls.Yield));
            ((TaskScope)block).Spawn(new LoopFrame(1, _ => Calls.Yield));
            return Calls.Ready;
        }));
        scheduler.Spawn(new LoopFrame(2, _ => Calls.Yield).Map(_ => task.Cancel()));
        scheduler.RunUntilIdle();

        Result<bool, TaskJoinError> outcome = task.TakeOutcome();
        Assert.True(outcome.IsOk() || outcome.Error.IsCancelled());
        Assert.Equal(0, scheduler.LiveCount);
        seen.Add(outcome.IsOk());
    });

    [Fact]
    public void A_failing_child_meets_the_start_of_another() => Explore((scheduler, seen) =>
    {
        bool ran = false;
        TaskGroup group = TaskGroup.Create();
        scheduler.Spawn(Calls.Yield.AsFuture().Map(_ => group.Spawn(Fails(0, "first")).Done()));
        scheduler.Spawn(new LoopFrame(2, _ => Calls.Yield).Map(_ => group.Spawn(Calls.Yield.AsFuture().Map(_ => ran = true)).Done()));
        scheduler.RunUntilIdle();
        JoinHandle<Unit> join = scheduler.Spawn(new AsyncCall<Unit>(group.Join).AsFuture());
        scheduler.RunUntilIdle();

        Assert.IsType<ValueError>(join.Failure);
        Assert.Equal(0, scheduler.LiveCount);
        seen.Add(ran);
    });

    [Fact]
    public void A_timed_body_that_is_done_at_the_last_moment_has_made_it()
    {
        JoinHandle<bool> done = _scheduler.Spawn(new TimedFrame(new TimeoutBlock(1, time => time.After(1)), Calls.Sleep(1).AsFuture()));
        JoinHandle<bool> late = _scheduler.Spawn(new TimedFrame(new TimeoutBlock(1, time => time.After(1)), Calls.Sleep(1.1).AsFuture()));
        _scheduler.RunUntilIdle();

        Assert.True(done.TakeOutcome().IsOk());
        Assert.Equal(1, Assert.IsType<TimeoutError>(late.Failure).Seconds);
        Assert.Equal((1_000_000_000, 0), (_scheduler.Time.Now, _scheduler.Timers.Count));
    }

    private static Future<int> Fails(double seconds, string message) => Calls.Sleep(seconds).AsFuture().Map<Unit, int>(_ => throw new ValueError(message));

    private static string Text<T>(Result<T, TaskJoinError> outcome) => outcome.IsOk() ? "value" : outcome.Error.IsCancelled() ? "cancelled" : "failed";

    private static void Explore(Action<DeterministicScheduler, HashSet<bool>> scenario) =>
        Schedules.ExploreBoth((seed, seen) => scenario(new DeterministicScheduler(seed), seen));

    /// <summary><c>async with timeout: await body</c>.</summary>
    private sealed class TimedFrame(TimeoutBlock block, Future<Unit> body) : Future<bool>
    {
        private bool _begun;

        public override AsyncStatus Resume(Worker worker)
        {
            AsyncStatus status;
            if (_begun)
            {
                status = TakeResult<Unit>(out _);
            }
            else
            {
                _begun = true;
                block.Enter(worker, out _);
                status = body.Start(worker, out _);
            }
            if (status == AsyncStatus.Suspended)
            {
                Suspend(worker);
                return status;
            }
            block.Exit(worker, BlockExit.Of(status == AsyncStatus.Cancelled ? 1 : 0, null), out _);
            return Complete(true);
        }
    }
}
