using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>A <c>select</c> arm that receives. Out of the contest when the channel is closed and drained.</summary>
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
public sealed class ClosedArm<T> : SelectArm<bool>
{
    private readonly EndOperation<T> _end;

    internal ClosedArm(Channel<T> channel) => _end = new EndOperation<T>(channel);

    private protected override bool HasHappened => Outcome;

    private protected override AsyncStatus Begin(Worker worker, out bool outcome) => _end.Start(worker, out outcome);
}

/// <summary>A <c>select</c> arm that sends. Out of the contest when the channel is closed. An arm that loses keeps its value.</summary>
public sealed class SendArm<T> : SelectArm<Result<Unit, SendError<T>>>
{
    private readonly SendOperation<T> _send;

    internal SendArm(Channel<T> channel, T value) => _send = new SendOperation<T>(channel, value);

    private protected override bool HasHappened => Outcome.IsOk();

    private protected override AsyncStatus Begin(Worker worker, out Result<Unit, SendError<T>> outcome) => _send.Start(worker, out outcome);

    public override void Drop() => _send.Drop();
}
