using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Scheduling;

/// <summary>
/// The seam between tasks and threads: decides on which thread, and in which order, runnable strands take their turns.
/// </summary>
public abstract class Scheduler
{
    /// <summary>
    /// The stack of every thread that runs Chasqui code, so that a recursion goes equally deep in main and in tasks: some 125,000 calls
    /// of a small function. A runaway recursion sets the limit, for each of its frames takes the CLR a few microseconds to unwind:
    /// with this size the error is there in a fraction of a second.
    /// </summary>
    private const int StackBytes = 4 * 1024 * 1024;

    private static readonly Lazy<Scheduler> s_default = new(static () =>
    {
        ProgramLife.Current?.WatchSignals();
        return new WorkStealingScheduler { Failures = { Report = Traceback.Print } };
    });

    private readonly Lock _outside = new();
    private readonly LiveTasks _tasksFromOutside = new();
    private long _startedOutside;
    private bool _isAborting;
    private int _foreignWaits;

    private protected Scheduler(TimeSource time) => Time = time;

    /// <summary>The scheduler of the running task, or the one of the process, which starts when it is first needed.</summary>
    internal static Scheduler Ambient => Worker.Current?.Scheduler ?? s_default.Value;

    internal static bool IsDefaultStarted => s_default.IsValueCreated;

    internal TimeSource Time { get; }

    /// <summary>Whether every task is to be cancelled, also those that begin now.</summary>
    internal bool IsAborting => Volatile.Read(ref _isAborting);

    internal TimerWheel Timers { get; } = new();

    internal FailureLog Failures { get; } = new();

