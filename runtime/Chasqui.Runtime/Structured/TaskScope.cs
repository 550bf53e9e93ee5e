using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// <c>async with scope() as s:</c> owns the tasks started with <c>s.spawn</c>. A child that fails leaves the others alone; if nobody has looked at its
/// failure, the block raises it at its end.
/// </summary>
[Module("std.async"), Module("std.async.task"), Name("TaskScope"), MoveOnly, Sendable(false)]
public sealed class TaskScope : ChildBlock
{
    internal TaskScope()
        : base(CancelOn.Nothing)
    {
    }

    [Name("__aenter__"), Async]
    public AsyncStatus Enter(Worker worker, out TaskScope result)
    {
        result = this;
        return TryEnter(worker) ? AsyncStatus.Completed : AsyncStatus.Cancelled;
    }

    /// <summary>Starts a child at once. The block waits for it.</summary>
    [Name("spawn")]
    public TaskHandle<T> Spawn<T>([Name("task"), Awaitable, Sent("another task")] Future<T> task) => Children.Start(task);

    private protected override void Conclude(BlockExit exit, bool isCancelled, Worker worker) =>
        RaiseUnobserved(Children, exit, isCancelled, worker);

    /// <exception cref="ScopeFailure">Children have failed unobserved, and nothing else ended the block.</exception>
    internal static void RaiseUnobserved(ChildSet children, BlockExit exit, bool isCancelled, Worker worker)
    {
        List<Exception> errors = children.TakeFailures();
        if (isCancelled || exit.Error is not null)
        {
            NoteSecondary(errors, worker);
        }
        else if (errors.Count > 0)
        {
            throw new ScopeFailure(errors);
        }
    }
}
