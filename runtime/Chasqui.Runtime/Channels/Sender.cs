using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>
/// The sending end of a channel. The channel closes when the last sender is dropped or closed. Thread-safe, but owned by one place: a clone
/// is another sender of the same channel. The order of one sender's messages is kept.
/// </summary>
[Module("std.async.channel"), Module("std.sync"), Name("Sender"), Name("ChannelSender"), MoveOnly, Sendable(true)]
[InsteadOf("`{0}.try_send(…)` gives an error that `is_full()`", "full", "is_full")]
[InsteadOf("send them one by one: `for x in xs: await {0}.send(x)`", "send_all", "extend", "send_many")]
public sealed class Sender<T> : IResource, IStakeholder
{
    private readonly Channel<T> _channel;
    private SendOperation<T>? _spare;
    private SendArm<T>? _spareArm;
    private bool _isClosed;

    /// <param name="channel">Where it sends.</param>
    /// <param name="isClosed">Whether it sends nothing, as the clone of a sender that was closed: the channel does not wait for its end.</param>
    internal Sender(Channel<T> channel, bool isClosed = false)
    {
        _channel = channel;
        _isClosed = isClosed;
        if (!isClosed)
        {
            channel.AddSender();
        }
    }

    Stake? IStakeholder.Stake => IsShut ? null : new(_channel, StakePart.Sender);

    private bool IsShut => Volatile.Read(ref _isClosed) || _channel.IsClosed;

