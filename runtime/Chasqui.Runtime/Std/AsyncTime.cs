using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Std;

/// <summary>The functions of <c>std.async.time</c>.</summary>
[Module("std.async"), Module("std.async.time")]
public static class AsyncTime
{
    /// <summary>Waits. Negative and NaN durations act as zero, which still lets the other tasks have their turn.</summary>
    [Name("sleep"), Async, Cancellation("cancel-safe")]
    public static AsyncStatus Sleep(Worker worker, [Name("seconds")] double seconds, out Unit result)
    {
        result = default;
        return seconds > 0 ? SleepUntil(worker, worker.Scheduler.Time.After(seconds)) : AsyncTask.YieldNow(worker, out result);
    }

    [Name("sleep_ms"), Async, Cancellation("cancel-safe")]
    public static AsyncStatus SleepMs(Worker worker, [Name("ms")] long ms, out Unit result)
    {
        result = default;
        return ms > 0 ? SleepUntil(worker, worker.Scheduler.Time.AfterMilliseconds(ms)) : AsyncTask.YieldNow(worker, out result);
    }

    /// <summary>An async iterator over ticks at a steady pace, to be used in the task that asks for it.</summary>
    [Name("interval")]
    public static Interval Interval([Name("seconds")] double seconds) => new(seconds);

    /// <summary>
    /// Waits for a task, but no longer than this. When the time is over the task goes on, and <c>TimedOut</c> gives the handle back. Cancelling
    /// the wait drops the handle; the task goes on then too.
    /// </summary>
    [Name("timeout_join"), Cancellation("cancel-safe")]
    public static Future<TimeoutJoinOutcome<T>> TimeoutJoin<T>([Name("seconds")] double seconds, [Name("handle")] JoinHandle<T> handle) =>
        new TimeoutJoinOperation<T>(handle, time => time.After(seconds));

    /// <summary>As timeout_join, with the limit in milliseconds.</summary>
    [Name("timeout_join_ms"), Cancellation("cancel-safe")]
    public static Future<TimeoutJoinOutcome<T>> TimeoutJoinMs<T>([Name("ms")] long ms, [Name("handle")] JoinHandle<T> handle) =>
        new TimeoutJoinOperation<T>(handle, time => time.AfterMilliseconds(ms));

    internal static AsyncStatus SleepUntil(Worker worker, long deadline) =>
        worker.IsCancelled ? AsyncStatus.Cancelled : new SleepOperation(worker.Strand).Begin(worker, deadline);
}
