using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// What a <c>select</c> waits for at a channel. Its result tells whether it happened: false means that it never will, because the
/// channel is closed, and leaves the arm out. Cancelling it while it waits takes nothing from the channel and gives nothing to it.
/// </summary>
public abstract class SelectArm : Future<bool>
{
    /// <summary>Whether another task may carry the operation out while the <c>select</c> sleeps, as a receiver does with a send at a rendezvous.</summary>
    internal virtual bool IsClaimable => false;

    /// <summary>The wait it is an arm of.</summary>
    internal Contest? Contest { get; set; }

    /// <summary>Decides the <c>select</c> for this arm, from any thread; false if it is awake or decided.</summary>
    internal bool TryClaim() => Contest?.TryClaim(this) ?? false;
}

/// <summary>An arm around one operation of the channel, with what that gives.</summary>
public abstract class SelectArm<T> : SelectArm
{
    private bool _hasBegun;
    private T _outcome = default!;

    private protected T Outcome => _outcome;

    public sealed override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status = _hasBegun ? TakeResult(out _outcome) : Begin(worker, out _outcome);
        _hasBegun = true;
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
            return status;
        }
        return status == AsyncStatus.Cancelled ? status : Complete(HasHappened);
    }

    private protected abstract AsyncStatus Begin(Worker worker, out T outcome);

    /// <summary>Of an operation that has ended.</summary>
    private protected abstract bool HasHappened { get; }
}
