using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Tasks;

public class OwnedHandleTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly List<string> _reported = [];

    public OwnedHandleTests() => _scheduler.Failures.Report = error => _reported.Add(error.Message);

    [Fact]
    public void Dropping_it_aborts_the_task_and_detaching_does_not()
    {
        JoinHandle<Unit> dropped = Sleeper();
        new OwnedHandle<Unit>(dropped).Drop();
        JoinHandle<Unit> kept = new OwnedHandle<Unit>(Sleeper()).Detach();
        _scheduler.RunUntilIdle();

        Assert.True(dropped.TakeOutcome().Error.IsCancelled());
        Assert.True(kept.TakeOutcome().IsOk());
    }

    [Fact]
    public void Cancelling_the_wait_aborts_the_task()
    {
        JoinHandle<Unit> task = Sleeper();
        JoinHandle<Result<Unit, TaskJoinError>> waiter = _scheduler.Spawn(new AsyncCall<Result<Unit, TaskJoinError>>(new OwnedHandle<Unit>(task).Await).AsFuture());
        _scheduler.RunUntilIdle(timePasses: false);
        waiter.Abort();
        _scheduler.RunUntilIdle(timePasses: false);

        Assert.True(waiter.TakeOutcome().Error.IsCancelled());
        Assert.True(task.TakeOutcome().Error.IsCancelled());
    }

    [Fact]
    public void Cancelling_the_wait_for_a_durable_task_drops_its_handle_only()
    {
        JoinHandle<int> task = _scheduler.Spawn(Calls.Sleep(1).AsFuture().Map<Unit, int>(_ => throw new ValueError("late")));
        JoinHandle<Result<int, TaskJoinError>> waiter = _scheduler.Spawn(new AsyncCall<Result<int, TaskJoinError>>(task.Await).AsFuture());
        _scheduler.RunUntilIdle(timePasses: false);
        waiter.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(waiter.TakeOutcome().Error.IsCancelled());
        Assert.Equal(["late"], _reported);
    }

    [Fact]
    public void A_failure_is_told_once_at_the_drop_or_when_it_comes()
    {
        JoinHandle<int> early = _scheduler.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new ValueError("early"))));
        JoinHandle<int> late = _scheduler.Spawn(Calls.Sleep(1).AsFuture().Map<Unit, int>(_ => throw new ValueError("late")));
        late.Drop();
        _scheduler.RunUntilIdle(timePasses: false);
        Assert.Empty(_reported);
        early.Drop();
        Assert.Equal(["early"], _reported);
        _scheduler.RunUntilIdle();
        _scheduler.Failures.ReportAll();

        Assert.Equal(["early", "late"], _reported);
    }

    private JoinHandle<Unit> Sleeper() => _scheduler.Spawn(Calls.Sleep(1).AsFuture());
}
