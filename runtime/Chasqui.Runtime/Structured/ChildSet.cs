using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Which end of a child cancels the others, and the body of the block that owns them.</summary>
internal enum CancelOn
{
    Nothing,
    Failure,
    Completion,
}

/// <summary>The tasks that a scope, a group or a concurrent block has started. They run on the scheduler like any others.</summary>
/// <remarks>
/// <para>The lock guards the fields and is held for a few instructions; nobody is woken, cancelled or run under it.</para>
/// <para>The child that ends decides by the policy first and counts itself out afterwards. So the owner, which is woken by the last one
/// alone, finds everything decided and no child running.</para>
/// <para>A child is listed before it is queued, with the mark of cancellation looked at in between: either the canceller finds it
/// in the list, or it finds the mark and never begins.</para>
/// </remarks>
internal sealed class ChildSet(CancelOn policy)
{
    private readonly Lock _lock = new();
    private readonly LiveTasks _tasks = new(capacity: 8);
    private readonly List<Strand> _failed = [];
    private readonly List<Strand> _failedInCleanup = [];
    private int _live;
    private bool _isCancelled;
    private bool _isAbandoned;
    private Strand? _owner;

    /// <summary>The region of the body; null where there is none. Set before the first child starts.</summary>
    internal Region? Body { get; set; }

    /// <summary>How many children are kept in memory, some of which may have ended.</summary>
    internal int Listed => _tasks.Count;

    /// <summary>The children that have not ended. Any thread.</summary>
    internal IReadOnlyCollection<Strand> Live
    {
        get
        {
            List<Strand> live = [];
            lock (_lock)
            {
                _tasks.CollectInto(live);
            }
            return live;
        }
    }

    /// <param name="root">What the child runs.</param>
    /// <param name="isObserved">Whether its outcome is going to be looked at in any case.</param>
    internal TaskHandle<T> Start<T>(Future<T> root, bool isObserved = false)
    {
        Scheduler scheduler = Scheduler.Ambient;
        bool isDaemon = Worker.Current?.RunningStrand is { Task.IsDaemon: true };
        var child = new TaskHandle<T>(this, scheduler, root, isDaemon, isObserved);
        child.MakeActive();
        bool isTooLate;
        lock (_lock)
        {
            _tasks.Add(child);
            _live++;
            isTooLate = _isCancelled;
        }
        if (isTooLate)
        {
            child.RequestCancel(Worker.Current);
        }
        scheduler.Launch(child);
        return child;
    }

    /// <summary>Cancels the children, those that start from now on too, and the body. Any thread.</summary>
    internal void Cancel(Worker? by)
    {
        List<Strand> live = [];
        lock (_lock)
        {
            if (_isCancelled)
            {
                return;
            }
            _isCancelled = true;
            _tasks.CollectInto(live);
        }
        foreach (Strand child in live)
        {
            child.RequestCancel(by);
        }
        Body?.Cancel(by);
    }

    /// <summary>Whether all have ended. If not, the owner is woken when the last one has.</summary>
    internal bool IsOver(Strand owner)
    {
        lock (_lock)
        {
            _owner = _live > 0 ? owner : null;
            return _live == 0;
        }
    }

    /// <summary>The failures nobody has looked at, in the order in which they happened; each is given once.</summary>
    internal List<Exception> TakeFailures(bool observedToo = false)
    {
        lock (_lock)
        {
            List<Exception> errors = [];
            foreach (Strand child in _failed)
            {
                if (child.Failure is { } error && (observedToo || !((IChild)child).IsObserved))
                {
                    errors.Add(error);
                }
            }
            _failed.Clear();
            return errors;
        }
    }

    /// <summary>What went wrong while children that nobody has looked at cleaned up; given once.</summary>
    internal List<Exception> TakeCleanupFailures()
    {
        lock (_lock)
        {
            List<Exception> errors = [.. _failedInCleanup.Where(child => !((IChild)child).IsObserved).SelectMany(SecondaryFailures.Of)];
            _failedInCleanup.Clear();
            return errors;
        }
    }

    /// <summary>Nobody is going to wait: the children are cancelled, and their failures reported like those of any task.</summary>
    internal void Abandon(Worker? by)
    {
        lock (_lock)
        {
            _isAbandoned = true;
        }
        Cancel(by);
        foreach (Exception error in TakeFailures())
        {
            Scheduler.Ambient.Failures.ReportNow(error);
        }
    }

    /// <summary>The last step of a child.</summary>
    internal void NoteEnd(Strand child, Worker worker)
    {
        bool failed = child.Failure is { } failure && Errors.IsError(failure);
        if (failed)
        {
            lock (_lock)
            {
                _failed.Add(child);
            }
        }
        if (child.WasCancelled && SecondaryFailures.Of(child).Count > 0)
        {
            lock (_lock)
            {
                _failedInCleanup.Add(child);
            }
        }
        if (policy switch { CancelOn.Failure => failed, CancelOn.Completion => !child.WasCancelled, _ => false })
        {
            Cancel(worker);
        }
        Strand? waiting;
        bool isAbandoned;
        lock (_lock)
        {
            isAbandoned = _isAbandoned;
            waiting = --_live == 0 ? _owner : null;
        }
        waiting?.Wake(worker);
        if (isAbandoned)
        {
            foreach (Exception error in TakeFailures())
            {
                worker.Scheduler.Failures.ReportNow(error);
            }
        }
    }
}
