using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The handle to a task that goes on whatever becomes of the handle.</summary>
[Module("std.async"), Module("std.async.task"), Name("JoinHandle"), MoveOnly, Sendable(true)]
public sealed class JoinHandle<T> : TaskStrand<T>
{
    internal JoinHandle(Scheduler scheduler, Future<T> root, bool daemon = false)
        : base(scheduler, root, daemon)
    {
    }

    /// <summary>Lets the task go on by itself.</summary>
    [Name("detach")]
    public void Detach() => MarkDetached();

    /// <summary>The handle is gone: a failure that nobody has looked at is reported, now or when it comes. The task goes on.</summary>
    public override void Drop() => MarkDetached();

    private protected override void KeepFailure(Exception error) => NoteFailure(error);

    private protected override void MarkObserved() => Scheduler.Failures.Remove(this);
}
