using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>What the two ends of a oneshot channel share, and the frame of the one wait there can be for its value.</summary>
/// <remarks>
/// One word, changed by compare-exchange: empty, sent, or closed by an end that was dropped. The value is written before the word and read
/// after it. The waiting strand is noted before the receiver looks at the word once more, and the sender changes the word before it looks for
/// a strand, so one of them sees the other.
/// </remarks>
internal sealed class OneshotChannel<T> : Future<Result<T, RecvError>>
{
    private const int Empty = 0;
    private const int Sent = 1;
    private const int Closed = 2;

    private int _state;
    private T _value = default!;
    private Strand? _receiver;

    internal override string Awaits => "the value of a oneshot (recv)";

    internal override Stake? Lacks => new(this, StakePart.Sender);

    internal bool IsClosed => Volatile.Read(ref _state) == Closed;

    internal bool IsDecided => Volatile.Read(ref _state) != Empty;

    internal bool TrySend(T value, Worker? by)
    {
        _value = value;
        return Decide(Sent, by);
    }

    internal void Close(Worker? by) => Decide(Closed, by);

    /// <summary>Nobody will receive: a value that has been sent is dropped.</summary>
    internal void Abandon()
    {
        if (!Decide(Closed, by: null) && Interlocked.CompareExchange(ref _state, Closed, Sent) == Sent)
        {
            Ops.Drop(_value);
        }
    }

    internal Result<T, RecvError> Take() => Volatile.Read(ref _state) == Sent
        ? Result<T, RecvError>.Ok(Emptied())
        : Result<T, RecvError>.Err(new RecvError());

    /// <summary>The receiver's wait.</summary>
    public override AsyncStatus Resume(Worker worker)
    {
        if (_receiver is null)
        {
            Interlocked.Exchange(ref _receiver, worker.Strand);
            return IsDecided ? worker.Postpone(this) : worker.SuspendAt(this);
        }
        if (IsDecided)
        {
            return Complete(Take());
        }
        if (!worker.IsCancelled)
        {
            return worker.SuspendAt(this);
        }
        Abandon();
        return AsyncStatus.Cancelled;
    }

    public override void Drop() => Abandon();

    private T Emptied()
    {
        T value = _value;
        _value = default!;
        Volatile.Write(ref _state, Closed);
        return value;
    }

    private bool Decide(int state, Worker? by)
    {
        if (Interlocked.CompareExchange(ref _state, state, Empty) != Empty)
        {
            return false;
        }
        Volatile.Read(ref _receiver)?.Wake(by);
        return true;
    }
}

/// <summary>The sending end of a oneshot channel. Sending uses it up; dropped without sending, the receiver gets an error.</summary>
[Module("std.async.channel"), Name("OneshotSender"), MoveOnly, Sendable(true)]
public sealed class OneshotSender<T> : IResource, IStakeholder
{
    private readonly OneshotChannel<T> _channel;

    internal OneshotSender(OneshotChannel<T> channel) => _channel = channel;

    Stake? IStakeholder.Stake => _channel.IsDecided ? null : new(_channel, StakePart.Sender);

    /// <summary>Sends at once; the error is the value, when the receiver is gone.</summary>
    [Name("send"), Consumes]
    public Result<Unit, T> Send([Name("value"), Sent("a channel")] T value) =>
        _channel.TrySend(value, Worker.Current) ? Result<Unit, T>.Ok(default) : Result<Unit, T>.Err(value);

    /// <summary>Whether the receiver is gone.</summary>
    [Name("is_closed")]
    public bool IsClosed() => _channel.IsClosed;

    public void Drop() => _channel.Close(Worker.Current);
}

/// <summary>The receiving end of a oneshot channel. Receiving uses it up.</summary>
[Module("std.async.channel"), Name("OneshotReceiver"), MoveOnly, Sendable(true)]
public sealed class OneshotReceiver<T> : IResource
{
    private readonly OneshotChannel<T> _channel;

    internal OneshotReceiver(OneshotChannel<T> channel) => _channel = channel;

    /// <summary>The value, or an error when the sender was dropped without sending. Cancelled while it waits, the receiver is dropped.</summary>
    [Name("recv"), Name("__await__"), Async, Consumes, Cancellation("cancel-safe")]
    public AsyncStatus Recv(Worker worker, out Result<T, RecvError> result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            Drop();
            return AsyncStatus.Cancelled;
        }
        if (_channel.IsDecided && worker.Charge())
        {
            result = _channel.Take();
            return AsyncStatus.Completed;
        }
        return _channel.Start(worker, out result);
    }

    /// <summary>The value, if it has been sent.</summary>
    [Name("try_recv")]
    public Option<T> TryRecv() => _channel.IsDecided && _channel.Take() is var taken && taken.IsOk() ? new Option<T>(taken.Value) : default;

    /// <summary>Refuses a value that has not been sent yet.</summary>
    [Name("close")]
    public void Close() => _channel.Close(Worker.Current);

    public void Drop() => _channel.Abandon();
}
