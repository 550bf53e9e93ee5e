using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// Several operations of which the first to end decides: the others are cancelled, and have cleaned up before the contest ends.
/// </summary>
/// <remarks>
/// <para>An arm is either a future, which becomes a branch, or a <see cref="SelectArm"/>, which the contest asks itself. Either way arms take turns
/// in the task that waits for them, so at most one of them has happened when the contest is decided, and what a losing arm waited for has not.</para>
/// <para>Arms begin in order; when one ends at once the ones after it never begin. A contest that is not biased begins with an arm by chance and goes
/// round, so that of arms that are ready together none starves. Select arms stand in line only when all arms have begun and none was ready.</para>
/// <para>A cancelled contest in which a branch ends all the same is won by it, for what has happened is not taken back. Runs once; for one task. While the contest sleeps,
/// another task may claim it for an arm whose operation it carries out; nobody can while a turn runs, so no two arms happen.</para>
/// </remarks>
/// <param name="isBiased">Whether earlier arms are preferred.</param>
/// <param name="hasDefault">Whether the contest ends without a winner when no arm is ready at once.</param>
public abstract class Contest(bool isBiased, bool hasDefault) : Future<long>
{
    /// <summary>The outcome when no arm won.</summary>
    private protected const int NoArm = -1;

    private bool _isBiased = isBiased;
    private bool _hasDefault = hasDefault;
    private Arm[] _arms = new Arm[2];
    private int _count;

    /// <summary>The arms that may still happen.</summary>
    private int _open;

    /// <summary>Made for the first arm that is a future.</summary>
    private BranchSet? _branches;
    private Phase _phase;
    private int _winner = NoArm;
    private bool _isClaimable;

    /// <summary>Null while a turn runs; the contest itself while it sleeps and can be claimed; the arm it was claimed for.</summary>
    private object? _claim;

    private enum Phase
    {
        Fresh,

        /// <summary>Fresh, but no arm is a future, and all have just been asked in vain.</summary>
        Asked,
        Waiting,
        Decided,
        Cancelled,
    }

    /// <summary>The winner's value, or its error raised again. Once, after the contest, for an arm that is a future.</summary>
    [Name("take")]
    public T Take<T>(long index)
    {
        Branch branch = _arms[index].Branch ?? throw new InvalidOperationException("the arm has not begun");
        return branch.Take<T>();
    }

    internal override string Awaits
    {
        get
        {
            string[] asked = [.. _arms.Take(_count).Select(arm => arm.Asked).OfType<SelectArm>().Select(arm => arm.Awaits)];
            return asked is [] ? "the first of several" : $"the first of several: {string.Join(", ", asked)}";
        }
    }

    internal override IEnumerable<Strand> Parts => _branches?.Waiting ?? [];

    internal override bool AwaitsOutside =>
        _branches is { AwaitOnlyTasks: false } || _arms.Take(_count).Any(arm => arm is { Asked.AwaitsOutside: true, IsOut: false });

    public sealed override AsyncStatus Resume(Worker worker)
    {
        if (_phase == Phase.Fresh)
        {
            if (worker.IsCancelled)
            {
                Drop();
                return AsyncStatus.Cancelled;
            }
            if (!worker.Charge())
            {
                return worker.Postpone(this);
            }
            Begin(worker);
        }
        else if (_phase == Phase.Asked)
        {
            BeginToWait();
            AskSelectArms(worker);
        }
        else
        {
            if (_isClaimable && Interlocked.Exchange(ref _claim, null) is SelectArm claimed)
            {
                Decide(Array.FindIndex(_arms, arm => arm.Asked == claimed), worker);
            }
            else if (_phase == Phase.Waiting && worker.IsCancelled)
            {
                EndArms(Phase.Cancelled, worker);
            }
            _branches?.TakeRunnable();
            AskSelectArms(worker);
        }
        RunBranches(worker, _count);
        if (_isClaimable && _phase == Phase.Waiting)
        {
            Volatile.Write(ref _claim, this);
        }
        if (_branches is { Live: > 0 } branches)
        {
            return branches.Wait(worker, this);
        }
        return _phase switch
        {
            Phase.Waiting => worker.SuspendAt(this),
            Phase.Cancelled => AsyncStatus.Cancelled,
            _ => Conclude(worker),
        };
    }

    public sealed override void Drop()
    {
        foreach (ref Arm arm in Arms)
        {
            arm.Future?.Drop();
            arm.Asked?.Leave(by: null);
        }
    }

    /// <summary>Decides the sleeping contest for an arm. The arm's strand is to be woken. From any thread.</summary>
    internal bool TryClaim(SelectArm arm) => Interlocked.CompareExchange(ref _claim, arm, this) == this;

    private protected void AddArm(Frame arm) => AddArm(new Arm { Future = arm });

    private protected void AddArm(SelectArm arm)
    {
        _isClaimable |= arm.IsClaimable;
        AddArm(new Arm { Asked = arm });
    }

