using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>A block that owns tasks: it ends when they have all ended, and cancels them when it is left early.</summary>
/// <remarks>Belongs to the task that enters it. The children look only at <see cref="Children"/>.</remarks>
public abstract class ChildBlock : IResource
{
    private BodyRegion? _region;

    private protected ChildBlock(CancelOn policy) => Children = new ChildSet(policy);

    internal ChildSet Children { get; }

    /// <summary>
    /// Waits for the children. They are cancelled if the block is left other than at its end, and when a cancellation arrives meanwhile.
    /// </summary>
    [Name("__aexit__"), Async]
    public AsyncStatus Exit(Worker worker, BlockExit exit, out Unit result)
    {
        if (!exit.IsNormal)
        {
            Children.Cancel(worker);
        }
        return new ExitOperation(this, exit).Start(worker, out result);
    }

    /// <summary>A block that was never left, or a group that was never joined, ends its tasks.</summary>
    public void Drop() => Children.Abandon(Worker.Current);

    /// <summary>Begins the body; false if that is cancelled already.</summary>
    /// <param name="worker">The one that runs the task.</param>
    /// <param name="isTimed">Whether a timer will cancel the body.</param>
    private protected bool TryEnter(Worker worker, bool isTimed = false)
    {
        if (worker.IsCancelled)
        {
            return false;
        }
        _region = new BodyRegion(worker.Strand, isTimed);
        Children.Body = _region;
        worker.Strand.EnterRegion(_region);
        return true;
    }

    /// <summary>All children have ended and the region is left: raises what is to be raised.</summary>
    /// <param name="exit">How the body ended.</param>
    /// <param name="isCancelled">Whether what stands around the block is cancelled, which goes on then.</param>
    /// <param name="worker">The one that runs the task.</param>
    private protected abstract void Conclude(BlockExit exit, bool isCancelled, Worker worker);

    /// <summary>Errors that another error or a cancellation has overtaken.</summary>
    private protected static void NoteSecondary(IEnumerable<Exception> errors, Worker worker)
    {
        foreach (Exception error in errors)
        {
            SecondaryFailures.Add(worker.Strand.Task, error);
        }
    }

    /// <summary>What can be cancelled while the block is open; the wait at its end stands in a shield, and asks by itself.</summary>
    private sealed class BodyRegion(Strand strand, bool isTimed) : Region(strand)
    {
        internal override bool IsTimed => isTimed;
    }

    private sealed class ExitOperation(ChildBlock block, BlockExit exit) : Future<Unit>
    {
        internal override string Awaits => "the tasks of its block";

        internal override IEnumerable<Strand> AwaitedTasks => block.Children.Live;

        public override AsyncStatus Resume(Worker worker)
        {
            Strand owner = worker.Strand;
            Region region = block._region ?? throw new InvalidOperationException("the block has not been entered");
            if (owner.IsCancelledAround(region))
            {
                block.Children.Cancel(worker);
            }
            if (!block.Children.IsOver(owner) || region.Cleanups?.AreOver(owner) == false)
            {
                return worker.SuspendAt(this);
            }
            NoteSecondary(block.Children.TakeCleanupFailures(), worker);
            owner.LeaveRegion(region);
            block.Conclude(exit, owner.IsCancelledAround(region.Outer), worker);
            return AsyncStatus.Completed;
        }
    }
}
