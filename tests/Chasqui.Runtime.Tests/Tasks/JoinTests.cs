using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Tasks;

public class JoinTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly Gate _gate = new();

    private Future<Result<int, TaskJoinError>> Join(JoinHandle<int> task) =>
        new ThenFrame<Result<int, TaskJoinError>, Result<int, TaskJoinError>>(task.Await, outcome => outcome);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_join_sees_the_result_whichever_comes_first(bool endFirst)
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait));
        if (endFirst)
        {
            _gate.Open();
            _scheduler.RunUntilIdle();
        }
        JoinHandle<Result<int, TaskJoinError>> joiner = _scheduler.Spawn(Join(task));
        _scheduler.RunUntilIdle();
        _gate.Open();
        _scheduler.RunUntilIdle();

        Assert.Equal(7, joiner.TakeOutcome().Unwrap().Unwrap());
    }

    [Fact]
    public void Cancelling_a_join_leaves_the_task_running()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait));
        JoinHandle<Result<int, TaskJoinError>> joiner = _scheduler.Spawn(Join(task));
        _scheduler.RunUntilIdle();

        joiner.Abort();
        _scheduler.RunUntilIdle();
        Assert.True(joiner.TakeOutcome().Error.IsCancelled());
        Assert.False(task.Done());

        _gate.Open();
        _scheduler.RunUntilIdle();
        Assert.Equal(7, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void A_join_that_completed_before_its_cancellation_took_effect_has_its_outcome()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait));
        JoinHandle<Result<int, TaskJoinError>> joiner = _scheduler.Spawn(Join(task));
        _scheduler.RunUntilIdle();

        _gate.Open();
        _scheduler.Step();
        joiner.Abort();
        _scheduler.RunUntilIdle();

        Assert.Equal(7, joiner.TakeOutcome().Unwrap().Unwrap());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_join_is_cancelled_when_both_tasks_are_in_whatever_order_they_run(bool taskFirst)
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait));
        JoinHandle<Result<int, TaskJoinError>> joiner = _scheduler.Spawn(Join(task));
        _scheduler.RunUntilIdle();

        (taskFirst ? task : (Strand)joiner).RequestCancel(by: null);
        (taskFirst ? joiner : (Strand)task).RequestCancel(by: null);
        _scheduler.RunUntilIdle();

        Assert.True(task.WasCancelled);
        Assert.True(joiner.WasCancelled);
    }

    [Fact]
    public void A_failure_is_unobserved_until_its_outcome_is_taken()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new ValueError("x"))));
        _scheduler.RunUntilIdle();
        Assert.Equal(1, _scheduler.Failures.Count);

        task.TakeOutcome();

        Assert.Equal(0, _scheduler.Failures.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_detached_failure_is_reported_at_the_later_of_failure_and_detaching(bool detachFirst)
    {
        var reported = new List<string>();
        _scheduler.Failures.Report = error => reported.Add(error.Message);
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new ValueError("x"))));
        if (detachFirst)
        {
            task.Detach();
        }
        _scheduler.RunUntilIdle();
        task.Detach();
        task.Detach();

        Assert.Equal(["x"], reported);
        Assert.True(_scheduler.Failures.TakeReported());
    }

    [Fact]
    public void Failures_left_at_exit_are_reported_in_order()
    {
        var reported = new List<string>();
        _scheduler.Failures.Report = error => reported.Add(error.Message);
        foreach (string name in new[] { "a", "b", "c" })
        {
            _scheduler.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new ValueError(name))));
        }
        _scheduler.RunUntilIdle();

        _scheduler.Failures.ReportAll();

        Assert.Equal(["a", "b", "c"], reported);
    }

    [Fact]
    public void Daemons_do_not_count_as_live()
    {
        _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait), daemon: true);
        Assert.Equal(0, _scheduler.LiveCount);
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait));
        _scheduler.RunUntilIdle();
        Assert.Equal(1, _scheduler.LiveCount);

        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.Equal(0, _scheduler.LiveCount);
    }

    [Fact]
    public void Ids_are_unique_and_stable()
    {
        JoinHandle<int> first = _scheduler.Spawn(new LoopFrame(0, _ => Calls.Ready));
        JoinHandle<int> second = _scheduler.Spawn(new LoopFrame(0, _ => Calls.Ready));

        Assert.NotEqual(first.TaskId(), second.TaskId());
        Assert.Equal(first.TaskId(), first.TaskId());
    }
}
