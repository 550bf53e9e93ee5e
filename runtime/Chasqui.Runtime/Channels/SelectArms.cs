using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>A <c>select</c> arm that receives. Out of the contest when the channel is closed and drained.</summary>
public sealed class ReceiveArm<T> : SelectArm
{
    private readonly Receiver<T> _receiver;
    private bool _begun;
    private Option<T> _received;

    internal ReceiveArm(Receiver<T> receiver) => _receiver = receiver;

    /// <summary>The message, once the arm has won.</summary>
    [Name("take")]
    public T Take() => _received.Value;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status = _begun ? TakeResult(out _received) : _receiver.Recv(worker, out _received);
        _begun = true;
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
            return status;
        }
        return status == AsyncStatus.Cancelled ? status : Complete(_received.IsSome());
    }
}

/// <summary>A <c>select</c> arm that is ready when the channel is closed and drained.</summary>
public sealed class ClosedArm<T> : SelectArm
{
    private readonly EndOperation<T> _end;
    private bool _begun;

    internal ClosedArm(Channel<T> channel) => _end = new EndOperation<T>(channel);

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status = _begun ? TakeResult(out bool ended) : _end.Start(worker, out ended);
        _begun = true;
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
            return status;
        }
        return status == AsyncStatus.Cancelled ? status : Complete(ended);
    }
}

/// <summary>A <c>select</c> arm that sends. Out of the contest when the channel is closed. An arm that loses keeps its value.</summary>
public sealed class SendArm<T> : SelectArm
{
    private readonly SendOperation<T> _send;
    private bool _begun;

    internal SendArm(Channel<T> channel, T value) => _send = new SendOperation<T>(channel, value);

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status = _begun ? TakeResult(out Result<Unit, SendError<T>> sent) : _send.Start(worker, out sent);
        _begun = true;
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
            return status;
        }
        return status == AsyncStatus.Cancelled ? status : Complete(sent.IsOk());
    }

    public override void Drop() => _send.Drop();
}
