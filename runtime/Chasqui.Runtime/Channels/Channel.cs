using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;

namespace Chasqui.Runtime.Channels;

/// <summary>What the senders and receivers of one channel share: the queue of messages and those who wait at both ends.</summary>
/// <remarks>
/// <para>One gate guards everything; strands are woken outside of it. Invariants, whenever the gate is free:</para>
/// <list type="bullet">
/// <item>Senders wait only when there is no room, receivers only when every message is promised to a receiver that has been granted its turn.</item>
/// <item><c>_promised</c> messages belong to granted receivers that have not run yet, <c>_reserved</c> places to granted senders that have not run
/// yet and to permits. A cancelled one hands its promise to the next in line.</item>
/// <item>A rendezvous channel, of no capacity, holds a message only for a receiver that is waiting for it; otherwise the sender waits with it.</item>
/// <item>Closed is for good: no message is added, waiters of both ends are granted and see it. What is queued goes to whoever asks first: promises
/// to receivers end, so a receiver that finds nothing has found the end and never waits.</item>
/// </list>
/// </remarks>
internal sealed class Channel<T>(int capacity)
{
    internal const int Unbounded = int.MaxValue;

    private SpinGate _gate;
    private T[] _ring = [];
    private int _head;
    private int _count;
    private int _promised;
    private int _reserved;
    private int _senders;
    private int _receivers;
    private bool _isClosed;
    private WaiterQueue _waitingSenders;
    private WaiterQueue _waitingReceivers;
    private WaiterQueue _waitingForEnd;

    internal int Capacity => capacity;

    internal bool IsClosed => Volatile.Read(ref _isClosed);

    internal int Count => Volatile.Read(ref _count);

    private bool HasRoom => _count + _reserved < capacity || (capacity == 0 && !_waitingReceivers.IsEmpty);

    private bool IsEnded => _isClosed && _count == 0;

    private bool HasMessage => _count > _promised;

    /// <summary>Adds a message if there is room.</summary>
    /// <returns>Sent, Full or Closed.</returns>
    internal Delivery TrySend(T value, Worker? by)
    {
        _gate.Enter();
        if (_isClosed || !HasRoom)
        {
            Delivery refused = _isClosed ? Delivery.Closed : Delivery.Full;
            _gate.Exit();
            return refused;
        }
        Strand? woken = Add(value);
        _gate.Exit();
        woken?.Wake(by);
        return Delivery.Done;
    }

    /// <summary>One step of a send that may wait.</summary>
    internal Delivery Send(SendOperation<T> operation, Worker worker)
    {
        _gate.Enter();
        if (operation.IsTaken)
        {
            _gate.Exit();
            return Delivery.Done;
        }
        if (worker.IsCancelled)
        {
            Strand? next = WithdrawSender(operation);
            _gate.Exit();
            next?.Wake(worker);
            return Delivery.Withdrawn;
        }
        bool isGranted = operation.IsGranted;
        _reserved -= isGranted ? 1 : 0;
        if (_isClosed)
        {
            if (operation.IsQueued)
            {
                _waitingSenders.Remove(operation);
            }
            _gate.Exit();
            return Delivery.Closed;
        }
        // Who was to receive at a rendezvous may have left since the turn was granted.
        if (!operation.IsQueued && ((isGranted && capacity > 0) || HasRoom))
        {
            Strand? woken = Add(operation.Value);
            _gate.Exit();
            woken?.Wake(worker);
            return Delivery.Done;
        }
        if (isGranted)
        {
            operation.EnqueueFirst(ref _waitingSenders, worker);
        }
        else if (!operation.IsQueued)
        {
            operation.Enqueue(ref _waitingSenders, worker);
        }
        _gate.Exit();
        return Delivery.Waiting;
    }

    /// <summary>One step of a reservation that may wait.</summary>
    internal Delivery Reserve(ReserveOperation<T> operation, Worker worker)
    {
        _gate.Enter();
        if (worker.IsCancelled)
        {
            Strand? next = WithdrawSender(operation);
            _gate.Exit();
            next?.Wake(worker);
            return Delivery.Withdrawn;
        }
        Delivery outcome = Delivery.Waiting;
        if (_isClosed)
        {
            outcome = Delivery.Closed;
            _reserved -= operation.IsGranted ? 1 : 0;
        }
        else if (operation.IsGranted)
        {
            outcome = Delivery.Done;
        }
        else if (!operation.IsQueued && HasRoom)
        {
            outcome = Delivery.Done;
            _reserved++;
        }
        operation.Settle(ref _waitingSenders, worker, waits: outcome == Delivery.Waiting);
        _gate.Exit();
        return outcome;
    }

