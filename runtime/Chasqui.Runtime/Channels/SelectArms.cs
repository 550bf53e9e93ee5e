using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>A <c>select</c> arm that receives. Out of the contest when the channel is closed and drained.</summary>
[SharedHandle]
public sealed class ReceiveArm<T> : SelectArm<Option<T>>
{
    private readonly Receiver<T> _receiver;

    internal ReceiveArm(Receiver<T> receiver) => _receiver = receiver;

    /// <summary>The message, once the arm has won.</summary>
    [Name("take")]
    public T Take() => Outcome.Value;

    private protected override bool HasHappened => Outcome.IsSome();

    private protected override AsyncStatus Begin(Worker worker, out Option<T> outcome) => _receiver.Recv(worker, out outcome);
}

/// <summary>A <c>select</c> arm that is ready when the channel is closed and drained.</summary>
[SharedHandle]
public sealed class ClosedArm<T> : SelectArm<bool>
{
    private readonly EndOperation<T> _end;

    internal ClosedArm(Channel<T> channel) => _end = new EndOperation<T>(channel);

    private protected override bool HasHappened => Outcome;

    private protected override AsyncStatus Begin(Worker worker, out bool outcome) => _end.Start(worker, out outcome);
}

/// <summary>
/// A <c>select</c> arm that sends. Out of the contest when the channel is closed. The value belongs to the function around it until the arm
/// has won, so one that loses keeps it.
/// </summary>
[SharedHandle]
public sealed class SendArm<T> : SelectArm<Result<Unit, SendError<T>>>
{
    private readonly SendOperation<T> _send;

    private readonly bool _isClosed;

    /// <param name="channel">Where it sends.</param>
    /// <param name="value">What it sends.</param>
    /// <param name="isClosed">Whether its sender is closed, though the channel may have others.</param>
    internal SendArm(Channel<T> channel, T value, bool isClosed)
    {
        _isClosed = isClosed;
        IsClaimable = channel.Capacity == 0;
        _send = new SendOperation<T>(channel, Ops.Share(value), this);
    }

    internal override bool IsClaimable { get; }

    /// <summary>Takes over what has been sent, once the arm has won.</summary>
    [Name("sent")]
    public void TakeOver([Name("value")] T value)
    {
    }

    private protected override bool HasHappened => Outcome.IsOk();

    private protected override AsyncStatus Begin(Worker worker, out Result<Unit, SendError<T>> outcome)
    {
        if (!_isClosed)
        {
            return _send.Start(worker, out outcome);
        }
        outcome = Result<Unit, SendError<T>>.Err(new SendError<T>(_send.Value));
        return AsyncStatus.Completed;
    }
}
