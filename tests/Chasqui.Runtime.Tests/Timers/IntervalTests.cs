using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Timers;

public class IntervalTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void Ticks_come_at_a_steady_pace_and_missed_ones_are_left_out()
    {
        var seen = new List<(long Tick, double At)>();
        Interval? ticks = null;
        double[] work = [0, 0.25, 3.75, 0, 0];
        Future<int> Round(int round) => new AsyncCall<Option<long>>((Worker worker, out Option<long> result) => (ticks ??= new Interval(1)).Next(worker, out result))
            .AsFuture()
            .Then(tick =>
            {
                seen.Add((tick.Unwrap(), _scheduler.Time.Now / 1e9));
                return Calls.Sleep(work[round]);
            })
            .Map(_ => 0);
        _scheduler.Spawn(new LoopFrame(work.Length, round => Round(round).Start));
        _scheduler.RunUntilIdle();

        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 6.75), (5, 7)], seen);
    }

    [Fact]
    public void A_cancelled_wait_consumes_no_tick()
    {
        Interval? ticks = null;
        AsyncCall<Option<long>> next = (Worker worker, out Option<long> result) => (ticks ??= new Interval(1)).Next(worker, out result);
        JoinHandle<Option<long>> first = _scheduler.Spawn(next.AsFuture());
        _scheduler.Advance(0.5);
        first.Abort();
        _scheduler.RunUntilIdle(timePasses: false);
        JoinHandle<Option<long>> second = _scheduler.Spawn(next.AsFuture());
        _scheduler.RunUntilIdle();

        Assert.True(first.TakeOutcome().Error.IsCancelled());
        Assert.Equal(1, second.TakeOutcome().Unwrap().Unwrap());
        Assert.Equal(1_000_000_000, _scheduler.Time.Now);
    }
}