    /// <summary>Sends into a reserved place.</summary>
    internal bool SendReserved(T value, Worker? by)
    {
        _gate.Enter();
        _reserved--;
        if (_isClosed)
        {
            _gate.Exit();
            return false;
        }
        Strand? woken = Add(value);
        _gate.Exit();
        woken?.Wake(by);
        return true;
    }

    /// <summary>Gives a reserved place back.</summary>
    internal void Release(Worker? by)
    {
        _gate.Enter();
        _reserved--;
        Strand? woken = GrantSender();
        _gate.Exit();
        woken?.Wake(by);
    }

    /// <summary>Takes a message if there is one that is not promised.</summary>
    /// <returns>Done, Closed when there will never be one, or Waiting.</returns>
    internal Delivery TryReceive(out T value, Worker? by)
    {
        _gate.Enter();
        Delivery outcome = Take(out value, out Strand? woken);
        _gate.Exit();
        woken?.Wake(by);
        return outcome;
    }

    /// <summary>One step of a receive that may wait.</summary>
    internal Delivery Receive(ReceiveOperation<T> operation, Worker worker, out T value)
    {
        value = default!;
        _gate.Enter();
        if (worker.IsCancelled)
        {
            Strand? next = WithdrawReceiver(operation);
            _gate.Exit();
            next?.Wake(worker);
            return Delivery.Withdrawn;
        }
        if (operation.IsQueued)
        {
            _gate.Exit();
            return Delivery.Waiting;
        }
        if (operation.IsGranted && _promised > 0)
        {
            _promised--;
        }
        Delivery outcome = Take(out value, out Strand? woken);
        if (outcome == Delivery.Waiting)
        {
            operation.Enqueue(ref _waitingReceivers, worker);
            // A reservation at a rendezvous channel waits for just this.
            woken = capacity == 0 ? GrantSender() : null;
        }
        _gate.Exit();
        woken?.Wake(worker);
        return outcome;
    }

    /// <summary>One step of a wait for the channel to be closed and drained.</summary>
    internal Delivery AwaitEnd(EndOperation<T> operation, Worker worker)
    {
        _gate.Enter();
        Delivery outcome = IsEnded ? Delivery.Closed : worker.IsCancelled ? Delivery.Withdrawn : Delivery.Waiting;
        operation.Settle(ref _waitingForEnd, worker, waits: outcome == Delivery.Waiting);
        Strand? next = GrantEnd();
        _gate.Exit();
        next?.Wake(worker);
        return outcome;
    }

    internal bool HasEnded()
    {
        _gate.Enter();
        bool hasEnded = IsEnded;
        _gate.Exit();
        return hasEnded;
    }

    /// <summary>A send that has not happened gives up its place in line.</summary>
    internal void Withdraw(SendOperation<T> operation, Worker? by)
    {
        _gate.Enter();
        Strand? next = WithdrawSender(operation);
        _gate.Exit();
        next?.Wake(by);
    }

    /// <summary>A receive that has not happened gives up its place in line.</summary>
    internal void Withdraw(ReceiveOperation<T> operation, Worker? by)
    {
        _gate.Enter();
        Strand? next = WithdrawReceiver(operation);
        _gate.Exit();
        next?.Wake(by);
    }

    /// <summary>A wait for the end gives up its place in line.</summary>
    internal void Withdraw(EndOperation<T> operation, Worker? by)
    {
        _gate.Enter();
        operation.Leave(ref _waitingForEnd);
        Strand? next = GrantEnd();
        _gate.Exit();
        next?.Wake(by);
    }

    internal void AddSender() => Interlocked.Increment(ref _senders);

    internal void AddReceiver() => Interlocked.Increment(ref _receivers);

    internal void RemoveSender()
    {
        if (Interlocked.Decrement(ref _senders) == 0)
        {
            Close();
        }
    }

    /// <summary>Nobody can receive any more: what is queued is dropped.</summary>
    internal void RemoveReceiver()
    {
        if (Interlocked.Decrement(ref _receivers) > 0)
        {
            return;
        }
        Close();
        while (TryReceive(out T lost, by: null) == Delivery.Done)
        {
            Ops.Drop(lost);
        }
    }

