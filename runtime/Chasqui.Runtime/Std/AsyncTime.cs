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

    /// <summary>
    /// Runs a future for at most so many seconds; then it is cancelled and, once it has cleaned up, the result is the error. A future that
    /// is done in the same moment has made it. Negative and NaN durations act as zero.
    /// </summary>
    [Name("timeout"), Cancellation("cancel-safe")]
    public static Future<Result<T, TimeoutError>> Timeout<T>([Name("seconds")] double seconds, [Name("task"), Awaitable] Future<T> task) =>
        new TimeoutOperation<T>(seconds, task);

    private static AsyncStatus SleepUntil(Worker worker, long deadline) =>
        worker.IsCancelled ? AsyncStatus.Cancelled : new SleepOperation(worker.Strand).Begin(worker, deadline);
}
