using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;

namespace Chasqui.Runtime.Channels;

/// <summary>A <c>select</c> arm that receives. Out of the contest when the channel is closed and drained. A receiver keeps one to spare.</summary>
[SharedHandle]
public sealed class ReceiveArm<T> : SelectArm
{
    private readonly Receiver<T> _receiver;
    private readonly Channel<T> _channel;
    private ReceiveOperation<T>? _inLine;
    private T _message = default!;

    internal ReceiveArm(Receiver<T> receiver, Channel<T> channel)
    {
        _receiver = receiver;
        _channel = channel;
    }

    /// <summary>The message, once the arm has won.</summary>
    [Name("take")]
    public T Take()
    {
        T message = _message;
        _message = default!;
        _receiver.KeepSpare(this);
        return message;
    }

    internal override string Awaits => "a message (recv)";

    internal override ArmState Poll(Worker worker) => _channel.TryReceive(out _message, worker).OfArm();

    internal override ArmState Step(Worker worker)
    {
        Delivery outcome = _inLine is { } operation
            ? _channel.Receive(operation, worker, out _message)
            : _channel.Receive(_receiver, worker, out _message, out _inLine);
        if (outcome is Delivery.Done or Delivery.Closed)
        {
            _inLine = null;
        }
        return outcome.OfArm();
    }

    internal override void Leave(Worker? by)
    {
        if (_inLine is { } operation)
        {
            _inLine = null;
            _channel.Withdraw(operation, by);
        }
        _receiver.KeepSpare(this);
    }
}

/// <summary>A <c>select</c> arm that is ready when the channel is closed and drained. A receiver keeps one to spare.</summary>
[SharedHandle]
public sealed class ClosedArm<T> : SelectArm
{
    private readonly Receiver<T> _receiver;
    private readonly Channel<T> _channel;
    private EndOperation<T>? _inLine;

    internal ClosedArm(Receiver<T> receiver, Channel<T> channel)
    {
        _receiver = receiver;
        _channel = channel;
    }

    internal override string Awaits => "the end of a channel (closed)";

    internal override ArmState Poll(Worker worker) => _channel.HasEnded() ? ArmState.Happened : ArmState.Waits;

    internal override ArmState Step(Worker worker) =>
        _channel.AwaitEnd(_inLine ??= new EndOperation<T>(_channel), worker) == Delivery.Closed ? ArmState.Happened : ArmState.Waits;

    internal override void Leave(Worker? by)
    {
        if (_inLine is { } operation)
        {
            _inLine = null;
            _channel.Withdraw(operation, by);
        }
        _receiver.KeepSpare(this);
    }
}

/// <summary>
/// A <c>select</c> arm that sends. Out of the contest when the channel is closed. The value belongs to the function around it until the arm
/// has won, so one that loses keeps it. A sender keeps one to spare.
/// </summary>
[SharedHandle]
public sealed class SendArm<T> : SelectArm
{
    private readonly Sender<T> _sender;
    private readonly Channel<T> _channel;
    private bool _isClosed;
    private T _value = default!;
    private SendOperation<T>? _inLine;

    internal SendArm(Sender<T> sender, Channel<T> channel)
    {
        _sender = sender;
        _channel = channel;
    }

    /// <param name="value">What it sends.</param>
    /// <param name="isClosed">Whether its sender is closed, though the channel may have others.</param>
    internal SendArm<T> Offer(T value, bool isClosed)
    {
        _value = Ops.Share(value);
        _isClosed = isClosed;
        return this;
    }

    /// <summary>Takes over what has been sent, once the arm has won.</summary>
    [Name("sent")]
    public void TakeOver([Name("value")] T value) => Spare();

    internal override string Awaits => SendOperation<T>.AwaitsAt(_channel);

    internal override bool IsClaimable => _channel.Capacity == 0;

    internal override ArmState Poll(Worker worker) => _isClosed ? ArmState.Out : _channel.TrySend(_value, worker).OfArm();

    internal override ArmState Step(Worker worker) =>
        _isClosed ? ArmState.Out : _channel.Send(_inLine ??= new SendOperation<T>(_channel, sender: null, this).For(_value), worker).OfArm();

    internal override void Leave(Worker? by)
    {
        if (_inLine is { } operation)
        {
            _channel.Withdraw(operation, by);
        }
        Spare();
    }

    private void Spare()
    {
        _inLine = null;
        _value = default!;
        _sender.KeepSpare(this);
    }
}

internal static class ArmStates
{
    /// <summary>What a step at a channel means for the arm that took it.</summary>
    internal static ArmState OfArm(this Delivery outcome) => outcome switch
    {
        Delivery.Done => ArmState.Happened,
        Delivery.Closed => ArmState.Out,
        _ => ArmState.Waits,
    };
}
