using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>The handle to a task that a scope or a group owns. Dropping it changes nothing: the owner waits for the task.</summary>
[Module("std.async"), Module("std.async.task"), Name("TaskHandle"), MoveOnly, Sendable(false), Scoped]
public sealed class TaskHandle<T> : TaskStrand<T>, IChild
{
    private readonly ChildSet _owner;
    private bool _isObserved;

    internal TaskHandle(ChildSet owner, Scheduler scheduler, Future<T> root, bool daemon, bool isObserved)
        : base(scheduler, root, daemon)
    {
        _owner = owner;
        _isObserved = isObserved;
    }

    bool IChild.IsObserved => Volatile.Read(ref _isObserved);

    /// <summary>Waits for the task's end; the same as awaiting the handle.</summary>
    [Name("join"), Async, Cancellation("cancel-safe")]
    public AsyncStatus WaitForEnd(Worker worker, out Result<T, TaskJoinError> result) => Await(worker, out result);

    public override void Drop()
    {
    }

    private protected override void KeepFailure(Exception error)
    {
        // The owner looks at its end.
    }

    private protected override void MarkObserved() => Volatile.Write(ref _isObserved, true);

    private protected override void Leave(Worker worker)
    {
        base.Leave(worker);
        _owner.NoteEnd(this, worker);
    }
}

/// <summary>A task that somebody owns.</summary>
internal interface IChild
{
    /// <summary>Whether somebody has taken its outcome.</summary>
    bool IsObserved { get; }
}
