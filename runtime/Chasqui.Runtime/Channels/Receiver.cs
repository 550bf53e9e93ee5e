using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>
/// The receiving end of a channel. Messages arrive in the order in which they were sent; each goes to exactly one of the receivers
/// that were cloned. When the last receiver is dropped the channel closes and what is queued is dropped. Thread-safe, but owned by one place.
/// </summary>
[Module("std.async.channel"), Module("std.sync"), Name("Receiver"), Name("ChannelReceiver"), MoveOnly, Sendable(true)]
[InsteadOf("`async for message in {0}:` receives until the channel is closed", "iter", "collect", "recv_all", "recv_many", "drain")]
[InsteadOf("`recv_now()` tells `Item`, `Empty` and `Closed` apart", "is_empty", "empty", "poll", "peek")]
public sealed class Receiver<T> : IAsyncIterator<T>, IResource, IStakeholder
{
    private readonly Channel<T> _channel;
    private ReceiveOperation<T>? _spare;
    private ReceiveArm<T>? _spareArm;
    private ClosedArm<T>? _spareEnd;
    private bool _isDropped;

    internal Receiver(Channel<T> channel)
    {
        _channel = channel;
        channel.AddReceiver();
    }

    Stake? IStakeholder.Stake => _isDropped ? null : new(_channel, StakePart.Receiver);

    /// <summary>The next message; None when the channel is closed and drained. Cancelled while it waits, it has taken nothing.</summary>
    [Name("recv"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Recv(Worker worker, out Option<T> result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (!worker.Charge())
        {
            return worker.Postpone(new ReceiveOperation<T>(_channel, this));
        }
        Delivery outcome = _channel.Receive(this, worker, out T value, out ReceiveOperation<T>? waiting);
        if (waiting is not null)
        {
            return worker.SuspendAt(waiting);
        }
        result = outcome == Delivery.Done ? new Option<T>(value) : default;
        return AsyncStatus.Completed;
    }

    [Name("__anext__"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Next(Worker worker, out Option<T> result) => Recv(worker, out result);

    /// <summary>As <see cref="Recv"/>, with the end as an error.</summary>
    [Name("receive")]
    public Future<Result<T, ClosedError>> Receive() => new ReceiveResult<T>(this);

    /// <summary>The next message, if there is one now.</summary>
    [Name("try_recv")]
    public Option<T> TryRecv() => _channel.TryReceive(out T value, Worker.Current) == Delivery.Done ? new Option<T>(value) : default;

    /// <summary>The next message, if there is one now, or whether there will ever be one.</summary>
    [Name("recv_now")]
    public Received<T> RecvNow() => _channel.TryReceive(out T value, Worker.Current) switch
    {
        Delivery.Done => Received<T>.Item(value),
        Delivery.Closed => Received<T>.Closed,
        _ => Received<T>.Empty,
    };

    /// <summary>Another receiver of the same channel: each message goes to one of them.</summary>
    [Name("clone")]
    public Receiver<T> Clone() => new(_channel);

    /// <summary>Closes the channel for every sender and receiver; what is queued can still be received.</summary>
    /// <returns>Whether it was open.</returns>
    [Name("close"), Closes]
    public bool Close() => _channel.Close();

    [Name("is_closed")]
    public bool IsClosed() => _channel.IsClosed;

    [Name("capacity")]
    public Option<long> Capacity() => _channel.Capacity == Channel<T>.Unbounded ? default : new Option<long>(_channel.Capacity);

    /// <summary>How many messages are queued.</summary>
    [Name("__len__"), Name("len")]
    public long Length() => _channel.Count;

    public void Drop()
    {
        if (!Interlocked.Exchange(ref _isDropped, true))
        {
            _channel.RemoveReceiver();
        }
    }

    /// <summary>What a <c>select</c> waits for when it receives.</summary>
    [Name("__select_receive__")]
    public ReceiveArm<T> ReceiveArm() =>
        _spareArm is null ? new(this, _channel) : Interlocked.Exchange(ref _spareArm, null) ?? new ReceiveArm<T>(this, _channel);

    /// <summary>What a <c>select</c> waits for in its <c>closed from</c> arm.</summary>
    [Name("__select_closed__")]
    public ClosedArm<T> ClosedArm() =>
        _spareEnd is null ? new(this, _channel) : Interlocked.Exchange(ref _spareEnd, null) ?? new ClosedArm<T>(this, _channel);

    /// <summary>Inside both gates.</summary>
    internal void KeepSpare(ReceiveOperation<T> operation) => _spare = operation;

    internal void KeepSpare(ReceiveArm<T> arm) => Volatile.Write(ref _spareArm, arm);

    internal void KeepSpare(ClosedArm<T> arm) => Volatile.Write(ref _spareEnd, arm);

    /// <summary>Inside both gates.</summary>
    internal ReceiveOperation<T> TakeSpare()
    {
        ReceiveOperation<T> operation = _spare ?? new ReceiveOperation<T>(_channel, this);
        _spare = null;
        return operation;
    }
}

/// <summary>The wait of <c>receive</c>.</summary>
internal sealed class ReceiveResult<T>(Receiver<T> receiver) : MappedFuture<Option<T>, Result<T, ClosedError>>
{
    private protected override AsyncStatus Begin(Worker worker, out Option<T> received) => receiver.Recv(worker, out received);

    private protected override Result<T, ClosedError> Map(Option<T> received) =>
        received.IsSome() ? Result<T, ClosedError>.Ok(received.Value) : Result<T, ClosedError>.Err(new ClosedError());
}
