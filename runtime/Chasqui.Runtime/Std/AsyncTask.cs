using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Std;

/// <summary>The functions of <c>std.async.task</c>.</summary>
[Module("std.async"), Module("std.async.task")]
public static class AsyncTask
{
    /// <summary>Starts a task at once. It goes on whatever becomes of the handle.</summary>
    [Name("spawn"), Cancellation("durable once spawned")]
    public static JoinHandle<T> Spawn<T>([Name("task"), Awaitable, Sent("another task")] Future<T> task, [Name("daemon"), KeywordOnly] bool daemon = false) =>
        Scheduler.Ambient.Spawn(task, daemon);

    /// <summary>As spawn, but dropping the handle aborts the task.</summary>
    [Name("spawn_owned")]
    public static OwnedHandle<T> SpawnOwned<T>([Name("task"), Awaitable, Sent("another task")] Future<T> task) => new(Scheduler.Ambient.Spawn(task));

    /// <summary>Runs a call that blocks its thread on a thread of its own. Only a call that has not begun can be aborted.</summary>
    [Name("spawn_blocking"), Cancellation("durable once spawned")]
    public static JoinHandle<T> SpawnBlocking<T>([Name("work"), Once, Sent("another thread")] Func<T> work) => Scheduler.Ambient.SpawnBlocking(work);

    /// <summary>Lets the other tasks have their turn.</summary>
    [Name("yield_now"), Async, Cancellation("cancel-safe")]
    public static AsyncStatus YieldNow(Worker worker, out Unit result)
    {
        result = default;
        return worker.IsCancelled ? AsyncStatus.Cancelled : YieldOperation.Begin(worker);
    }

    /// <summary>
    /// Calls f until it succeeds, at most so many times; a raised error and an Err are failures. The pause before a new attempt is the delay in
    /// seconds, then longer by the factor each time. The last failure is the outcome: the error is raised, or the Err returned.
    /// </summary>
    [Name("retry")]
    public static Future<T> Retry<T>([Name("f")] Func<Future<T>> f, [Name("times")] long times = 3, [Name("delay")] double delay = 0.1, [Name("backoff")] double backoff = 1.0) =>
        new RetryOperation<T>(f, times, delay, backoff);

    /// <summary>Calls f; an error that it raises becomes an Err.</summary>
    [Name("attempt")]
    public static Future<Result<T, Exception>> Attempt<T>([Name("f"), Once] Func<Future<T>> f) => new AttemptOperation<T>(f);

    /// <summary><c>async with scope() as s:</c> waits at its end for the tasks started with <c>s.spawn</c>.</summary>
    [Name("scope"), MustUse]
    public static TaskScope Scope() => new();

    /// <summary>What the running task carries about.</summary>
    [Name("current_context")]
    public static TaskContext CurrentContext() => TaskContext.Current;

    /// <summary>The context in which no key has a value.</summary>
    [Name("empty_context")]
    public static TaskContext EmptyContext() => TaskContext.Empty;
}
