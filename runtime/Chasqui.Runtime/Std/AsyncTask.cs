using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Std;

/// <summary>The functions of <c>std.async.task</c>.</summary>
[Module("std.async"), Module("std.async.task")]
public static class AsyncTask
{
    /// <summary>Starts a task at once. It goes on whatever becomes of the handle.</summary>
    [Name("spawn"), Cancellation("durable once spawned")]
    public static JoinHandle<T> Spawn<T>([Name("task"), Awaitable] Future<T> task, [Name("daemon"), KeywordOnly] bool daemon = false) =>
        Scheduler.Ambient.Spawn(task, daemon);

    /// <summary>Runs a call that blocks its thread on a thread of its own. Only a call that has not begun can be aborted.</summary>
    [Name("spawn_blocking"), Cancellation("durable once spawned")]
    public static JoinHandle<T> SpawnBlocking<T>([Name("work")] Func<T> work) => Scheduler.Ambient.SpawnBlocking(work);

    /// <summary>Lets the other tasks have their turn.</summary>
    [Name("yield_now"), Async, Cancellation("cancel-safe")]
    public static AsyncStatus YieldNow(Worker worker, out Unit result)
    {
        result = default;
        return worker.IsCancelled ? AsyncStatus.Cancelled : YieldOperation.Begin(worker);
    }
}
