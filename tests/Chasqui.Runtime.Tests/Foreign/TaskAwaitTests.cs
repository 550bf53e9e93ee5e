using Chasqui.Runtime.Core;
using Chasqui.Runtime.Foreign;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Foreign;

public class TaskAwaitTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly TaskCompletionSource<int> _source = new();

    private static ThenFrame<T, T> Await<T>(Task<T> task) =>
        new((Worker worker, out T result) => TaskOfMethods.Await(task, worker, out result), value => value);

    [Fact]
    public void A_completed_task_is_awaited_within_the_turn()
    {
        JoinHandle<int> task = _scheduler.Spawn(Await(Task.FromResult(3)));

        Assert.True(_scheduler.Step());
        Assert.Equal(3, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public async Task A_task_that_another_thread_completes_wakes_its_awaiter()
    {
        JoinHandle<int> task = _scheduler.Spawn(Await(_source.Task));
        Assert.True(_scheduler.Step());
        Assert.False(task.Done());

        Task completing = Task.Run(() => _source.SetResult(5));
        _scheduler.RunUntilIdle();
        await completing;

        Assert.Equal(5, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Every_kind_of_task_gives_its_result()
    {
        var unit = new TaskCompletionSource();
        JoinHandle<Unit> task = _scheduler.Spawn(new ThenFrame<Unit, Unit>(
            (Worker worker, out Unit result) => TaskMethods.Await(unit.Task, worker, out result), value => value));
        JoinHandle<Unit> valueTask = _scheduler.Spawn(new ThenFrame<Unit, Unit>(
            (Worker worker, out Unit result) => ValueTaskMethods.Await(new ValueTask(unit.Task), worker, out result), value => value));
        JoinHandle<int> valueTaskOf = _scheduler.Spawn(new ThenFrame<int, int>(
            (Worker worker, out int result) => ValueTaskOfMethods.Await(new ValueTask<int>(_source.Task), worker, out result), value => value));
        while (_scheduler.Step())
        {
        }
        unit.SetResult();
        _source.SetResult(9);
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().IsOk());
        Assert.True(valueTask.TakeOutcome().IsOk());
        Assert.Equal(9, valueTaskOf.TakeOutcome().Unwrap());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_is_raised_at_the_await_as_it_is(bool isEarly)
    {
        if (isEarly)
        {
            _source.SetException(new ValueError("bad"));
        }
        JoinHandle<int> task = _scheduler.Spawn(Await(_source.Task));
        _scheduler.Step();
        if (!isEarly)
        {
            _source.SetException(new ValueError("bad"));
        }
        _scheduler.RunUntilIdle();

        Assert.IsType<ValueError>(task.Failure);
    }

    [Fact]
    public void The_cancellation_of_a_task_of_dotnet_is_an_ordinary_error()
    {
        _source.SetCanceled();
        JoinHandle<int> task = _scheduler.Spawn(Await(_source.Task));
        _scheduler.RunUntilIdle();

        Assert.IsType<OperationCanceledException>(task.Failure, exactMatch: false);
    }

    [Fact]
    public void A_cancelled_wait_is_abandoned_and_its_result_disposed()
    {
        var source = new TaskCompletionSource<MemoryStream>();
        JoinHandle<MemoryStream> task = _scheduler.Spawn(Await(source.Task));
        _scheduler.Step();

        task.Abort();
        _scheduler.RunUntilIdle();
        Assert.True(task.TakeOutcome().Error.IsCancelled());

        var stream = new MemoryStream();
        source.SetResult(stream);
        Assert.False(stream.CanRead);
    }

    [Fact]
    public void The_failure_of_an_abandoned_wait_is_secondary()
    {
        JoinHandle<int> task = _scheduler.Spawn(Await(_source.Task));
        _scheduler.Step();
        task.Abort();
        _scheduler.RunUntilIdle();

        _source.SetException(new ValueError("late"));

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.Equal("late", Assert.Single(SecondaryFailures.Of(task)).Message);
    }

    [Fact]
    public void A_program_that_waits_for_dotnet_is_not_stuck()
    {
        var scheduler = new WorkStealingScheduler();
        JoinHandle<int> task = scheduler.Spawn(Await(_source.Task));
        Assert.Equal(WaitOutcome.TimeOver, scheduler.WaitForTasks(0.05));

        _source.SetResult(1);
        Assert.Equal(WaitOutcome.Over, scheduler.WaitForTasks());
        Assert.Equal(1, task.TakeOutcome().Unwrap());
    }
}
