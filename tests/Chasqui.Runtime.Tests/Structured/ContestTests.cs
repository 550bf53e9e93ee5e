using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Structured;

public class ContestTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly Gate _gate = new();
    private readonly Gate _other = new();

    [Fact]
    public void The_first_arm_to_end_wins_and_the_others_are_withdrawn_before()
    {
        var race = new RaceOperation();
        race.Add(Future(_gate.Wait));
        race.Add(Future(_other.Wait));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();

        _other.Open();
        _scheduler.RunUntilIdle();

        Assert.Equal(1, task.TakeOutcome().Unwrap());
        Assert.Equal(7, race.Take<int>(1));
        Assert.True(_gate.WasWithdrawn);
    }

    [Fact]
    public void Arms_that_are_ready_together_are_won_by_the_earlier()
    {
        var race = new RaceOperation();
        race.Add(Future(_gate.Wait));
        race.Add(Future(_other.Wait));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();

        _other.Open();
        _gate.Open();
        _scheduler.RunUntilIdle();

        Assert.Equal(0, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void An_arm_that_is_ready_at_once_wins_before_later_arms_begin()
    {
        int begun = 0;
        var race = new RaceOperation();
        race.Add(Future(Calls.Ready));
        race.Add(Future<int>((Worker worker, out int result) =>
        {
            begun++;
            return Calls.Ready(worker, out result);
        }));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();

        Assert.Equal(0, task.TakeOutcome().Unwrap());
        Assert.Equal(0, begun);
    }

    [Fact]
    public void Arms_that_yield_take_turns_with_each_other()
    {
        var race = new RaceOperation();
        race.Add(new LoopFrame(500, _ => Calls.Yield));
        race.Add(new LoopFrame(3, _ => Calls.Yield));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();

        Assert.Equal(1, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void The_error_of_the_first_arm_is_raised_when_its_value_is_taken()
    {
        var race = new RaceOperation();
        race.Add(Future(_gate.Wait));
        race.Add(new ThenFrame<Unit, int>(Calls.Sleep(1), _ => throw new InvalidOperationException("first")));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();

        Assert.Equal(1, task.TakeOutcome().Unwrap());
        Assert.Equal("first", Assert.Throws<InvalidOperationException>(() => race.Take<int>(1)).Message);
        Assert.True(_gate.WasWithdrawn);
    }

    [Fact]
    public void Cancelling_the_task_withdraws_every_arm()
    {
        var race = new RaceOperation();
        race.Add(Future(_gate.Wait));
        race.Add(Future(_other.Wait));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();

        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.True(_gate.WasWithdrawn && _other.WasWithdrawn);
    }

    [Fact]
    public void Races_nest()
    {
        var inner = new RaceOperation();
        inner.Add(Future(_gate.Wait));
        inner.Add(new SleepFuture(5));
        var outer = new RaceOperation();
        outer.Add(inner);
        outer.Add(new SleepFuture(2));
        JoinHandle<long> task = _scheduler.Spawn(outer);
        _scheduler.RunUntilIdle();

        Assert.Equal(1, task.TakeOutcome().Unwrap());
        Assert.True(_gate.WasWithdrawn);
        Assert.Equal(0, _scheduler.Timers.Count);
    }

    [Fact]
    public void A_select_with_a_default_does_not_wait()
    {
        var select = new SelectOperation(isBiased: false, hasDefault: true);
        select.AddFuture(Future(_gate.Wait));
        JoinHandle<long> task = _scheduler.Spawn(select);
        _scheduler.RunUntilIdle();

        Assert.Equal(-1, task.TakeOutcome().Unwrap());
        Assert.True(_gate.WasWithdrawn);
    }

    [Fact]
    public void A_select_gives_every_ready_arm_its_chance()
    {
        var seen = new HashSet<long>();
        for (int i = 0; i < 200; i++)
        {
            var select = new SelectOperation(isBiased: false, hasDefault: false);
            select.AddFuture(Future(Calls.Ready));
            select.AddFuture(Future(Calls.Ready));
            JoinHandle<long> task = _scheduler.Spawn(select);
            _scheduler.RunUntilIdle();
            seen.Add(task.TakeOutcome().Unwrap());
        }
        Assert.Equal([0, 1], seen.Order());
    }

    [Fact]
    public void A_select_of_closed_channels_raises()
    {
        var select = new SelectOperation(isBiased: true, hasDefault: false);
        select.Add(new ClosedArm());
        JoinHandle<long> task = _scheduler.Spawn(select);
        _scheduler.RunUntilIdle();

        Assert.IsType<SelectClosed>(task.Failure);
    }

    [Fact]
    public void Gather_collects_in_order_and_runs_its_children_in_turns()
    {
        Frame[] children = [new ThenFrame<Unit, int>(Calls.Sleep(3), _ => 1), new ThenFrame<Unit, int>(Calls.Sleep(1), _ => 2)];
        JoinHandle<int> task = _scheduler.Spawn(new GatherOperation<int>(children, set => (set[0].Take<int>() * 10) + set[1].Take<int>()));
        _scheduler.Advance(2);
        Assert.False(task.Done());
        _scheduler.Advance(1);
        Assert.Equal(12, task.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Gather_raises_the_first_error_when_the_others_have_unwound()
    {
        Frame[] children =
        [
            Future(_gate.Wait),
            new ThenFrame<Unit, int>(Calls.Sleep(1), _ => throw new InvalidOperationException("first")),
            new ThenFrame<Unit, int>(Calls.Sleep(2), _ => throw new InvalidOperationException("second")),
        ];
        JoinHandle<int> task = _scheduler.Spawn(new GatherOperation<int>(children, _ => 0));
        _scheduler.RunUntilIdle();

        Assert.Equal("first", task.Failure?.Message);
        Assert.True(_gate.WasWithdrawn);
        Assert.Equal(0, _scheduler.Timers.Count);
    }

    [Theory]
    [InlineData(1.0, 2.0, false)]
    [InlineData(2.0, 1.0, true)]
    [InlineData(1.0, 1.0, false)]
    public void Work_that_is_ready_with_its_deadline_has_made_it(double work, double limit, bool isLate)
    {
        var timeout = new TimeoutOperation<Unit>(limit, new SleepFuture(work));
        JoinHandle<Result<Unit, TimeoutError>> task = _scheduler.Spawn(timeout);
        _scheduler.RunUntilIdle();

        // The sleep is armed before the limit, so it expires first when both are due.
        Assert.Equal(isLate, task.TakeOutcome().Unwrap().IsErr());
        Assert.Equal(0, _scheduler.Timers.Count);
    }

    [Fact]
    public void An_outer_cancellation_is_not_taken_for_a_timeout()
    {
        var inner = new TimeoutOperation<int>(1, Future(_gate.Wait));
        var outer = new TimeoutOperation<Result<int, TimeoutError>>(1, inner);
        JoinHandle<Result<Result<int, TimeoutError>, TimeoutError>> task = _scheduler.Spawn(outer);
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Unwrap().IsErr());
        Assert.True(_gate.WasWithdrawn);
    }

    [Fact]
    public void Every_schedule_leaves_nothing_behind() => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var choice = new Random(seed);
        List<JoinHandle<long>> races = [];
        for (int i = 0; i < 20; i++)
        {
            var race = new RaceOperation();
            race.Add(new LoopFrame(choice.Next(4), _ => Calls.Yield));
            race.Add(new SleepFuture(choice.Next(3)));
            race.Add(new TimeoutOperation<int>(choice.Next(3), new LoopFrame(choice.Next(5), _ => Calls.Yield)));
            races.Add(scheduler.Spawn(race));
        }
        races.Add(scheduler.Spawn(new ThenFrame<Unit, long>(Calls.Sleep(1), _ => races.Count(r => r.Cancel()))));
        scheduler.RunUntilIdle();

        Assert.All(races, race => Assert.True(race.Done()));
        Assert.Equal(0, scheduler.Timers.Count);
        Assert.Equal(0, scheduler.LiveCount);
    });

    private static Future<T> Future<T>(AsyncCall<T> call) => call.AsFuture();

    private static Future<int> Future(AsyncCall<int> call) => call.AsFuture();

    private sealed class ClosedArm : SelectArm
    {
        internal override string Awaits => "nothing";

        internal override ArmState Poll(Worker worker) => ArmState.Out;

        internal override ArmState Step(Worker worker) => ArmState.Out;

        internal override void Leave(Worker? by)
        {
        }
    }
}
