using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>A send that waits for room, with the value in hand. A sender keeps one to spare.</summary>
/// <param name="channel">Where it sends.</param>
/// <param name="sender">Whose it is, if that may use it again.</param>
/// <param name="arm">The arm of a <c>select</c> whose place in line it keeps.</param>
internal sealed class SendOperation<T>(Channel<T> channel, Sender<T>? sender = null, SelectArm? arm = null) : WaitOperation<Result<Unit, SendError<T>>>
{
    internal T Value { get; private set; } = default!;

    /// <summary>A receiver at a rendezvous channel has taken the value. Guarded by the channel's gate.</summary>
    internal bool IsTaken { get; private set; }

    /// <summary>A receiver at a rendezvous channel takes the value, unless this is an arm of a <c>select</c> that may be decided otherwise.</summary>
    internal bool TryTake() => IsTaken = arm is null || arm.TryClaim();

    internal override string Awaits => AwaitsAt(channel);

    internal static string AwaitsAt(Channel<T> channel) => channel.Capacity == 0 ? "a receiver (send)" : "room in a channel (send)";

    internal override Stake? Lacks => new(channel, StakePart.Receiver);

    public override AsyncStatus Resume(Worker worker)
    {
        switch (channel.Send(this, worker))
        {
            case Delivery.Done:
                Recycle();
                return Complete(Result<Unit, SendError<T>>.Ok(default));
            case Delivery.Closed:
                return Complete(Result<Unit, SendError<T>>.Err(new SendError<T>(Value)));
            case Delivery.Withdrawn:
                Ops.Drop(Value);
                return AsyncStatus.Cancelled;
            default:
                return worker.SuspendAt(this);
        }
    }

    public override void Drop() => Ops.Drop(Value);

    /// <summary>Takes what it is to send.</summary>
    internal SendOperation<T> For(T value)
    {
        Value = value;
        return this;
    }

    /// <summary>It has left the queue and sent: whoever awaits it takes its result before the sender can send again.</summary>
    private void Recycle()
    {
        Value = default!;
        IsTaken = false;
        ResetWait();
        sender?.KeepSpare(this);
    }
}

/// <summary>A reservation that waits for room.</summary>
internal sealed class ReserveOperation<T>(Channel<T> channel) : WaitOperation<Result<SenderPermit<T>, SendError<Unit>>>
{
    internal override string Awaits => "room in a channel (reserve)";

    internal override Stake? Lacks => new(channel, StakePart.Receiver);

    public override AsyncStatus Resume(Worker worker) => channel.Reserve(this, worker, out SenderPermit<T>? permit) switch
    {
        Delivery.Done when permit is not null => Complete(Result<SenderPermit<T>, SendError<Unit>>.Ok(permit)),
        Delivery.Closed => Complete(Result<SenderPermit<T>, SendError<Unit>>.Err(new SendError<Unit>(default))),
        Delivery.Withdrawn => AsyncStatus.Cancelled,
        _ => worker.SuspendAt(this),
    };
}

/// <summary>A receive that waits for a message. A receiver keeps one to spare.</summary>
internal sealed class ReceiveOperation<T>(Channel<T> channel, Receiver<T> receiver) : WaitOperation<Option<T>>
{
    internal override string Awaits => "a message (recv)";

    internal override Stake? Lacks => new(channel, StakePart.Sender);

    public override AsyncStatus Resume(Worker worker)
    {
        switch (channel.Receive(this, worker, out T value))
        {
            case Delivery.Done:
                return Complete(Option<T>.Some(value));
            case Delivery.Closed:
                return Complete(Option<T>.None);
            case Delivery.Withdrawn:
                return AsyncStatus.Cancelled;
            default:
                return worker.SuspendAt(this);
        }
    }

    /// <summary>It is over, and the receiver may use it for its next wait. Inside both gates.</summary>
    internal void Recycle()
    {
        ResetWait();
        receiver.KeepSpare(this);
    }
}

/// <summary>A wait for the channel to be closed and drained.</summary>
internal sealed class EndOperation<T>(Channel<T> channel) : WaitOperation<bool>
{
    internal override string Awaits => "the end of a channel (closed)";

    internal override Stake? Lacks => new(channel, StakePart.Sender);

    public override AsyncStatus Resume(Worker worker) => channel.AwaitEnd(this, worker) switch
    {
        Delivery.Closed => Complete(true),
        Delivery.Withdrawn => AsyncStatus.Cancelled,
        _ => worker.SuspendAt(this),
    };
}
