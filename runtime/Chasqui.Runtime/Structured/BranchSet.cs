using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>The branches that one operation waits for.</summary>
/// <remarks>
/// <para>Runnable branches stand in a list that any thread pushes to with one exchange and only the host's turn empties; a branch is active while it
/// stands there, so it stands there once. Whoever pushes wakes the host, unless it is the host's own turn that pushes, which looks again
/// at its end.</para>
/// <para>Everything else belongs to the thread that runs the host.</para>
/// </remarks>
internal sealed class BranchSet(int capacity)
{
    private readonly List<Branch> _branches = new(capacity);
    private readonly Queue<Branch> _batch = new();
    private readonly List<Branch> _woken = [];
    private Branch? _runnable;
    private Strand? _host;
    private bool _isCancelled;

    /// <summary>The worker whose turn is running branches: the same thread reads it, or somebody who is surely another.</summary>
    private Worker? _runner;

    internal int Count => _branches.Count;

    /// <summary>How many have begun and not ended.</summary>
    internal int Live { get; private set; }

    /// <summary>Those that have ended since it was emptied, in the order of their ends.</summary>
    internal Queue<Branch> Ended { get; } = new();

    internal bool HasRunnable => Volatile.Read(ref _runnable) is not null;

    /// <summary>Whether every branch that has not ended waits for other tasks only. Asked while the host is parked.</summary>
    internal bool AwaitOnlyTasks => DeepStack.HasRoom && _branches.TrueForAll(branch => branch.IsEnded || branch.WaitForTask is not null);

    /// <summary>Those that have not ended. Asked while the host is parked.</summary>
    internal IEnumerable<Branch> Waiting => _branches.Where(branch => !branch.IsEnded);

    internal Branch this[int index] => _branches[index];

    /// <summary>Gives a branch its first turn.</summary>
    internal Branch Begin(Frame root, int index, Worker worker)
    {
        _host ??= worker.Strand;
        var branch = new Branch(this, _host, root, index);
        _branches.Add(branch);
        branch.MakeActive();
        Live++;
        if (DeepStack.IsExhausted)
        {
            branch.Refuse(worker, new RecursionError("maximum recursion depth exceeded"));
        }
        else
        {
            Run(branch, worker);
        }
        return branch;
    }

    /// <summary>
    /// Gives one of the branches that are due in this turn of the host a turn, those of lower index first; false if none is whose index is below
    /// <paramref name="before"/>.
    /// </summary>
    internal bool RunNext(Worker worker, int before = int.MaxValue)
    {
        if (_batch.TryPeek(out Branch? branch) && branch.Index < before)
        {
            _batch.Dequeue();
            Run(branch, worker);
            return true;
        }
        return false;
    }

    /// <summary>Makes the branches that are runnable now due. Those that become so later are left for the host's next turn.</summary>
    internal void TakeRunnable()
    {
        for (Branch? next = Interlocked.Exchange(ref _runnable, null); next is not null; next = next.Next)
        {
            _woken.Add(next);
        }
        if (_woken.Count > 1)
        {
            _woken.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        }
        foreach (Branch branch in _woken)
        {
            _batch.Enqueue(branch);
        }
        _woken.Clear();
    }

    /// <summary>Cancels those that have not ended, once; they unwind in this turn.</summary>
    internal void CancelAll(Worker worker)
    {
        if (_isCancelled)
        {
            return;
        }
        _isCancelled = true;
        _runner = worker;
        foreach (Branch branch in _branches)
        {
            branch.RequestCancel(worker);
        }
        _runner = null;
        TakeRunnable();
    }

    /// <summary>Releases the results of those that ended with one.</summary>
    internal void DropResults()
    {
        foreach (Branch branch in _branches)
        {
            if (branch.Failure is null && !branch.WasCancelled)
            {
                branch.Root.DropResult();
            }
        }
    }

    /// <summary>Ends the host's turn: soon again, or when a branch is woken.</summary>
    internal AsyncStatus Wait(Worker worker, Frame operation) => HasRunnable ? worker.Postpone(operation) : worker.SuspendAt(operation);

    internal void Enqueue(Branch branch, Worker? by)
    {
        Branch? first = Volatile.Read(ref _runnable);
        while (true)
        {
            branch.Next = first;
            Branch? seen = Interlocked.CompareExchange(ref _runnable, branch, first);
            if (seen == first)
            {
                break;
            }
            first = seen;
        }
        if (by is null || by != Volatile.Read(ref _runner))
        {
            _host?.Wake(by);
        }
    }

    internal void NoteEnd(Branch branch)
    {
        Live--;
        Ended.Enqueue(branch);
    }

    private void Run(Branch branch, Worker worker)
    {
        _runner = worker;
        if (DeepStack.HasRoom)
        {
            branch.RunInside(worker);
        }
        else
        {
            DeepStack.Run(worker, () => branch.RunInside(worker));
        }
        _runner = null;
    }
}
