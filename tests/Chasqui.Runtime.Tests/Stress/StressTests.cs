using System.Globalization;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>Runs alone: it counts what is left in memory.</summary>
[CollectionDefinition(nameof(StressTests), DisableParallelization = true)]
public sealed class StressCollection;

/// <summary>
/// Everything at once on the real scheduler, in rounds that each end with nothing left. <c>CHASQUI_STRESS</c> sets how many operations
/// there are, <c>CHASQUI_STRESS_SEED</c> the first seed.
/// </summary>
[Collection(nameof(StressTests))]
public sealed class StressTests(ITestOutputHelper output) : IDisposable
{
    private const int ShortCount = 300_000;
    private const int SecondsPerRound = 60;
    private const long ToleratedBytes = 4_000_000;

    private readonly WorkStealingScheduler _scheduler = new(workers: 3);
    private readonly long _count = Setting("CHASQUI_STRESS", ShortCount);
    private readonly int _firstSeed = (int)Setting("CHASQUI_STRESS_SEED", Environment.TickCount & 0xFFFF);

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void Operations_of_all_kinds_leave_nothing_behind() => Repeat(seed =>
    {
        var mix = new OperationMix(_scheduler);
        for (int driver = 0; driver < 500; driver++)
        {
            mix.Start(new Random((seed * 1000) + driver), rounds: 20);
        }
        End(seed);
        mix.Check();
        return mix.Operations;
    });

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
            exchange.Start(producers: 6, consumers: 3, messages: 2_000);
            End(seed);
            exchange.Check();
            return exchange.Messages;
        },
        share: 5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Waits_that_are_cancelled_leave_a_channel_as_it_was(int capacity) => Repeat(
        seed =>
        {
            var withdrawals = new Withdrawals(_scheduler, capacity, new Random(seed));
            withdrawals.Start(tasks: 50);
            End(seed);
            return withdrawals.Check();
        },
        share: 10);

    [Fact]
    public void Every_subscriber_sees_every_message_or_is_told_how_many_it_missed() => Repeat(
        seed =>
        {
            var publication = new Publication(_scheduler, new Random(seed));
            publication.Start(messages: 2_000);
            End(seed);
            publication.Check();
            return publication.Messages;
        },
        share: 10);

    /// <summary>Runs rounds until their operations add up to the count; what is in memory after one is there after all.</summary>
    private void Repeat(Func<int, long> round, int share = 1)
    {
        output.WriteLine($"first seed {_firstSeed}");
        int seed = _firstSeed;
        long done = 0, before = 0;
        for (long warm = 0; done < _count / share; done += Run(round, seed++))
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
            throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
        }
    }

    /// <summary>Waits for every task, and finds nothing left.</summary>
    private void End(int seed)
    {
        WaitOutcome outcome = _scheduler.WaitForTasks(SecondsPerRound);
        List<Strand> live = _scheduler.CollectLive();
        string left = string.Join(", ", live.Take(5).Select(task => $"{task.Name} at {task.Leaf?.GetType().Name}"));
        Assert.True(outcome == WaitOutcome.Over, $"seed {seed}: {outcome} with {live.Count} tasks, of which {left}");
        Assert.Equal(0, _scheduler.LiveCount);
        Assert.Equal(0, _scheduler.Timers.Count);
        Assert.Equal(0, _scheduler.Failures.Count);
    }

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : otherwise;
}
