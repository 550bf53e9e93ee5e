using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// Several operations of which the first to end decides: the others are cancelled, and have cleaned up before the contest ends.
/// </summary>
/// <remarks>
/// The arms are branches, so at most one of them has ended when the contest is decided, and what a losing arm waited for has not
/// happened. Arms begin in order; when one ends at once the ones after it never begin. A cancelled contest in which an arm ends all the
/// same is won by that arm, for what has happened is not taken back. Runs once; for one task. While the contest sleeps, another task may claim it
/// for an arm whose operation it carries out; nobody can while a turn runs, so no two arms happen.
/// </remarks>
public abstract class Contest : Future<long>
{
    /// <summary>The outcome when no arm won.</summary>
    private protected const int NoArm = -1;

    private readonly List<Frame> _arms = [];
    private BranchSet? _branches;
    private int[] _order = [];
    private bool _isDecided;
    private int _winner = NoArm;
    private bool _isClaimable;

    /// <summary>Null while a turn runs; the contest itself while it sleeps and can be claimed; the arm it was claimed for.</summary>
    private Frame? _claim;

    private protected int ArmCount => _arms.Count;

    private protected BranchSet Branches => _branches ?? throw new InvalidOperationException("the contest has not begun");

    /// <summary>The winner's value, or its error raised again. Once, after the contest.</summary>
    [Name("take")]
    public T Take<T>(long index) => Branches[_order[index]].Take<T>();

    internal override string Awaits => "the first of several";

    internal override IEnumerable<Strand> Parts => _branches?.Waiting ?? [];

    internal override bool AwaitsOutside => _branches is not { AwaitOnlyTasks: true };

    public sealed override AsyncStatus Resume(Worker worker)
    {
        if (_branches is null)
        {
            if (worker.IsCancelled)
            {
                Drop();
                return AsyncStatus.Cancelled;
            }
            Begin(worker);
        }
        else
        {
            if (_isClaimable && Interlocked.Exchange(ref _claim, null) is { } claimed && claimed != this)
            {
                Decide(_arms.IndexOf(claimed), worker);
            }
            else if (!_isDecided && worker.IsCancelled)
            {
                _branches.CancelAll(worker);
            }
            _branches.TakeRunnable();
        }
        // Each end is looked at before the next arm runs: from the one that decides on, the others only unwind.
        do
        {
            NoteEnds(worker);
        }
        while (Branches.RunNext(worker));
        if (Branches.Live > 0)
        {
            if (_isClaimable && !_isDecided)
            {
                Volatile.Write(ref _claim, this);
            }
            return Branches.Wait(worker, this);
        }
        if (!_isDecided)
        {
            return AsyncStatus.Cancelled;
        }
        Conclude(_winner);
        return Complete(_winner);
    }

    public sealed override void Drop()
    {
        foreach (Frame arm in _arms)
        {
            arm.Drop();
        }
    }

    /// <summary>Decides the sleeping contest for an arm. The arm's strand is to be woken. From any thread.</summary>
    internal bool TryClaim(SelectArm arm) => Interlocked.CompareExchange(ref _claim, arm, this) == this;

    private protected void AddArm(Frame arm)
    {
        _arms.Add(arm);
        _isClaimable |= arm is SelectArm { IsClaimable: true };
    }

    /// <summary>In which order the arms begin.</summary>
    private protected virtual int[] Order() => [.. Enumerable.Range(0, _arms.Count)];

    /// <summary>Whether the end of an arm decides; one that does not is out of the contest.</summary>
    private protected virtual bool Decides(Branch ended) => true;

    /// <summary>Whether the contest is over although no arm has decided it: asked when all have begun, and when one is out.</summary>
    private protected virtual bool EndsUndecided(int live) => false;

    /// <summary>The last step. May raise an error instead.</summary>
    private protected virtual void Conclude(int winner)
    {
    }

    private void Begin(Worker worker)
    {
        _branches = new BranchSet(_arms.Count);
        int[] begins = Order();
        _order = new int[_arms.Count];
        int begun = 0;
        for (; begun < _arms.Count && !_isDecided; begun++)
        {
            int arm = begins[begun];
            _order[arm] = begun;
            _branches.Begin(_arms[arm], arm, worker);
            NoteEnds(worker);
        }
        foreach (int arm in begins.AsSpan(begun))
        {
            _arms[arm].Drop();
        }
        if (!_isDecided && EndsUndecided(_branches.Live))
        {
            Decide(NoArm, worker);
        }
    }

    private void NoteEnds(Worker worker)
    {
        while (Branches.Ended.TryDequeue(out Branch? ended))
        {
            if (ended.WasCancelled || (_isDecided && ended.Index == _winner))
            {
                continue;
            }
            if (_isDecided)
            {
                Discard(ended);
            }
            else if (ended.Failure is not null || Decides(ended))
            {
                Decide(ended.Index, worker);
            }
            else if (Branches.Count == _arms.Count && EndsUndecided(Branches.Live))
            {
                Decide(NoArm, worker);
            }
        }
    }

    private void Decide(int winner, Worker worker)
    {
        _isDecided = true;
        _winner = winner;
        Branches.CancelAll(worker);
    }

    private static void Discard(Branch loser)
    {
        if (loser.Failure is { } error)
        {
            SecondaryFailures.Add(loser.Task, error);
        }
        else
        {
            loser.Root.DropResult();
        }
    }
}
