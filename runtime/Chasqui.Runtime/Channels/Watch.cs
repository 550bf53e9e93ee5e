using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Channels;

/// <summary>What the ends of a watch channel share: the latest value and its version. One gate guards everything.</summary>
internal sealed class WatchChannel<T>(T initial)
{
    private SpinGate _gate;
    private WaiterQueue _waiters;
    private T _value = Ops.Share(initial);
    private long _version;
    private int _receivers;
    private bool _isClosed;

    internal bool HasReceivers => Volatile.Read(ref _receivers) > 0;

    internal void AddReceiver() => Interlocked.Increment(ref _receivers);

    internal void RemoveReceiver() => Interlocked.Decrement(ref _receivers);

    internal void Set(T value, Worker? by)
    {
        _gate.Enter();
        _value = Ops.Share(value);
        _version++;
        WokenStrands woken = _waiters.GrantAll();
        _gate.Exit();
        woken.WakeAll(by);
    }

    internal void Close(Worker? by)
    {
        _gate.Enter();
        _isClosed = true;
        WokenStrands woken = _waiters.GrantAll();
        _gate.Exit();
        woken.WakeAll(by);
    }

    internal T Get(out long version)
    {
        _gate.Enter();
        T value = Ops.Share(_value);
        version = _version;
        _gate.Exit();
        return value;
    }

    /// <summary>Whether there is a newer value than the one seen, which then counts as seen, or the end has come; null if neither.</summary>
    internal bool? TrySee(ref long seen)
    {
        _gate.Enter();
        bool? changed = See(ref seen);
        _gate.Exit();
        return changed;
    }

    /// <summary>As the other, for an operation that stands in line when there is neither.</summary>
    internal bool? Step(WatchOperation<T> operation, Worker worker, ref long seen, out bool isWithdrawn)
    {
        _gate.Enter();
        isWithdrawn = worker.IsCancelled;
        bool? changed = isWithdrawn ? null : See(ref seen);
        operation.Settle(ref _waiters, worker, waits: !isWithdrawn && changed is null);
        _gate.Exit();
        return changed;
    }

    private bool? See(ref long seen)
    {
        bool? changed = seen < _version ? true : _isClosed ? false : null;
        seen = _version;
        return changed;
    }
}

/// <summary>The writing end of a watch channel: receivers see the latest value.</summary>
[Module("std.async.channel"), Name("WatchSender"), MoveOnly, Sendable(true)]
public sealed class WatchSender<T> : IResource, IStakeholder
{
    private readonly WatchChannel<T> _channel;

    internal WatchSender(WatchChannel<T> channel) => _channel = channel;

    Stake? IStakeholder.Stake => new(_channel, StakePart.Sender);

    /// <summary>Replaces the value; gives it back when no receiver is left.</summary>
    [Name("send")]
    public Result<Unit, SendError<T>> Send([Name("value"), Sent("a channel")] T value)
    {
        if (!_channel.HasReceivers)
        {
            return Result<Unit, SendError<T>>.Err(new SendError<T>(value));
        }
        _channel.Set(value, Worker.Current);
        return Result<Unit, SendError<T>>.Ok(default);
    }

    [Name("get")]
    public T Get() => _channel.Get(out _);

    /// <summary>A receiver to which the present value is old.</summary>
    [Name("subscribe")]
    public WatchReceiver<T> Subscribe() => new(_channel);

    [Name("close"), Closes]
    public void Drop() => _channel.Close(Worker.Current);
}

/// <summary>A reading end of a watch channel.</summary>
[Module("std.async.channel"), Name("WatchReceiver"), MoveOnly, Sendable(true)]
[InsteadOf("`await {0}.changed()` waits for a new value, `{0}.get()` reads it", "recv", "borrow", "next", "value")]
public sealed class WatchReceiver<T> : IResource
{
    private readonly WatchChannel<T> _channel;
    private long _seen;
    private bool _isDropped;

    internal WatchReceiver(WatchChannel<T> channel)
    {
        _channel = channel;
        channel.AddReceiver();
        channel.Get(out _seen);
    }

    /// <summary>The latest value.</summary>
    [Name("get")]
    public T Get() => _channel.Get(out _);

    /// <summary>Waits for a value newer than the last one waited for; an error when the sender is gone. Cancelled, it has seen nothing.</summary>
    [Name("changed"), Async, Receives, Cancellation("cancel-safe")]
    public AsyncStatus Changed(Worker worker, out Result<Unit, RecvError> result)
    {
        if (!worker.IsCancelled && worker.Charge() && _channel.TrySee(ref _seen) is { } isNew)
        {
            result = Outcome(isNew);
            return AsyncStatus.Completed;
        }
        return new WatchOperation<T>(this).Begin(worker, out result);
    }

    [Name("clone")]
    public WatchReceiver<T> Clone() => new(_channel) { _seen = _seen };

    public void Drop()
    {
        if (!Interlocked.Exchange(ref _isDropped, true))
        {
            _channel.RemoveReceiver();
        }
    }

    internal Stake Lacks => new(_channel, StakePart.Sender);

    /// <summary>What a wait gives that has found a newer value or the end.</summary>
    internal static Result<Unit, RecvError> Outcome(bool isNew) => isNew ? Result<Unit, RecvError>.Ok(default) : Result<Unit, RecvError>.Err(new RecvError());

    internal bool? Step(WatchOperation<T> operation, Worker worker, out bool isWithdrawn) =>
        _channel.Step(operation, worker, ref _seen, out isWithdrawn);
}

/// <summary>The wait for a new value of a watch channel.</summary>
internal sealed class WatchOperation<T>(WatchReceiver<T> receiver) : WaitOperation<Result<Unit, RecvError>>
{
    internal override string Awaits => "a new value (changed)";

    internal override Stake? Lacks => receiver.Lacks;

    public override AsyncStatus Resume(Worker worker)
    {
        bool? changed = receiver.Step(this, worker, out bool isWithdrawn);
        return isWithdrawn ? AsyncStatus.Cancelled
            : changed is not { } isNew ? worker.SuspendAt(this)
            : Complete(WatchReceiver<T>.Outcome(isNew));
    }
}
