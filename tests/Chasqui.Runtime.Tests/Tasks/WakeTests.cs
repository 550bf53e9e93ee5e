using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Tasks;

/// <summary>Every order in which a wake or a cancellation can meet a suspension.</summary>
public class WakeTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly Gate _gate = new();

    private JoinHandle<int> Waiting() => _scheduler.Spawn(new LoopFrame(1, _ => _gate.Wait));

    [Fact]
    public void A_wake_after_parking_resumes_the_leaf()
    {
        JoinHandle<int> task = Waiting();
        _scheduler.RunUntilIdle();
        Assert.False(task.Done());

        _gate.Open();
        _scheduler.RunUntilIdle();

        Assert.Equal(7, task.TakeOutcome().Unwrap());
        Assert.Equal(1, _gate.Resumes);
    }

    [Fact]
    public void A_wake_before_the_chain_has_unwound_is_not_lost()
    {
        _gate.Registered = _gate.Open;
        JoinHandle<int> task = Waiting();

        _scheduler.RunUntilIdle();

        Assert.Equal(7, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Wakes_without_a_reason_and_double_wakes_change_nothing()
    {
        JoinHandle<int> task = Waiting();
        _scheduler.RunUntilIdle();
        _gate.Disturb();
        _gate.Disturb();
        _scheduler.RunUntilIdle();
        Assert.False(task.Done());

        _gate.Open();
        _gate.Open();
        _scheduler.RunUntilIdle();
        _gate.Disturb();

        Assert.False(_scheduler.Step());
        Assert.Equal(7, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Cancelling_while_the_chain_unwinds_withdraws_the_wait()
    {
        JoinHandle<int>? task = null;
        _gate.Registered = () => task?.Abort();
        task = Waiting();

        _scheduler.RunUntilIdle();

        Assert.True(_gate.WasWithdrawn);
        Assert.True(task.TakeOutcome().Error.IsCancelled());
    }

    [Fact]
    public void A_leaf_that_has_completed_is_not_turned_into_a_cancellation()
    {
        JoinHandle<int> task = Waiting();
        _scheduler.RunUntilIdle();

        _gate.Open();
        Assert.True(task.Cancel());
        _scheduler.RunUntilIdle();

        Assert.Equal(7, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void A_task_cancelled_before_its_first_step_never_begins()
    {
        bool ran = false;
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ =>
        {
            ran = true;
            return Calls.Ready;
        }));

        Assert.True(task.Cancel());
        Assert.False(task.Cancel());
        _scheduler.RunUntilIdle();

        Assert.False(ran);
        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.Equal("task was cancelled", task.TakeOutcome().Error.Message());
    }

    [Fact]
    public void Cancelling_an_ended_task_has_no_effect()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => Calls.Ready));
        _scheduler.RunUntilIdle();

        Assert.False(task.Cancel());
        Assert.Equal(1, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void A_loop_of_ready_operations_is_cancellable()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(int.MaxValue, _ => Calls.Yield));
        for (int i = 0; i < 10; i++)
        {
            _scheduler.Step();
        }
        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Error.IsCancelled());
    }
}
