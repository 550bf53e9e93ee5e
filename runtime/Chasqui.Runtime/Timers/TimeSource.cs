using System.Diagnostics;

namespace Chasqui.Runtime.Timers;

/// <summary>A monotonic clock in nanoseconds.</summary>
internal abstract class TimeSource
{
    internal abstract long Now { get; }

    /// <summary>The moment <paramref name="seconds"/> from now; negative and NaN durations act as zero, immense ones as never.</summary>
    internal long After(double seconds)
    {
        double nanoseconds = Math.Ceiling(seconds * 1e9);
        return nanoseconds > 0 ? Later(nanoseconds < long.MaxValue ? (long)nanoseconds : long.MaxValue) : Now;
    }

    internal long AfterMilliseconds(long milliseconds) =>
        milliseconds > 0 ? Later(milliseconds < long.MaxValue / 1_000_000 ? milliseconds * 1_000_000 : long.MaxValue) : Now;

    private long Later(long nanoseconds)
    {
        long now = Now;
        return nanoseconds < long.MaxValue - now ? now + nanoseconds : long.MaxValue;
    }
}

/// <summary>The machine's clock.</summary>
internal sealed class MonotonicTime : TimeSource
{
    private static readonly long NanosecondsPerTick = Math.Max(1, 1_000_000_000 / Stopwatch.Frequency);

    internal static readonly MonotonicTime Instance = new();

    internal override long Now => Stopwatch.GetTimestamp() * NanosecondsPerTick;
}

/// <summary>A clock that moves only when it is told to: sleeps cost nothing and happen in order.</summary>
internal sealed class VirtualTime : TimeSource
{
    private long _now;

    internal override long Now => Volatile.Read(ref _now);

    internal void AdvanceTo(long moment) => Volatile.Write(ref _now, Math.Max(_now, moment));
}