    /// <summary>
    /// Waits for room and sends; the error gives the value back when the channel is closed. Cancelled while it waits, nothing is
    /// sent and the value is dropped: <see cref="Reserve"/> waits without a value.
    /// </summary>
    [Name("send"), Async, Cancellation("cancel-safe-but-lossy")]
    public AsyncStatus Send(Worker worker, [Name("value"), Sent("a channel")] T value, out Result<Unit, SendError<T>> result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            Ops.Drop(value);
            return AsyncStatus.Cancelled;
        }
        if (Volatile.Read(ref _isClosed))
        {
            result = Result<Unit, SendError<T>>.Err(new SendError<T>(value));
            return AsyncStatus.Completed;
        }
        if (worker.Charge())
        {
            switch (_channel.TrySend(value, worker))
            {
                case Delivery.Done:
                    result = Result<Unit, SendError<T>>.Ok(default);
                    return AsyncStatus.Completed;
                case Delivery.Closed:
                    result = Result<Unit, SendError<T>>.Err(new SendError<T>(value));
                    return AsyncStatus.Completed;
            }
            return Waiting(value).Start(worker, out result);
        }
        return worker.Postpone(Waiting(value));
    }

    /// <summary>Sends if there is room and nobody waits for it.</summary>
    [Name("try_send")]
    public Result<Unit, TrySendError<T>> TrySend([Name("value"), Sent("a channel")] T value)
    {
        Delivery outcome = Volatile.Read(ref _isClosed) ? Delivery.Closed : _channel.TrySend(value);
        return outcome == Delivery.Done
            ? Result<Unit, TrySendError<T>>.Ok(default)
            : Result<Unit, TrySendError<T>>.Err(new TrySendError<T>(value, outcome == Delivery.Closed));
    }

    /// <summary>Waits for room and keeps it for a message to come. Cancelled while it waits, only the place in the queue is lost.</summary>
    [Name("reserve"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Reserve(Worker worker, out Result<SenderPermit<T>, SendError<Unit>> result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (Volatile.Read(ref _isClosed))
        {
            result = Result<SenderPermit<T>, SendError<Unit>>.Err(new SendError<Unit>(default));
            return AsyncStatus.Completed;
        }
        if (!worker.Charge())
        {
            return worker.Postpone(new ReserveOperation<T>(_channel));
        }
        switch (_channel.TryReserve(out SenderPermit<T>? permit))
        {
            case Delivery.Done when permit is not null:
                result = Result<SenderPermit<T>, SendError<Unit>>.Ok(permit);
                return AsyncStatus.Completed;
            case Delivery.Closed:
                result = Result<SenderPermit<T>, SendError<Unit>>.Err(new SendError<Unit>(default));
                return AsyncStatus.Completed;
        }
        return new ReserveOperation<T>(_channel).Start(worker, out result);
    }

    [Name("clone")]
    public Sender<T> Clone() => new(_channel, Volatile.Read(ref _isClosed));

    /// <summary>Sends no more. What has been sent is still delivered.</summary>
    [Name("close"), Closes]
    public void Close()
    {
        if (!Interlocked.Exchange(ref _isClosed, true))
        {
            _channel.RemoveSender();
        }
    }

    [Name("is_closed")]
    public bool IsClosed() => IsShut;

    /// <summary>How many messages the channel holds at most; None when there is no limit.</summary>
    [Name("capacity")]
    public Option<long> Capacity() => _channel.Capacity == Channel<T>.Unbounded ? default : new Option<long>(_channel.Capacity);

    /// <summary>How many messages are queued.</summary>
    [Name("__len__"), Name("len")]
    public long Length() => _channel.Count;

    public void Drop() => Close();

    /// <summary>What a <c>select</c> waits for when it sends.</summary>
    [Name("__select_send__")]
    public SendArm<T> SendArm([Borrow, Sent("a channel")] T value)
    {
        SendArm<T> arm = (_spareArm is null ? null : Interlocked.Exchange(ref _spareArm, null)) ?? new SendArm<T>(this, _channel);
        return arm.Offer(value, Volatile.Read(ref _isClosed));
    }

    internal void KeepSpare(SendArm<T> arm) => Volatile.Write(ref _spareArm, arm);

    internal void KeepSpare(SendOperation<T> operation) => Volatile.Write(ref _spare, operation);

    private SendOperation<T> Waiting(T value)
    {
        SendOperation<T> operation = (_spare is null ? null : Interlocked.Exchange(ref _spare, null)) ?? new SendOperation<T>(_channel, this);
        return operation.For(value);
    }
}

/// <summary>A place in a channel for one message. Dropping it frees the place. The channel keeps one that is used up, for the next place.</summary>
[Module("std.async.channel"), Name("SenderPermit"), MoveOnly, MustUse, Sendable(true)]
public sealed class SenderPermit<T> : IResource
{
    private readonly Channel<T> _channel;
    private bool _isUsed;

    internal SenderPermit(Channel<T> channel) => _channel = channel;

    /// <summary>Sends at once; the error gives the value back when the channel was closed meanwhile. Uses the permit up.</summary>
    [Name("send"), Consumes]
    public Result<Unit, SendError<T>> Send([Name("value"), Sent("a channel")] T value)
    {
        if (Interlocked.Exchange(ref _isUsed, true) || !_channel.SendReserved(this, value, Worker.Current))
        {
            return Result<Unit, SendError<T>>.Err(new SendError<T>(value));
        }
        return Result<Unit, SendError<T>>.Ok(default);
    }

    public void Drop()
    {
        if (!Interlocked.Exchange(ref _isUsed, true))
        {
            _channel.Release(this, Worker.Current);
        }
    }

    /// <summary>Makes it stand for another place. Inside the senders' gate.</summary>
    internal SenderPermit<T> Renew()
    {
        _isUsed = false;
        return this;
    }
}

/// <summary>The sending end of a channel without a limit: sending never waits.</summary>
[Module("std.async.channel"), Module("std.sync"), Name("UnboundedSender"), MoveOnly, Sendable(true)]
public sealed class UnboundedSender<T> : IResource, IStakeholder
{
    private readonly Sender<T> _sender;

    internal UnboundedSender(Channel<T> channel) => _sender = new Sender<T>(channel);

    private UnboundedSender(Sender<T> sender) => _sender = sender;

    Stake? IStakeholder.Stake => ((IStakeholder)_sender).Stake;

    /// <summary>Sends at once; the error gives the value back when the channel is closed.</summary>
    [Name("send"), MayBeAwaited]
    public Result<Unit, SendError<T>> Send([Name("value"), Sent("a channel")] T value) => _sender.TrySend(value).IsOk()
        ? Result<Unit, SendError<T>>.Ok(default)
        : Result<Unit, SendError<T>>.Err(new SendError<T>(value));

    [Name("try_send")]
    public Result<Unit, TrySendError<T>> TrySend([Name("value"), Sent("a channel")] T value) => _sender.TrySend(value);

    [Name("clone")]
    public UnboundedSender<T> Clone() => new(_sender.Clone());

    [Name("close"), Closes]
    public void Close() => _sender.Close();

    [Name("is_closed")]
    public bool IsClosed() => _sender.IsClosed();

    [Name("capacity")]
    public Option<long> Capacity() => _sender.Capacity();

    [Name("__len__"), Name("len")]
    public long Length() => _sender.Length();

    public void Drop() => _sender.Drop();

    /// <summary>What a <c>select</c> waits for when it sends.</summary>
    [Name("__select_send__")]
    public SendArm<T> SendArm([Borrow, Sent("a channel")] T value) => _sender.SendArm(value);

    /// <summary>A sender like any other, where one is expected.</summary>
    [Name("__convert__"), Consumes]
    public Sender<T> ToSender() => _sender;
}
