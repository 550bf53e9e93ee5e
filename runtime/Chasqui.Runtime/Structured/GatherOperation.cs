using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// Runs futures concurrently within the task that awaits them and collects their results. The first error cancels the rest and is
/// raised when they have cleaned up. Runs once; for one task.
/// </summary>
internal sealed class GatherOperation<T>(IReadOnlyList<Frame> children, Func<BranchSet, T> collect) : Future<T>
{
    private BranchSet? _branches;
    private Branch? _failed;
    private bool _wasCancelled;
    private bool _lostAny;

    internal override string Awaits => "all of several";

    internal override IEnumerable<Strand> Parts => _branches?.Waiting ?? [];

    internal override bool AwaitsOutside => _branches is not { AwaitOnlyTasks: true };

    public override AsyncStatus Resume(Worker worker)
    {
        if (_branches is null)
        {
            if (worker.IsCancelled)
            {
                Drop();
                return AsyncStatus.Cancelled;
            }
            Begin(_branches = new BranchSet(children.Count), worker);
        }
        else
        {
            if (!_wasCancelled && worker.IsCancelled)
            {
                _wasCancelled = true;
                _branches.CancelAll(worker);
            }
            _branches.TakeRunnable();
        }
        do
        {
            NoteEnds(_branches, worker);
        }
        while (_branches.RunNext(worker));
        if (_branches.Live > 0)
        {
            return _branches.Wait(worker, this);
        }
        if (_failed is null && !_lostAny)
        {
            return Complete(collect(_branches));
        }
        _branches.DropResults();
        _failed?.Raise();
        return AsyncStatus.Cancelled;
    }

    public override void Drop()
    {
        foreach (Frame child in children)
        {
            child.Drop();
        }
    }

    private void Begin(BranchSet branches, Worker worker)
    {
        int begun = 0;
        for (; begun < children.Count && _failed is null; begun++)
        {
            branches.Begin(children[begun], begun, worker);
            NoteEnds(branches, worker);
        }
        for (; begun < children.Count; begun++)
        {
            children[begun].Drop();
        }
    }

    private void NoteEnds(BranchSet branches, Worker worker)
    {
        while (branches.Ended.TryDequeue(out Branch? ended))
        {
            _lostAny |= ended.WasCancelled;
            if (ended.Failure is not { } error)
            {
                continue;
            }
            if (_failed is null && !_wasCancelled)
            {
                _failed = ended;
                branches.CancelAll(worker);
            }
            else
            {
                SecondaryFailures.Add(ended.Task, error);
            }
        }
    }
}
