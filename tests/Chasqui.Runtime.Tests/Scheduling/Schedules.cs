using System.Globalization;
using Chasqui.Runtime.Scheduling;
using Xunit;

namespace Chasqui.Runtime.Tests.Scheduling;

/// <summary>The same events in the orders of many seeds. A failure names its seed, and <c>CHASQUI_SEED</c> set to that runs it alone.</summary>
internal static class Schedules
{
    internal const int Count = 500;

    /// <summary>The seed of a failure that is replayed.</summary>
    internal static int? Replayed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CHASQUI_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int seed) ? seed : null;

    internal static IEnumerable<int> Seeds => Replayed is { } seed ? [seed] : Enumerable.Range(0, Count);

    internal static void Explore(Action<int> scenario)
    {
        foreach (int seed in Seeds)
        {
            try
            {
                scenario(seed);
            }
            catch (Exception error)
            {
                Assert.Fail($"{Named(seed)}: {error}");
            }
        }
    }

    /// <summary>Runs the scenario under each seed; both values of what it has seen must come up.</summary>
    internal static void ExploreBoth(Action<int, HashSet<bool>> scenario)
    {
        var seen = new HashSet<bool>();
        Explore(seed => scenario(seed, seen));
        Assert.True(seen.Count == 2 || Replayed is not null, "the seeds never led to the other order");
    }

    /// <summary>Runs to the end: every task has ended, and none has failed.</summary>
    internal static void Finish(DeterministicScheduler scheduler)
    {
        string? failure = null;
        scheduler.Failures.Report = error => failure ??= error.ToString();
        scheduler.RunUntilIdle();
        scheduler.Failures.ReportAll();
        Assert.Null(failure);
        Assert.Equal(0, scheduler.LiveCount);
        Assert.Equal(0, scheduler.Timers.Count);
    }

    internal static string Named(int seed) => $"seed {seed} (alone: CHASQUI_SEED={seed})";
}
