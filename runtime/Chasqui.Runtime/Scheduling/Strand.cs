using Chasqui.Runtime.Core;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Scheduling;

/// <summary>The unit of scheduling: one task, a chain of frames of which the leaf is resumed.</summary>
/// <remarks>
/// <para>The state word.</para>
/// <list type="table">
/// <item><term>Active</term><description>The strand stands in a run queue or runs. Set by the wake that finds it parked, which thereby
/// takes the duty to queue it; cleared by the thread that runs it, when it parks. A strand that has ended stays active for good, so
/// later wakes do nothing.</description></item>
/// <item><term>Notified</term><description>A wake arrived while the strand was active. Set by any thread, cleared by the running thread,
/// which then queues the strand again instead of parking it.</description></item>
/// <item><term>CancelRequested</term><description>Set by any thread, never cleared, always followed by a wake.</description></item>
/// <item><term>Detached</term><description>Nobody will ask for the outcome. Set by the owner of the handle.</description></item>
/// <item><term>Failed</term><description>Ended with an error. Set by the running thread before it publishes the end.</description></item>
/// <item><term>Daemon</term><description>Not waited for at exit. Set before the first run.</description></item>
/// <item><term>RegionCancelled</term><description>Some region of the strand was cancelled: the regions have to be asked one by one. Set by any
/// thread, always followed by a wake; cleared by the running thread when it has left the last region.</description></item>
/// <item><term>The upper half</term><description>Counts the times the strand has parked. Written with the park.</description></item>
/// <item><term>Listed</term><description>Among the worker's live tasks, or never to be. Set by the running thread before it first parks: a task
/// that never waits for anything costs no entry.</description></item>
/// </list>
/// <para>
/// <see cref="Leaf"/> and all frames belong to the thread that runs the strand. They pass from one runner to the next through the
/// release in <see cref="Park"/> and the acquire in <see cref="Wake"/>, and through the run queue.
/// </para>
/// <list type="bullet">
/// <item>Wake against park: both are compare-exchanges on the one word. If the wake comes first the park sees Notified and queues the
/// strand again; if the park comes first the wake sees it parked and queues it. No wake is lost, no strand is queued twice.</item>
/// <item>Wake against wake: one of them moves parked to active, the other sees active. At worst the strand takes one empty step.</item>
/// <item>Wake against end: the ended strand is active, the wake leaves a bit nobody reads.</item>
/// <item>Cancel against completion of the leaf: the leaf's own registration decides. Its <c>Resume</c> withdraws the registration; if
/// that fails the operation has happened, and it completes.</item>
/// <item>Join against end: one exchange of <see cref="_end"/> on each side. Whoever comes second sees the other.</item>
/// </list>
/// </remarks>
public abstract partial class Strand
{
    private const int Active = 1;
    private const int Notified = 2;
    private const int CancelRequested = 4;
    private const int Detached = 8;
    private const int Failed = 16;
    private const int Daemon = 32;
    private const int RegionCancelled = 128;

    /// <summary>What is counted in the bits above: how often the strand has parked, so that two waits can be told apart.</summary>
    private const int Listed = 256;
    private const int OneWait = 1 << 16;

    private static readonly object Completed = new();
    private static readonly object Cancelled = new();
    private static int s_lastId;

    private int _state;

    /// <summary>A cancelled task of which nothing has run never begins. For the running thread.</summary>
    private bool _hasBegun;

    /// <summary>Null, the strand that waits for this one's end, or how it ended: a mark or the error.</summary>
    private object? _end;

    private protected Strand(Scheduler scheduler, Frame leaf, bool daemon)
    {
        Scheduler = scheduler;
        Leaf = leaf;
        _state = daemon ? Daemon : 0;
    }

    internal Scheduler Scheduler { get; }

    /// <summary>What the next turn resumes; null when the strand has ended.</summary>
    internal Frame? Leaf { get; set; }

    /// <summary>The task that this strand is, or is a part of.</summary>
    internal virtual Strand Task => this;

