using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std.Calendar;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Std;

/// <summary>What bounds work in time: calls that give a Result, and blocks for <c>async with</c>.</summary>
[Module("std.async"), Module("std.async.time"), Module("std.async.task")]
public static class AsyncLimits
{
    /// <summary>
    /// Runs a future for at most so many seconds; then it is cancelled and, once it has cleaned up, the result is the error. A future that
    /// is done in the same moment has made it. Negative and NaN durations act as zero.
    /// </summary>
    [Name("timeout"), Cancellation("cancel-safe")]
    public static Future<Result<T, TimeoutError>> Timeout<T>([Name("seconds")] double seconds, [Name("task"), Awaitable, CanLose] Future<T> task) =>
        new TimeoutOperation<T>(seconds, task);

    /// <summary>As timeout, with the limit in milliseconds.</summary>
    [Name("timeout_ms"), Cancellation("cancel-safe")]
    public static Future<Result<T, TimeoutError>> TimeoutMs<T>([Name("ms")] long ms, [Name("task"), Awaitable, CanLose] Future<T> task) =>
        new TimeoutOperation<T>(ms / 1e3, task);

    /// <summary><c>async with timeout(seconds):</c> bounds a block.</summary>
    [Name("timeout")]
    public static TimeoutBlock Timeout([Name("seconds")] double seconds) => new(seconds, time => time.After(seconds));

    /// <summary>As timeout, with the limit in milliseconds.</summary>
    [Name("timeout_ms")]
    public static TimeoutBlock TimeoutMs([Name("ms")] long ms) => new(ms / 1e3, time => time.AfterMilliseconds(ms));

    /// <summary>As timeout, up to a moment.</summary>
    [Name("deadline"), Cancellation("cancel-safe")]
    public static Future<Result<T, TimeoutError>> Deadline<T>([Name("instant")] InstantValue instant, [Name("task"), Awaitable, CanLose] Future<T> task) =>
        new TimeoutOperation<T>(SecondsUntil(instant), task);

    /// <summary><c>async with deadline(instant):</c> bounds a block.</summary>
    [Name("deadline")]
    public static TimeoutBlock Deadline([Name("instant")] InstantValue instant) => new(SecondsUntil(instant), _ => instant.Moment);

    private static double SecondsUntil(InstantValue instant) => Math.Max(0, (instant.Moment - Scheduler.Ambient.Time.Now) / 1e9);
}