    /// <summary>True if the channel was open.</summary>
    internal bool Close()
    {
        _gate.Enter();
        if (_isClosed)
        {
            _gate.Exit();
            return false;
        }
        Volatile.Write(ref _isClosed, true);
        _promised = 0;
        // The granted go on to see that it is closed; they hold no promise that anybody could be waiting for.
        List<Strand> woken = _waitingSenders.GrantAll();
        _reserved += woken.Count;
        woken.AddRange(_waitingReceivers.GrantAll());
        if (GrantEnd() is { } waiter)
        {
            woken.Add(waiter);
        }
        _gate.Exit();
        woken.WakeAll(Worker.Current);
        return true;
    }

    /// <summary>Inside the gate: queues a message and grants it to the first waiting receiver.</summary>
    private Strand? Add(T value)
    {
        Append(value);
        return GrantReceiver();
    }

    private void Append(T value)
    {
        if (_count == _ring.Length)
        {
            Grow();
        }
        _ring[(_head + _count) & (_ring.Length - 1)] = value;
        Volatile.Write(ref _count, _count + 1);
    }

    private T Dequeue()
    {
        T value = _ring[_head];
        _ring[_head] = default!;
        _head = (_head + 1) & (_ring.Length - 1);
        Volatile.Write(ref _count, _count - 1);
        return value;
    }

    private Strand? GrantReceiver()
    {
        Strand? woken = HasMessage ? _waitingReceivers.Grant() : null;
        _promised += woken is null ? 0 : 1;
        return woken;
    }

    private Strand? GrantSender()
    {
        Strand? woken = HasRoom ? _waitingSenders.Grant() : null;
        _reserved += woken is null ? 0 : 1;
        return woken;
    }

    /// <summary>Inside the gate: takes the first message that is not promised, and grants its place to the first waiting sender.</summary>
    private Delivery Take(out T value, out Strand? woken)
    {
        woken = null;
        if (HasMessage)
        {
            value = Dequeue();
            woken = _isClosed ? GrantEnd() : GrantSender();
            return Delivery.Done;
        }
        if (capacity == 0 && TakeWaiting() is { } sender)
        {
            woken = sender.Waiting;
            // What is queued was sent before, though it is promised: whoever it is promised to gets a later one.
            Append(sender.Value);
            value = Dequeue();
            return Delivery.Done;
        }
        value = default!;
        return IsEnded ? Delivery.Closed : Delivery.Waiting;
    }

    /// <summary>Inside the gate: the first sender that stands ready with its value; it goes on as one that has sent.</summary>
    private SendOperation<T>? TakeWaiting()
    {
        for (IWaiter? waiter = _waitingSenders.First; waiter is not null; waiter = waiter.Node.Next)
        {
            if (waiter is SendOperation<T> sender && sender.TryTake())
            {
                _waitingSenders.Remove(sender);
                return sender;
            }
        }
        return null;
    }

    /// <summary>The first of those who wait for the end; each of them wakes the next.</summary>
    private Strand? GrantEnd() => IsEnded ? _waitingForEnd.Grant() : null;

    private Strand? WithdrawSender<R>(WaitOperation<R> operation)
    {
        if (operation.IsQueued)
        {
            _waitingSenders.Remove(operation);
        }
        else if (operation.IsGranted)
        {
            _reserved--;
            return GrantSender();
        }
        return null;
    }

    private Strand? WithdrawReceiver(ReceiveOperation<T> operation)
    {
        if (operation.IsQueued)
        {
            _waitingReceivers.Remove(operation);
        }
        else if (operation.IsGranted && _promised > 0)
        {
            _promised--;
            return GrantReceiver();
        }
        return null;
    }

    private void Grow()
    {
        var ring = new T[Math.Max(4, _ring.Length * 2)];
        for (int i = 0; i < _count; i++)
        {
            ring[i] = _ring[(_head + i) & (_ring.Length - 1)];
        }
        _ring = ring;
        _head = 0;
    }
}

/// <summary>How a step at a channel ended.</summary>
internal enum Delivery
{
    Done,
    Waiting,
    Full,
    Closed,

    /// <summary>The operation was cancelled and has left the queue.</summary>
    Withdrawn,
}
