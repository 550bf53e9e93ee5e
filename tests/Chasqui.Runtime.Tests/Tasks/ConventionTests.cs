using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Tasks;

public class ConventionTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void A_loop_of_ready_calls_does_not_suspend()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1_000_000, _ => Calls.Ready));

        Assert.True(_scheduler.Step());

        Assert.Equal(1_000_000, Value(task));
    }

    [Fact]
    public void A_loop_resumes_where_it_suspended()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(10, i => i % 2 == 0 ? Calls.Yield : Calls.Ready));

        _scheduler.RunUntilIdle();

        Assert.Equal(10, Value(task));
    }

    [Fact]
    public void An_error_after_a_suspension_reaches_the_outermost_caller_with_the_trace_of_all_frames()
    {
        var error = new ValueError("bad");
        AsyncCall<int> failing = new ThenFrame<Unit, int>(AsyncTask.YieldNow, _ => throw error).Start;
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => failing));

        _scheduler.RunUntilIdle();

        Result<int, TaskJoinError> outcome = task.TakeOutcome();
        Assert.True(outcome.Error.IsPanic());
        Assert.Equal("ValueError: bad", outcome.Error.Message());
        string trace = Chasqui.Runtime.Host.Traceback.Describe(error);
        Assert.Matches(@"^ValueError: bad\n  at then \(HandMadeFrames.cs:\d+\)\n  at sum_steps \(HandMadeFrames.cs:\d+\)\n$", trace);
    }

    [Fact]
    public void An_error_before_any_suspension_ends_the_task()
    {
        JoinHandle<int> task = _scheduler.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new KeyError("k"))));

        _scheduler.RunUntilIdle();

        Assert.Equal("KeyError: k", task.TakeOutcome().Error.Message());
    }

    [Fact]
    public void Deep_recursion_goes_on_from_the_scheduler_and_completes()
    {
        const int depth = 1_000_000;
        JoinHandle<int> task = _scheduler.Spawn(new RecursiveFrame(depth, Calls.Yield));

        _scheduler.RunUntilIdle();

        Assert.Equal(depth + 2, Value(task));
    }

    [Fact]
    public void A_deep_chain_is_cancelled_frame_by_frame()
    {
        var gate = new Gate();
        JoinHandle<int> task = _scheduler.Spawn(new RecursiveFrame(200_000, gate.Wait));
        _scheduler.RunUntilIdle();

        Assert.True(task.Cancel());
        _scheduler.RunUntilIdle();

        Assert.True(gate.WasWithdrawn);
        Assert.True(task.TakeOutcome().Error.IsCancelled());
    }

    [Fact]
    public void An_error_through_a_deep_chain_carries_a_trace_of_bounded_size()
    {
        const int depth = 100_000;
        var error = new ValueError("bad");
        AsyncCall<int> failing = new ThenFrame<Unit, int>(AsyncTask.YieldNow, _ => throw error).Start;
        JoinHandle<int> task = _scheduler.Spawn(new RecursiveFrame(depth, failing));
        _scheduler.RunUntilIdle();

        Assert.Same(error, task.Failure);
        Assert.InRange(new System.Diagnostics.StackTrace(error).FrameCount, 1, 10);
        string trace = Chasqui.Runtime.Host.Traceback.Describe(error);
        Assert.Matches(@"^ValueError: bad\n  at then .*\n  at down .*\n  … repeated 63 more times\n  … 99936 more frames\n  at down .*\n$", trace);
    }

    private static T Value<T>(JoinHandle<T> task)
    {
        Assert.True(task.Done());
        return task.TakeOutcome().Unwrap();
    }
}
