using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// Tasks that succeed or fail together: the first error cancels the others, and the body of an <c>async with</c>, and is raised by <c>join</c> or
/// at the end of the block once they have cleaned up.
/// </summary>
[Module("std.async"), Module("std.async.task"), Name("TaskGroup"), MoveOnly, Sendable(false)]
public sealed class TaskGroup : ChildBlock
{
    private TaskGroup()
        : base(CancelOn.Failure)
    {
    }

    [Constructor]
    public static TaskGroup Create() => new();

    [Name("__aenter__"), Async]
    public AsyncStatus Enter(Worker worker, out TaskGroup result)
    {
        result = this;
        return TryEnter(worker) ? AsyncStatus.Completed : AsyncStatus.Cancelled;
    }

    /// <summary>Starts a task at once. After a failure it is cancelled before it begins.</summary>
    [Name("spawn")]
    public TaskHandle<T> Spawn<T>([Name("task"), Awaitable, Sent("another task")] Future<T> task) => Children.Start(task);

    /// <summary>Waits for all tasks; raises the error of the first that failed. Cancelling the wait cancels the tasks and waits for their cleanup.</summary>
    [Name("join"), Async, Cancellation("cancellation-aware")]
    public AsyncStatus Join(Worker worker, out Unit result) => new JoinAll(this).Start(worker, out result);

    private protected override void Conclude(BlockExit exit, bool isCancelled, Worker worker)
    {
        List<Exception> errors = Children.TakeFailures(observedToo: true);
        if (isCancelled || exit.Error is not null)
        {
            errors.Remove(exit.Error!);
            NoteSecondary(errors, worker);
            return;
        }
        Raise(errors, worker);
    }

    private static void Raise(List<Exception> errors, Worker worker)
    {
        if (errors.Count > 0)
        {
            NoteSecondary(errors[1..], worker);
            AsyncTrace.Rethrow(errors[0]);
        }
    }

    private sealed class JoinAll(TaskGroup group) : Future<Unit>
    {
        internal override string Awaits => "the tasks of a group (join)";

        internal override IEnumerable<Strand> AwaitedTasks => group.Children.Live;

        public override AsyncStatus Resume(Worker worker)
        {
            if (worker.IsCancelled)
            {
                group.Children.Cancel(worker);
            }
            if (!group.Children.IsOver(worker.Strand))
            {
                return worker.SuspendAt(this);
            }
            if (worker.IsCancelled)
            {
                return AsyncStatus.Cancelled;
            }
            Raise(group.Children.TakeFailures(observedToo: true), worker);
            return AsyncStatus.Completed;
        }
    }
}