    internal bool IsCancelRequested => (Volatile.Read(ref _state) & CancelRequested) != 0;

    internal bool IsDaemon => (_state & Daemon) != 0;

    internal bool IsEnded => Volatile.Read(ref _end) is not (null or Strand);

    /// <summary>The error the strand ended with, if any.</summary>
    internal Exception? Failure => Volatile.Read(ref _end) as Exception;

    internal bool WasCancelled => Volatile.Read(ref _end) == Cancelled;

    /// <summary>Unique in the process, given when first asked for: most tasks never are.</summary>
    internal int Id
    {
        get
        {
            Surroundings around = Around();
            if (around.Id == 0)
            {
                Interlocked.CompareExchange(ref around.Id, Interlocked.Increment(ref s_lastId), 0);
            }
            return around.Id;
        }
    }

    /// <summary>The name of the function that the task runs. Asked while the task runs, it is a guess from what is suspended.</summary>
    internal string Name
    {
        get
        {
            Frame? root = Leaf;
            while (root?.Caller is { } caller)
            {
                root = caller;
            }
            return root?.Name ?? "task";
        }
    }

    /// <summary>Lets the strand run again, now or when its present step is over. Any thread; <paramref name="by"/> is the caller's worker.</summary>
    internal void Wake(Worker? by)
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            bool active = (state & Active) != 0;
            int next = state | (active ? Notified : Active);
            if (next == state)
            {
                return;
            }
            int seen = Interlocked.CompareExchange(ref _state, next, state);
            if (seen == state)
            {
                if (!active)
                {
                    Enqueue(by);
                }
                return;
            }
            state = seen;
        }
    }

    /// <summary>Claims a strand that has never run, for the queue it is about to enter. No other thread knows it yet.</summary>
    internal void MakeActive() => _state |= Active;

    /// <summary>As <see cref="MakeActive"/>, for a strand that has its first turn even if it is cancelled before.</summary>
    internal void MakeBegun()
    {
        _hasBegun = true;
        MakeActive();
    }

    /// <summary>For a strand whose leaf has been registered with its waker by hand, before anyone else knows the strand.</summary>
    internal void MakeParked()
    {
        _hasBegun = true;
        MakeListed();
    }

    /// <summary>For a strand that is listed from the start, or never to be.</summary>
    internal void MakeListed() => _state |= Listed;

    internal bool IsListed => (_state & Listed) != 0;

    /// <summary>Asks the task to unwind; true if it was running and had not been asked before.</summary>
    internal bool RequestCancel(Worker? by)
    {
        int before = Interlocked.Or(ref _state, CancelRequested);
        if ((before & CancelRequested) != 0 || IsEnded)
        {
            return false;
        }
        Wake(by);
        return true;
    }

    /// <summary>One turn: resumes the leaf and then, as each frame ends, its caller. Only for the thread that took it from a queue.</summary>
    internal void Run(Worker worker)
    {
        worker.Begin(this);
        if (Scheduler.IsAborting)
        {
            Interlocked.Or(ref _state, CancelRequested);
        }
        if (_surroundings?.ExecutionContext is { } kept)
        {
            ExecutionContext.Restore(kept);
        }
        Turn(worker);
    }

    /// <summary>What <see cref="Run"/> does on a worker that is set up.</summary>
    private protected void Turn(Worker worker)
    {
        Frame frame = Leaf ?? throw new InvalidOperationException("the task has ended");
        if (!_hasBegun && IsCancelRequested)
        {
            frame = Abandon(frame);
        }
        _hasBegun = true;
        while (true)
        {
            try
            {
                switch (frame.Resume(worker))
                {
                    case AsyncStatus.Suspended:
                        Park(worker);
                        return;
                    case AsyncStatus.Cancelled:
                        frame.MarkCancelled();
                        break;
                }
            }
            catch (Exception error)
            {
                frame.Fail(error);
            }
            if (frame.Caller is { } caller)
            {
                frame = caller;
                continue;
            }
            if (TakeCleanups() is { } cleanups)
            {
                frame = new CleanupWait(cleanups, frame);
                continue;
            }
            End(frame is CleanupWait wait ? wait.Root : frame, worker);
            return;
        }
    }

    /// <summary>What has never begun is dropped.</summary>
    private CleanupWait Abandon(Frame root)
    {
        try
        {
            root.Drop();
        }
        catch (Exception error) when (Errors.IsError(error))
        {
            SecondaryFailures.Add(Task, error);
        }
        root.MarkCancelled();
        return new CleanupWait(TakeCleanups() ?? new Cleanups(), root);
    }

    /// <summary>Queues a strand that has been woken.</summary>
    private protected virtual void Enqueue(Worker? by) => Scheduler.Schedule(this, by);

    /// <summary>Queues a strand that has had its turn and is ready for the next.</summary>
    private protected virtual void Requeue(Worker worker) => Scheduler.Yield(this, worker);

    /// <summary>Keeps the outcome of the root frame, before the end is published.</summary>
    private protected abstract void Finish(Frame root);

    /// <summary>The last step, after the end has been published.</summary>
    private protected abstract void Leave(Worker worker);

    private protected void End(Frame root, Worker worker)
    {
        if (Task == this)
        {
            worker.TakeContext();
        }
        object end = root.Error ?? (root.WasCancelled ? Cancelled : Completed);
        Finish(root);
        Leaf = null;
        var joiner = (Strand?)Interlocked.Exchange(ref _end, end);
        joiner?.Wake(worker);
        Leave(worker);
    }

    /// <summary>A task that failed is noted, for nobody may ever look at it.</summary>
    private protected void NoteFailure(Exception error)
    {
        if (!Errors.IsError(error))
        {
            return;
        }
        Scheduler.Failures.Add(this, error);
        if ((Interlocked.Or(ref _state, Failed) & Detached) != 0)
        {
            Scheduler.Failures.ReportNow(this);
        }
    }

    /// <summary>Ends a step that suspended. Afterwards another thread may be running the strand: nothing of it may be touched.</summary>
    private void Park(Worker worker)
    {
        if (Task == this)
        {
            ExecutionContext? changed = worker.TakeContext();
            if (changed is not null || _surroundings is not null)
            {
                Around().ExecutionContext = changed;
            }
        }
        if (worker.YieldRequested)
        {
            Requeue(worker);
            return;
        }
        bool isNew = !IsListed;
        if (isNew)
        {
            worker.Tasks.Add(this);
        }
        Scheduler scheduler = Scheduler;
        int state = Volatile.Read(ref _state);
        while ((state & Notified) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _state, unchecked((state & ~Active | Listed) + OneWait), state);
            if (seen == state)
            {
                // Whoever aborts all tasks raises the flag and then reads the list: it has found this one, or here the flag is seen.
                if (isNew && scheduler.IsAborting)
                {
                    RequestCancel(worker);
                }
                return;
            }
            state = seen;
        }
        Interlocked.And(ref _state, ~Notified);
        if (isNew)
        {
            Interlocked.Or(ref _state, Listed);
        }
        Requeue(worker);
    }

    /// <summary>Has <paramref name="joiner"/> woken at the end; false if the end has come already.</summary>
    internal bool TryJoin(Strand joiner) => Interlocked.CompareExchange(ref _end, joiner, null) == null;

    /// <summary>Takes <see cref="TryJoin"/> back; false if the end has come already.</summary>
    internal bool TryLeave(Strand joiner) => Interlocked.CompareExchange(ref _end, null, joiner) == joiner;

    /// <summary>Nobody will ask for the outcome any more: a failure, past or future, is reported at once.</summary>
    internal void MarkDetached()
    {
        if ((Interlocked.Or(ref _state, Detached) & Failed) != 0)
        {
            Scheduler.Failures.ReportNow(this);
        }
    }
}
