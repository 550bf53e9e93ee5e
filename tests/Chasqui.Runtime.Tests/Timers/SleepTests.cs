using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Timers;

public class SleepTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void Sleepers_wake_in_the_order_of_their_deadlines()
    {
        var order = new List<int>();
        var random = new Random(5);
        int[] delays = [.. Enumerable.Range(0, 500).Select(_ => random.Next(1, 100))];
        for (int i = 0; i < delays.Length; i++)
        {
            int id = i;
            _scheduler.Spawn(new ThenFrame<Unit, int>(Calls.Sleep(delays[i]), _ =>
            {
                order.Add(id);
                return 0;
            }));
        }

        _scheduler.RunUntilIdle();

        Assert.Equal(Enumerable.Range(0, delays.Length).OrderBy(i => delays[i]), order);
    }

    [Fact]
    public void A_sleep_ends_at_its_moment_and_not_before()
    {
        JoinHandle<Unit> task = _scheduler.Spawn(Calls.Sleep(1.5).AsFuture());
        _scheduler.Advance(1.499_999_999);
        Assert.False(task.Done());

        _scheduler.Advance(0.000_000_001);
        _scheduler.RunUntilIdle(timePasses: false);

        Assert.True(task.Done());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Zero_negative_and_NaN_take_no_time(double seconds)
    {
        JoinHandle<Unit> task = _scheduler.Spawn(Calls.Sleep(seconds).AsFuture());

        _scheduler.RunUntilIdle(timePasses: false);

        Assert.True(task.Done());
    }

    [Fact]
    public void An_endless_sleep_can_be_cancelled_and_leaves_no_timer()
    {
        JoinHandle<Unit> task = _scheduler.Spawn(Calls.Sleep(double.PositiveInfinity).AsFuture());
        _scheduler.Advance(1e6);
        Assert.Equal(1, _scheduler.Timers.Count);

        task.Abort();
        _scheduler.RunUntilIdle(timePasses: false);

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.Equal(0, _scheduler.Timers.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900_000)]
    [InlineData(40_000_000)]
    [InlineData(3_000_000_000_000)]
    [InlineData(20_000_000_000_000_000)]
    public void The_wheel_keeps_order_through_random_arming_and_disarming(long unit)
    {
        var random = new Random(11);
        var queue = new TimerWheel();
        var armed = new List<(long Deadline, Probe Probe)>();
        var fired = new List<Probe>();
        for (int i = 0; i < 5_000; i++)
        {
            if (armed.Count > 0 && random.Next(3) == 0)
            {
                int victim = random.Next(armed.Count);
                Assert.True(queue.Disarm(armed[victim].Probe));
                armed.RemoveAt(victim);
            }
            else
            {
                var probe = new Probe(fired);
                long deadline = (random.Next(300) * unit) + random.Next(2);
                queue.Arm(probe, deadline);
                armed.Add((deadline, probe));
            }
        }

        for (long now = 0; now <= 301 * unit; now += 7 * unit)
        {
            queue.Expire(now, by: null);
            Assert.True(queue.Next > now);
            Assert.Equal(armed.Where(entry => entry.Deadline <= now).OrderBy(entry => entry.Deadline).Select(entry => entry.Probe), fired);
        }
        Assert.All(fired, probe => Assert.False(queue.Disarm(probe)));
        queue.Expire(long.MaxValue - 1, by: null);
        Assert.Equal(0, queue.Count);
        Assert.Equal(long.MaxValue, queue.Next);
    }

    private sealed class Probe(List<Probe> fired) : IAlarm
    {
        private TimerNode _node;

        public ref TimerNode Node => ref _node;

        public void Expire(Worker? by) => fired.Add(this);
    }
}
