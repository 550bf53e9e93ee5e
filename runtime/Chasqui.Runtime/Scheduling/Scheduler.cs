using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Scheduling;

/// <summary>
/// The seam between tasks and threads: decides on which thread, and in which order, runnable strands take their turns.
/// </summary>
public abstract class Scheduler
{
    /// <summary>
    /// The stack of every thread that runs Chasqui code, so that a recursion goes equally deep in main and in tasks: 100,000 calls of
    /// an ordinary function or more. The memory is only reserved until it is used. A runaway recursion sets the limit: for each of
    /// its frames the CLR takes a few microseconds to unwind and some ten to name the line in the trace.
    /// </summary>
    internal const int StackBytes = 16 * 1024 * 1024;

    private static readonly Lazy<Scheduler> s_default = new(() => new WorkStealingScheduler());

    private readonly object _drainLock = new();
    private bool _draining;
    private long _startedOutside;

    private protected Scheduler(TimeSource time) => Time = time;

    /// <summary>The scheduler of the running task, or the one of the process, which starts when it is first needed.</summary>
    internal static Scheduler Ambient => Worker.Current?.Scheduler ?? s_default.Value;

    internal static bool IsDefaultStarted => s_default.IsValueCreated;

    internal TimeSource Time { get; }

    internal TimerQueue Timers { get; } = new();

    internal BlockingPool Blocking { get; } = new();

    internal FailureLog Failures { get; } = new();

    /// <summary>How many tasks have started and not ended, daemons apart. Exact only when nothing runs.</summary>
    /// <remarks>
    /// The ends are summed before the starts. Both only grow, so if the sums are equal then at the moment between the two
    /// every start had met its end, and with nothing left that could start a task, that stays so.
    /// </remarks>
    internal long LiveCount
    {
        get
        {
            long ended = SumOverWorkers(worker => Volatile.Read(ref worker.EndedCount));
            Interlocked.MemoryBarrier();
            return SumOverWorkers(worker => Volatile.Read(ref worker.StartedCount)) + Volatile.Read(ref _startedOutside) - ended;
        }
    }

    internal JoinHandle<T> Spawn<T>(Future<T> root, bool daemon = false)
    {
        var task = new JoinHandle<T>(this, root, daemon);
        Worker? by = CurrentWorker();
        CountStart(by, daemon);
        task.MakeActive();
        Start(task, by);
        return task;
    }

    internal JoinHandle<T> SpawnBlocking<T>(Func<T> work)
    {
        var operation = new BlockingOperation<T>(work);
        var task = new JoinHandle<T>(this, operation);
        CountStart(CurrentWorker(), daemon: false);
        task.MakeParked();
        operation.Submit(task, Blocking);
        return task;
    }

    internal virtual void ArmTimer(IAlarm timer, long deadline, Worker by) => Timers.Arm(timer, deadline);

    /// <summary>Takes a strand that has never run.</summary>
    internal abstract void Start(Strand strand, Worker? by);

    /// <summary>Takes a strand that was parked and has been woken; <paramref name="by"/> is the waking thread's worker.</summary>
    internal abstract void Schedule(Strand strand, Worker? by);

    /// <summary>Takes back a strand that has had its turn and is ready for the next.</summary>
    internal abstract void Yield(Strand strand, Worker by);

    /// <summary>A task that is not a daemon has ended.</summary>
    internal void NoteEnd()
    {
        if (Volatile.Read(ref _draining))
        {
            lock (_drainLock)
            {
                Monitor.Pulse(_drainLock);
            }
        }
    }

    /// <summary>Blocks the host thread until every task has ended, daemons apart.</summary>
    internal void WaitForTasks()
    {
        lock (_drainLock)
        {
            Volatile.Write(ref _draining, true);
            while (LiveCount > 0)
            {
                // The end of a task looks for the waiter without a barrier; the time limit covers the one that just missed it.
                Monitor.Wait(_drainLock, millisecondsTimeout: 20);
            }
        }
    }

    private protected abstract long SumOverWorkers(Func<Worker, long> count);

    private Worker? CurrentWorker() => Worker.Current is { } worker && worker.Scheduler == this ? worker : null;

    private void CountStart(Worker? by, bool daemon)
    {
        if (daemon)
        {
            return;
        }
        if (by is null)
        {
            Interlocked.Increment(ref _startedOutside);
        }
        else
        {
            Volatile.Write(ref by.StartedCount, by.StartedCount + 1);
        }
    }
}
