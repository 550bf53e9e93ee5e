using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// A strand inside a task: an arm of a race, a child of a gather. It takes its turns within those of the strand that waits for it, so
/// that the branches of one task never run at the same time, and the first of them to end is the only one that has ended.
/// </summary>
internal sealed class Branch : Strand
{
    private readonly BranchSet _set;

    internal Branch(BranchSet set, Strand host, Frame root, int index)
        : base(host.Scheduler, root, daemon: false)
    {
        _set = set;
        Host = host;
        Task = host.Task;
        Root = root;
        Index = index;
        MakeListed();
        Context = host.Context;
    }

    internal Strand Host { get; }

    /// <summary>Holds the outcome once the branch has ended.</summary>
    internal Frame Root { get; }

    internal int Index { get; }

    /// <summary>The next one in the set's list of runnable branches.</summary>
    internal Branch? Next { get; set; }

    internal override Strand Task { get; }

    /// <summary>One turn, within the turn of the host that this worker is running.</summary>
    internal void RunInside(Worker worker)
    {
        bool yields = worker.Enter(this);
        Turn(worker);
        worker.Return(Host, yields);
    }

    /// <summary>Ends a branch that has not begun with an error.</summary>
    internal void Refuse(Worker worker, Exception error)
    {
        Root.Drop();
        Root.Fail(error);
        End(Root, worker);
    }

    /// <summary>The value the branch ended with, or its error raised again.</summary>
    internal T Take<T>()
    {
        Raise();
        return ((Future<T>)Root).Result;
    }

    /// <summary>Raises the error of a branch that failed.</summary>
    internal void Raise()
    {
        if (Root.Error is { } error)
        {
            AsyncTrace.Rethrow(error);
        }
    }

    private protected override void Enqueue(Worker? by) => _set.Enqueue(this, by);

    private protected override void Requeue(Worker worker) => _set.Enqueue(this, worker);

    private protected override void Finish(Frame root)
    {
        // The root frame keeps the outcome.
    }

    private protected override void Leave(Worker worker) => _set.NoteEnd(this);
}
