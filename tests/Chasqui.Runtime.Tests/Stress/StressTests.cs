using System.Globalization;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>Runs alone: it counts what is left in memory.</summary>
[CollectionDefinition(nameof(StressTests), DisableParallelization = true)]
public sealed class StressCollection;

/// <summary>
/// Everything at once on the real scheduler, in rounds that each end with nothing left. <c>CHASQUI_STRESS</c> sets how many messages
/// there are over all kinds of channels, <c>CHASQUI_SEED</c> the seed of the first round.
/// </summary>
[Collection(nameof(StressTests))]
public sealed class StressTests(ITestOutputHelper output) : IDisposable
{
    private const int ShortCount = 300_000;

    /// <summary>Rendezvous, three sizes of bounded ones, unbounded, oneshot, broadcast, watch.</summary>
    private const int KindsOfChannels = 8;
    private const int LeastPerTest = 30_000;
    private const int SecondsPerRound = 60;
    private const long ToleratedBytes = 4_000_000;

    private readonly WorkStealingScheduler _scheduler = new(workers: 3);
    private readonly long _count =
        long.TryParse(Environment.GetEnvironmentVariable("CHASQUI_STRESS"), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : ShortCount;
    private readonly int _firstSeed = Schedules.Replayed ?? (Environment.TickCount & 0xFFFF);

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void Operations_of_all_kinds_leave_nothing_behind() => Repeat(
        seed =>
        {
            var mix = new OperationMix(_scheduler);
            for (int driver = 0; driver < 500; driver++)
            {
                mix.Start(new Random((seed * 1000) + driver), rounds: 20);
            }
            End();
            mix.Check();
            return mix.Operations;
        },
        share: 20);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    public void Accepted_messages_are_received_exactly_once_and_in_order(int capacity) => Repeat(
        seed =>
        {
            var exchange = new MessageExchange(_scheduler, capacity, new Random(seed));
            exchange.Start(producers: 6, consumers: 3, messages: 500);
            End();
            exchange.Check();
            return exchange.Messages;
        },
        share: KindsOfChannels);

    [Fact]
    public void Answers_that_are_awaited_arrive_and_others_are_dropped() => Repeat(
        seed =>
        {
            var requests = new Requests(_scheduler, new Random(seed));
            requests.Start(clients: 20, servers: 3, requests: 500);
            End();
            return requests.Check();
        },
        share: KindsOfChannels);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Waits_that_are_cancelled_leave_a_channel_as_it_was(int capacity) => Repeat(
        seed =>
        {
            var withdrawals = new Withdrawals(_scheduler, capacity, new Random(seed));
            withdrawals.Start(tasks: 50);
            End();
            return withdrawals.Check();
        },
        share: 100);

    [Fact]
    public void Waits_at_locks_end_and_conserve_what_they_wait_for() => Repeat(
        seed =>
        {
            const int Rounds = 200;
            var mix = new LockMix(_scheduler, new Random(seed));
            mix.Start(tasks: 20, Rounds);
            End();
            return mix.Check(Rounds);
        },
        share: 100);

    [Fact]
    public void What_a_lock_owns_goes_with_its_last_handle_or_guard() => Repeat(
        seed =>
        {
            var handles = new LockHandles(_scheduler, new Random(seed));
            handles.Start(locks: 40, tasks: 5, rounds: 20);
            End();
            return handles.Check();
        },
        share: 100);

    /// <summary>Whoever was called in vain is granted the next permit, however the threads run.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_waiter_is_called_in_vain_at_most_once(int permits) => Repeat(
        seed =>
        {
            const int Tasks = 30, Rounds = 300;
            var pool = new PermitPool(permits);
            var chance = new Random(seed);
            int late = 0;
            for (int i = 0; i < Tasks; i++)
            {
                var dice = new Random(chance.Next());
                _scheduler.Spawn(new LoopFrame(Rounds, _ => new CountedAcquire(pool).Then<int, int>(turns =>
                {
                    Interlocked.Add(ref late, turns > CountedAcquire.MostTurns ? 1 : 0);
                    return new LoopFrame(dice.Next(4) / 3, _ => Calls.Yield).Map(_ =>
                    {
                        pool.Release();
                        return 0;
                    }).Start;
                }).Start)).Drop();
            }
            End();
            Assert.Equal(permits, pool.Free);
            Assert.Equal(0, late);
            return Tasks * Rounds;
        },
        share: 100);

    [Fact]
    public void Every_subscriber_sees_every_message_or_is_told_how_many_it_missed() => Repeat(
        seed =>
        {
            var publication = new Publication(_scheduler, new Random(seed));
            publication.Start(messages: 2_000);
            End();
            publication.Check();
            // Through each of the two.
            return 2 * publication.Messages;
        },
        share: KindsOfChannels / 2);

    /// <summary>Runs rounds until their operations add up to the count; what is in memory after one is there after all.</summary>
    private void Repeat(Func<int, long> round, int share)
    {
        output.WriteLine($"first seed {_firstSeed}");
        int seed = _firstSeed;
        long done = 0, before = 0;
        long count = Math.Max(LeastPerTest, _count / share);
        for (long warm = 0; done < count; done += Run(round, seed++))
        {
            if (++warm == 4)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
        long after = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{done:N0} operations in {seed - _firstSeed} rounds; {before:N0} bytes early, {after:N0} at the end, with {_scheduler.ListedCount} tasks that have ended");
        Assert.True(before == 0 || after - before < ToleratedBytes, $"{before:N0} bytes became {after:N0}");
    }

    private static long Run(Func<int, long> round, int seed)
    {
        try
        {
            return round(seed);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{Schedules.Named(seed)}: {error.Message}", error);
        }
    }

    /// <summary>Waits for every task, and finds nothing left.</summary>
    private void End()
    {
        WaitOutcome outcome = _scheduler.WaitForTasks(SecondsPerRound);
        List<Strand> live = _scheduler.CollectLive();
        string left = string.Join(", ", live.Take(5).Select(task => $"{task.Name} at {task.Leaf?.GetType().Name}"));
        Assert.True(outcome == WaitOutcome.Over, $"{outcome} with {live.Count} tasks, of which {left}");
        Assert.Equal(0, _scheduler.LiveCount);
        Assert.Equal(0, _scheduler.Timers.Count);
        Assert.Equal(0, _scheduler.Failures.Count);
    }
}