    /// <summary>Makes a contest that is over ready to be used once more.</summary>
    private protected void Prepare(bool isBiased, bool hasDefault)
    {
        _isBiased = isBiased;
        _hasDefault = hasDefault;
        _isClaimable = false;
        _phase = Phase.Fresh;
        _winner = NoArm;
    }

    /// <summary>The arms of the fresh contest have just been asked, and none has happened.</summary>
    private protected void SkipAsking() => _phase = Phase.Asked;

    /// <summary>The contest is over, and nobody is going to ask it for a value.</summary>
    private protected virtual void NoteOver(Worker worker)
    {
    }

    private Span<Arm> Arms => _arms.AsSpan(0, _count);

    private void AddArm(Arm arm)
    {
        if (_count == _arms.Length)
        {
            Array.Resize(ref _arms, 2 * _count);
        }
        _arms[_count++] = arm;
    }

    private void BeginToWait()
    {
        _phase = Phase.Waiting;
        _open = _count;
    }

    private void Begin(Worker worker)
    {
        BeginToWait();
        int index = _isBiased || _count == 0 ? 0 : worker.NextRandom(_count);
        for (int begun = 0; begun < _count; begun++, index = index + 1 == _count ? 0 : index + 1)
        {
            ref Arm arm = ref _arms[index];
            if (arm.Asked is { } asked)
            {
                Note(index, asked.Poll(worker), worker);
            }
            else if (arm.Future is { } future)
            {
                _branches ??= new BranchSet(_count);
                arm.Branch = _branches.Begin(future, index, worker);
                NoteEnds(worker);
            }
            if (_phase != Phase.Waiting)
            {
                DropFresh();
                return;
            }
        }
        if (_hasDefault)
        {
            Decide(NoArm, worker);
        }
        AskSelectArms(worker);
    }

    /// <summary>Drops the futures that never began.</summary>
    private void DropFresh()
    {
        foreach (ref Arm arm in Arms)
        {
            if (arm is { Future: { } future, Branch: null })
            {
                future.Drop();
            }
        }
    }

    /// <summary>Lets the select arms happen or stand in line, in the order of the source, as a biased contest does with its branches.</summary>
    private void AskSelectArms(Worker worker)
    {
        for (int index = 0; index < _count && _phase == Phase.Waiting; index++)
        {
            if (_arms[index] is { Asked: { } asked, IsOut: false })
            {
                if (_isBiased)
                {
                    RunBranches(worker, before: index);
                }
                if (_phase == Phase.Waiting)
                {
                    Note(index, asked.Step(worker), worker);
                }
            }
        }
    }

    /// <summary>Gives the branches that are due their turns. Each end is looked at before the next runs: from the one that decides on, the others only unwind.</summary>
    private void RunBranches(Worker worker, int before)
    {
        if (_branches is not { } branches)
        {
            return;
        }
        do
        {
            NoteEnds(worker);
        }
        while (branches.RunNext(worker, before));
    }

    private void Note(int index, ArmState state, Worker worker)
    {
        if (state == ArmState.Happened)
        {
            Decide(index, worker);
        }
        else if (state == ArmState.Out)
        {
            _arms[index].IsOut = true;
            _arms[index].Asked?.Leave(worker);
            if (--_open == 0)
            {
                Decide(NoArm, worker);
            }
        }
    }

    private void NoteEnds(Worker worker)
    {
        while (_branches is { } branches && branches.Ended.TryDequeue(out Branch? ended))
        {
            if (ended.WasCancelled)
            {
                continue;
            }
            if (_phase == Phase.Decided)
            {
                Discard(ended);
            }
            else
            {
                Decide(ended.Index, worker);
            }
        }
    }

    private void Decide(int winner, Worker worker)
    {
        _winner = winner;
        EndArms(Phase.Decided, worker);
    }

    private void EndArms(Phase phase, Worker worker)
    {
        if (_phase == Phase.Waiting)
        {
            for (int index = 0; index < _count; index++)
            {
                if (index != _winner && _arms[index] is { Asked: { } asked, IsOut: false })
                {
                    asked.Leave(worker);
                }
            }
            _branches?.CancelAll(worker);
        }
        _phase = phase;
    }

    /// <exception cref="SelectClosed">Every channel is closed, and there is no default arm.</exception>
    private AsyncStatus Conclude(Worker worker)
    {
        int winner = _winner;
        if (winner == NoArm && !_hasDefault)
        {
            throw new SelectClosed();
        }
        if (_branches is null)
        {
            Arms.Clear();
            _count = 0;
            NoteOver(worker);
        }
        return Complete(winner);
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

    /// <summary>One of the two, and what has become of it.</summary>
    private struct Arm
    {
        internal Frame? Future;
        internal Branch? Branch;
        internal SelectArm? Asked;
        internal bool IsOut;
    }
}