    /// <summary>A thread for Chasqui code.</summary>
    internal static Thread CreateThread(string name, Action body) =>
        new(() => StackGuard.Watch(body), StackBytes) { IsBackground = true, Name = name };

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
        task.MakeActive();
        Launch(task);
        return task;
    }

    /// <summary>Starts the cleanup of something that was dropped; the region in which that happens waits for it at its end.</summary>
    internal void StartCleanup(Future<Unit> cleanup)
    {
        Strand? owner = Worker.Current?.RunningStrand;
        var task = new JoinHandle<Unit>(this, cleanup, owner is { Task.IsDaemon: true });
        task.MakeBegun();
        task.Drop();
        owner?.AddCleanup(task);
        Launch(task);
    }

    /// <summary>Queues a task that is active and has never run.</summary>
    internal void Launch(Strand task)
    {
        Worker? by = CurrentWorker();
        Register(task, by);
        if (task.IsDaemon)
        {
            // The others are counted, so that they are known while they stand in a queue.
            task.MakeListed();
            List(task, by);
        }
        Start(task, by);
    }

    internal JoinHandle<T> SpawnBlocking<T>(Func<T> work)
    {
        var operation = new BlockingOperation<T>(work);
        var task = new JoinHandle<T>(this, operation);
        task.MakeParked();
        operation.Attach(task);
        Worker? by = CurrentWorker();
        Register(task, by);
        List(task, by);
        Submit(operation);
        return task;
    }

    /// <summary>A strand begins to wait for something of .NET, which may wake it from any thread.</summary>
    internal void BeginForeignWait() => Interlocked.Increment(ref _foreignWaits);

    /// <summary>Whoever ends the wait has woken the strand before.</summary>
    internal void EndForeignWait() => Interlocked.Decrement(ref _foreignWaits);

    /// <summary>No strand can become runnable any more, except by a thread that is not the scheduler's.</summary>
    private protected abstract bool IsQuiescent();

    private protected bool HasForeignWaits => Volatile.Read(ref _foreignWaits) > 0;

    internal virtual void ArmTimer(IAlarm timer, long deadline, Worker by) => Timers.Arm(timer, deadline);

    /// <summary>Takes a strand that has never run.</summary>
    internal abstract void Start(Strand strand, Worker? by);

    /// <summary>Takes a strand that was parked and has been woken; <paramref name="by"/> is the waking thread's worker.</summary>
    internal abstract void Schedule(Strand strand, Worker? by);

    /// <summary>Takes back a strand that has had its turn and is ready for the next.</summary>
    internal abstract void Yield(Strand strand, Worker by);

    /// <summary>Takes a call that blocks its thread.</summary>
    private protected abstract void Submit(IBlockingJob job);

    /// <summary>
    /// Blocks the host thread until <paramref name="isOver"/>, or until no task can ever be woken again, or until the time is over.
    /// The condition may become true only while tasks run.
    /// </summary>
    internal abstract WaitOutcome WaitUntil(Func<bool> isOver, double seconds);

    /// <summary>No task can run again: none is runnable, and no timer, blocking call or wait for .NET will wake one. Once so, it stays so.</summary>
    internal bool IsStuck => Timers.Count == 0 && IsQuiescent();

    /// <summary>Waits for every task to end, daemons apart.</summary>
    internal WaitOutcome WaitForTasks(double seconds = double.PositiveInfinity) => WaitUntil(() => LiveCount == 0, seconds);

    /// <summary>
    /// Whether every task, daemons apart, waits for other tasks only: no timer, no blocking call and nothing of .NET will wake one.
    /// </summary>
    /// <remarks>
    /// Two looks that find each task parked since the same moment: then at the moment between the looks all of them were parked.
    /// </remarks>
    internal bool AwaitsOnlyTasks() =>
        FindParked() is { } first && first.Count == LiveCount && FindParked() is { } second && first.SequenceEqual(second);

    /// <summary>The tasks with the numbers of their waits; null if one runs or waits for something else than a task.</summary>
    private List<(Strand Task, int Wait)>? FindParked()
    {
        List<(Strand, int)> parked = [];
        bool Add(Strand task)
        {
            if (task.IsDaemon)
            {
                return true;
            }
            if (task.WaitForTask is not { } wait)
            {
                return false;
            }
            parked.Add((task, wait));
            return true;
        }
        bool all = SumOverWorkers(worker => worker.Tasks.All(Add) ? 0 : 1) == 0;
        lock (_outside)
        {
            return all && _tasksFromOutside.All(Add) ? parked : null;
        }
    }

    /// <summary>Cancels every task, daemons and those started meanwhile included, and waits for their cleanup.</summary>
    internal WaitOutcome AbortAll(double seconds)
    {
        long deadline = Time.After(seconds);
        Interlocked.Exchange(ref _isAborting, true);
        try
        {
            WaitOutcome outcome = WaitOutcome.Over;
            while (outcome == WaitOutcome.Over && CollectListed() is var live && (live.Count > 0 || LiveCount > 0))
            {
                foreach (Strand task in live)
                {
                    task.RequestCancel(Worker.Current);
                }
                outcome = WaitUntil(() => LiveCount == 0 && live.TrueForAll(task => task.IsEnded), (deadline - Time.Now) / 1e9);
            }
            return outcome;
        }
        finally
        {
            Volatile.Write(ref _isAborting, false);
        }
    }

    /// <summary>How many tasks are kept in memory as ones that have waited, whether they have ended or not.</summary>
    internal long ListedCount => SumOverWorkers(static worker => worker.Tasks.Count);

    /// <summary>The tasks that have not ended. Exact only when nothing runs.</summary>
    internal List<Strand> CollectLive()
    {
        List<Strand> live = CollectListed();
        CollectRunnable(live);
        return [.. live.Where(task => !task.IsEnded).Distinct()];
    }

    /// <summary>The tasks that run or stand in a queue. Exact only when nothing runs.</summary>
    private protected abstract void CollectRunnable(List<Strand> tasks);

    /// <summary>The tasks that have waited for something, and the daemons.</summary>
    private List<Strand> CollectListed()
    {
        var live = new List<Strand>();
        SumOverWorkers(worker =>
        {
            worker.Tasks.CollectInto(live);
            return 0;
        });
        lock (_outside)
        {
            _tasksFromOutside.CollectInto(live);
        }
        return live;
    }

    private protected abstract long SumOverWorkers(Func<Worker, long> count);

    private Worker? CurrentWorker() => Worker.Current is { } worker && worker.Scheduler == this ? worker : null;

    private void Register(Strand task, Worker? by)
    {
        long counted = task.IsDaemon ? 0 : 1;
        task.Context = by?.RunningStrand is { } parent ? parent.Context : TaskContext.Current;
        if (by is not null)
        {
            Volatile.Write(ref by.StartedCount, by.StartedCount + counted);
        }
        else
        {
            Interlocked.Add(ref _startedOutside, counted);
        }
    }

    private void List(Strand task, Worker? by)
    {
        if (by is not null)
        {
            by.Tasks.Add(task);
            return;
        }
        lock (_outside)
        {
            _tasksFromOutside.Add(task);
        }
    }
}

/// <summary>How a wait of the host thread for tasks ended.</summary>
internal enum WaitOutcome
{
    Over,

    /// <summary>Nothing runs and nothing is going to: no timer is armed, no strand runnable, no blocking call and no wait for .NET under way.</summary>
    Stuck,

    TimeOver,
}
