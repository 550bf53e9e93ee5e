using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Structured;

public class RetryTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private int _calls;

    [Fact]
    public void The_pauses_grow_by_the_factor()
    {
        JoinHandle<int> task = _scheduler.Spawn(AsyncTask.Retry(() => Unlucky(4), times: 5, delay: 0.5, backoff: 2));
        _scheduler.RunUntilIdle();

        Assert.Equal(4, task.TakeOutcome().Unwrap());
        Assert.Equal(3_500_000_000, _scheduler.Time.Now);
    }

    [Fact]
    public void The_last_error_is_raised_without_a_pause_behind_it()
    {
        JoinHandle<int> task = _scheduler.Spawn(AsyncTask.Retry(() => Unlucky(100), times: 3, delay: 1));
        _scheduler.RunUntilIdle();

        Assert.Equal("ValueError: call 3", task.TakeOutcome().Error.Message());
        Assert.Equal(2_000_000_000, _scheduler.Time.Now);
    }

    [Fact]
    public void An_Err_is_a_failure_too_and_the_last_one_is_returned()
    {
        JoinHandle<Result<int, string>> task = _scheduler.Spawn(AsyncTask.Retry(
            () => Calls.Yield.AsFuture().Map(_ => Result<int, string>.Err($"call {++_calls}")), times: 2));
        _scheduler.RunUntilIdle();

        Assert.Equal("call 2", task.TakeOutcome().Unwrap().Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancellation_ends_it_in_a_pause_and_in_an_attempt(bool inAttempt)
    {
        JoinHandle<int> task = _scheduler.Spawn(AsyncTask.Retry(
            () => inAttempt ? Calls.Sleep(100).AsFuture().Map(_ => 1) : Unlucky(100), times: 9, delay: 100));
        _scheduler.RunUntilIdle(timePasses: false);
        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.Equal(0, _scheduler.Timers.Count);
        Assert.InRange(_calls, 0, 1);
    }

    [Fact]
    public void The_end_of_the_program_is_no_failure()
    {
        JoinHandle<int> retried = _scheduler.Spawn(AsyncTask.Retry<int>(() =>
        {
            _calls++;
            throw new ExitRequest();
        }));
        JoinHandle<Result<int, Exception>> attempted = _scheduler.Spawn(AsyncTask.Attempt<int>(() => throw new ExitRequest()));
        _scheduler.RunUntilIdle();

        Assert.Equal(1, _calls);
        Assert.IsType<ExitRequest>(retried.Failure);
        Assert.IsType<ExitRequest>(attempted.Failure);
    }

    [Fact]
    public void An_attempt_gives_the_error_or_the_value()
    {
        JoinHandle<Result<int, Exception>> bad = _scheduler.Spawn(AsyncTask.Attempt(() => Unlucky(2)));
        _scheduler.RunUntilIdle();
        JoinHandle<Result<int, Exception>> good = _scheduler.Spawn(AsyncTask.Attempt(() => Unlucky(2)));
        _scheduler.RunUntilIdle();

        Assert.IsType<ValueError>(bad.TakeOutcome().Unwrap().Error);
        Assert.Equal(2, good.TakeOutcome().Unwrap().Unwrap());
    }

    private Future<int> Unlucky(int until) => Calls.Yield.AsFuture().Map(_ => ++_calls < until ? throw new ValueError($"call {_calls}") : _calls);
}
