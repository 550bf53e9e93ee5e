using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>What the ends of a broadcast channel share: the last messages, numbered, and those who wait for the next.</summary>
/// <remarks>One gate guards everything. A message's number is its place in the ring, so a receiver that is behind by more than the ring has lost the difference.</remarks>
internal sealed class BroadcastChannel<T>(int capacity)
{
    private readonly T[] _ring = new T[capacity];
    private SpinGate _gate;
    private WaiterQueue _waiters;
    private long _next;
    private int _senders;
    private int _receivers;
    private bool _isClosed;

    internal void AddSender() => Interlocked.Increment(ref _senders);

    /// <summary>A receiver of what is sent from now on; gives the number of its first message.</summary>
    internal long AddReceiver()
    {
        _gate.Enter();
        _receivers++;
        long next = _next;
        _gate.Exit();
        return next;
    }

    internal void RemoveReceiver()
    {
        _gate.Enter();
        _receivers--;
        _gate.Exit();
    }

    internal void RemoveSender(Worker? by)
    {
        if (Interlocked.Decrement(ref _senders) == 0)
        {
            _gate.Enter();
            _isClosed = true;
            WokenStrands woken = _waiters.GrantAll();
            _gate.Exit();
            woken.WakeAll(by);
        }
    }

    /// <summary>How many receivers will see the message; 0 if there is none, and then nothing is kept.</summary>
    internal long Send(T value, Worker? by)
    {
        _gate.Enter();
        long receivers = _receivers;
        var woken = default(WokenStrands);
        if (receivers > 0)
        {
            Ops.Share(value);
            _ring[_next++ % _ring.Length] = value;
            woken = _waiters.GrantAll();
        }
        _gate.Exit();
        woken.WakeAll(by);
        return receivers;
    }

    /// <summary>Takes the message of that number, or says how many were missed; null if there is none yet.</summary>
    internal Result<T, RecvError>? TryTake(ref long number)
    {
        _gate.Enter();
        Result<T, RecvError>? taken = TakeInside(ref number);
        _gate.Exit();
        return taken;
    }

    internal Result<T, RecvError>? Step(BroadcastOperation<T> operation, Worker worker, ref long number, out bool isWithdrawn)
    {
        _gate.Enter();
        isWithdrawn = worker.IsCancelled;
        Result<T, RecvError>? taken = isWithdrawn ? null : TakeInside(ref number);
        operation.Settle(ref _waiters, worker, waits: !isWithdrawn && taken is null);
        _gate.Exit();
        return taken;
    }

    private Result<T, RecvError>? TakeInside(ref long number)
    {
        long oldest = Math.Max(0, _next - _ring.Length);
        if (number < oldest)
        {
            long missed = oldest - number;
            number = oldest;
            return Result<T, RecvError>.Err(new RecvError(missed));
        }
        if (number < _next)
        {
            return Result<T, RecvError>.Ok(Ops.Share(_ring[number++ % _ring.Length]));
        }
        return _isClosed ? Result<T, RecvError>.Err(new RecvError()) : null;
    }
}

/// <summary>The sending end of a broadcast channel: every receiver sees every message. The channel closes when the last sender is dropped.</summary>
[Module("std.async.channel"), Name("BroadcastSender"), MoveOnly, Sendable(true)]
public sealed class BroadcastSender<T> : IResource, IStakeholder
{
    private readonly BroadcastChannel<T> _channel;
    private bool _isDropped;

    internal BroadcastSender(BroadcastChannel<T> channel)
    {
        _channel = channel;
        channel.AddSender();
    }

    Stake? IStakeholder.Stake => _isDropped ? null : new(_channel, StakePart.Sender);

    /// <summary>Sends at once; gives how many receivers will see it, or the value back when there is none.</summary>
    [Name("send")]
    public Result<long, SendError<T>> Send([Name("value"), Sent("a channel")] T value) => _channel.Send(value, Worker.Current) is > 0 and var count
        ? Result<long, SendError<T>>.Ok(count)
        : Result<long, SendError<T>>.Err(new SendError<T>(value));

    /// <summary>A receiver of what is sent from now on.</summary>
    [Name("subscribe")]
    public BroadcastReceiver<T> Subscribe() => new(_channel, _channel.AddReceiver());

    [Name("clone")]
    public BroadcastSender<T> Clone() => new(_channel);

    [Name("close"), Closes]
    public void Drop()
    {
        if (!Interlocked.Exchange(ref _isDropped, true))
        {
            _channel.RemoveSender(Worker.Current);
        }
    }
}

/// <summary>A receiver of a broadcast channel. A slow one misses the oldest messages, and is told how many.</summary>
[Module("std.async.channel"), Name("BroadcastReceiver"), MoveOnly, Sendable(true)]
[InsteadOf("the sender makes receivers: `tx.subscribe()`; `{0}.clone()` goes on from the same place", "subscribe", "resubscribe")]
public sealed class BroadcastReceiver<T> : IResource
{
    private readonly BroadcastChannel<T> _channel;
    private long _number;
    private bool _isDropped;

    internal BroadcastReceiver(BroadcastChannel<T> channel, long number)
    {
        _channel = channel;
        _number = number;
    }

    /// <summary>The next message, or an error: some were missed, or the channel is closed. Cancelled while it waits, it has taken nothing.</summary>
    [Name("recv"), Async, Receives, Cancellation("cancel-safe")]
    public AsyncStatus Recv(Worker worker, out Result<T, RecvError> result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (!worker.Charge())
        {
            return worker.Postpone(new BroadcastOperation<T>(this));
        }
        if (_channel.TryTake(ref _number) is { } taken)
        {
            result = taken;
            return AsyncStatus.Completed;
        }
        return new BroadcastOperation<T>(this).Start(worker, out result);
    }

    /// <summary>The next message or the end, if there is one now.</summary>
    [Name("try_recv")]
    public Option<Result<T, RecvError>> TryRecv() => _channel.TryTake(ref _number) is { } taken ? new(taken) : default;

    /// <summary>A receiver that goes on from the same place.</summary>
    [Name("clone")]
    public BroadcastReceiver<T> Clone()
    {
        _channel.AddReceiver();
        return new(_channel, _number);
    }

    public void Drop()
    {
        if (!Interlocked.Exchange(ref _isDropped, true))
        {
            _channel.RemoveReceiver();
        }
    }

    internal Stake Lacks => new(_channel, StakePart.Sender);

    internal Result<T, RecvError>? Step(BroadcastOperation<T> operation, Worker worker, out bool isWithdrawn) =>
        _channel.Step(operation, worker, ref _number, out isWithdrawn);
}

/// <summary>The wait for the next message of a broadcast channel.</summary>
internal sealed class BroadcastOperation<T>(BroadcastReceiver<T> receiver) : WaitOperation<Result<T, RecvError>>
{
    internal override string Awaits => "a broadcast message (recv)";

    internal override Stake? Lacks => receiver.Lacks;

    public override AsyncStatus Resume(Worker worker)
    {
        Result<T, RecvError>? taken = receiver.Step(this, worker, out bool isWithdrawn);
        return isWithdrawn ? AsyncStatus.Cancelled : taken is { } result ? Complete(result) : worker.SuspendAt(this);
    }
}
