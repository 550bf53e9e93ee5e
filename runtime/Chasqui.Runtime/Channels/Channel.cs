using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;

namespace Chasqui.Runtime.Channels;

/// <summary>What the senders and receivers of one channel share: the queue of messages and those who wait at both ends.</summary>
/// <remarks>
/// <para>The queue is in two parts with a gate each, after Michael and Scott's queue with two locks: senders append to <c>Sent</c>, receivers take
/// from <c>Fetched</c>, and a receiver that finds that empty fetches all that has been sent. So both ends run side by side, each on memory
/// of its own, and meet once for many messages. Who needs both gates enters the receivers' first. Strands are woken outside of the gates.</para>
/// <para>Invariants, whenever the gates are free:</para>
/// <list type="bullet">
/// <item>Senders wait only when there is no room, receivers only when every message is promised to a receiver that has been granted its turn.</item>
/// <item><c>Promised</c> messages belong to granted receivers that have not run yet, <c>Reserved</c> places to granted senders that have not run
/// yet and to permits. A cancelled one hands its promise to the next in line.</item>
/// <item>A rendezvous channel, of no capacity, holds a message only for a receiver that is waiting for it; otherwise the sender waits with it. A place in
/// it is a receiver that waits, and the message of a permit stays there if that one has left.</item>
/// <item>Closed is for good: no message is added, waiters of both ends are granted and see it. What is queued goes to whoever asks first: promises
/// to receivers end, so a receiver that finds nothing has found the end and never waits.</item>
/// </list>
/// <para>A receiver takes a fetched message without the senders' gate. Then it looks whether senders wait, and a sender that begins to wait says so
/// and then looks whether there is room; between its two steps each has a full fence, so one of them sees the other.</para>
/// </remarks>
internal sealed class Channel<T>(int capacity) : AfterReceivers<T>(capacity)
{
    internal const int Unbounded = int.MaxValue;

    internal int Capacity => Limit;

    internal bool IsClosed => Volatile.Read(ref Closed);

    internal int Count
    {
        get
        {
            EnterBoth();
            int count = Queued;
            ExitBoth();
            return count;
        }
    }

    /// <summary>Inside both gates.</summary>
    private int Queued => Fetched.Count + Sent.Count;

    /// <summary>Inside both gates.</summary>
    private bool IsEnded => Closed && Queued == 0;

    /// <summary>Adds a message if there is room.</summary>
    /// <returns>Done, Full or Closed.</returns>
    internal Delivery TrySend(T value, Worker by)
    {
        Delivery outcome = Offer(value, out Strand? woken);
        woken?.Wake(by);
        return outcome;
    }

    /// <summary>As the other, for a caller who does not know the thread's worker.</summary>
    internal Delivery TrySend(T value)
    {
        Delivery outcome = Offer(value, out Strand? woken);
        woken?.Wake(Worker.Current);
        return outcome;
    }

    /// <summary>One step of a send that may wait.</summary>
    internal Delivery Send(SendOperation<T> operation, Worker worker)
    {
        Senders.Enter();
        Strand? woken = null;
        Delivery outcome = Delivery.Waiting;
        if (operation.IsTaken)
        {
            outcome = Delivery.Done;
        }
        else if (worker.IsCancelled)
        {
            outcome = Delivery.Withdrawn;
            woken = WithdrawSender(operation);
        }
        else
        {
            bool isGranted = operation.TakeTurn();
            Reserved -= isGranted ? 1 : 0;
            if (Closed)
            {
                outcome = Delivery.Closed;
                operation.Leave(ref WaitingSenders);
            }
            // Who was to receive at a rendezvous may have left since the turn was granted.
            else if (!operation.IsQueued && ((isGranted ? Limit > 0 || HasRoom() : HasRoomForNext()) || !StandsInLine(operation, worker, isGranted)))
            {
                outcome = Delivery.Done;
                woken = Add(operation.Value);
            }
        }
        Senders.Exit();
        woken?.Wake(worker);
        return outcome;
    }

    /// <summary>Keeps a place for a message to come if there is room.</summary>
    /// <returns>Done, Full or Closed.</returns>
    internal Delivery TryReserve(out SenderPermit<T>? permit)
    {
        permit = null;
        Senders.Enter();
        Delivery outcome = Closed ? Delivery.Closed : HasRoomForNext() ? Delivery.Done : Delivery.Full;
        if (outcome == Delivery.Done)
        {
            Reserved++;
            permit = TakePermit();
        }
        Senders.Exit();
        return outcome;
    }

    /// <summary>One step of a reservation that may wait.</summary>
    internal Delivery Reserve(ReserveOperation<T> operation, Worker worker, out SenderPermit<T>? permit)
    {
        permit = null;
        Senders.Enter();
        Strand? woken = null;
        Delivery outcome = Delivery.Waiting;
        if (worker.IsCancelled)
        {
            outcome = Delivery.Withdrawn;
            woken = WithdrawSender(operation);
        }
        else if (Closed)
        {
            outcome = Delivery.Closed;
            Reserved -= operation.TakeTurn() ? 1 : 0;
            operation.Leave(ref WaitingSenders);
        }
        else if (operation.TakeTurn())
        {
            outcome = Delivery.Done;
        }
        else if (!operation.IsQueued && (HasRoomForNext() || !StandsInLine(operation, worker)))
        {
            outcome = Delivery.Done;
            Reserved++;
        }
        if (outcome == Delivery.Done)
        {
            permit = TakePermit();
        }
        Senders.Exit();
        woken?.Wake(worker);
        return outcome;
    }

    /// <summary>Sends into a reserved place.</summary>
    internal bool SendReserved(SenderPermit<T> permit, T value, Worker? by)
    {
        Senders.Enter();
        SparePermit = permit;
        Reserved--;
        bool isOpen = !Closed;
        Strand? woken = isOpen ? Add(value) : null;
        Senders.Exit();
        woken?.Wake(by);
        return isOpen;
    }

    /// <summary>Gives a reserved place back.</summary>
    internal void Release(SenderPermit<T> permit, Worker? by)
    {
        Senders.Enter();
        SparePermit = permit;
        Reserved--;
        Strand? woken = GrantSender();
        Senders.Exit();
        woken?.Wake(by);
    }

    /// <summary>Takes a message if there is one that is not promised.</summary>
    /// <returns>Done, Closed when there will never be one, or Waiting.</returns>
    internal Delivery TryReceive(out T value, Worker? by)
    {
        if (TakesFetched(out value, by))
        {
            return Delivery.Done;
        }
        Senders.Enter();
        Delivery outcome = Take(out value, out Strand? woken);
        ExitBoth();
        woken?.Wake(by);
        return outcome;
    }

    /// <summary>The first step of a receive: as <see cref="TryReceive"/>, but if it has to wait, an operation stands in line when this returns.</summary>
    internal Delivery Receive(Receiver<T> receiver, Worker worker, out T value, out ReceiveOperation<T>? waiting)
    {
        waiting = null;
        if (TakesFetched(out value, worker))
        {
            return Delivery.Done;
        }
        Senders.Enter();
        Delivery outcome = Take(out value, out Strand? woken);
        if (outcome == Delivery.Waiting)
        {
            waiting = receiver.TakeSpare();
            woken = Enqueue(waiting, worker);
        }
        ExitBoth();
        woken?.Wake(worker);
        return outcome;
    }

    /// <summary>A later step of a receive that waits; when it is over, the receiver may use the operation for its next wait.</summary>
    internal Delivery Receive(ReceiveOperation<T> operation, Worker worker, out T value)
    {
        if (operation.IsIdle && !worker.IsCancelled)
        {
            // It was put off before it began.
            if (TakesFetched(out value, worker))
            {
                return Delivery.Done;
            }
            Senders.Enter();
        }
        else
        {
            value = default!;
            EnterBoth();
        }
        Strand? woken = null;
        Delivery outcome = Delivery.Waiting;
        if (worker.IsCancelled)
        {
            outcome = Delivery.Withdrawn;
            woken = WithdrawReceiver(operation);
        }
        else if (!operation.IsQueued)
        {
            Promised -= operation.TakeTurn() && Promised > 0 ? 1 : 0;
            outcome = Take(out value, out woken);
            if (outcome == Delivery.Waiting)
            {
                woken = Enqueue(operation, worker);
            }
            else
            {
                operation.Recycle();
            }
        }
        ExitBoth();
        woken?.Wake(worker);
        return outcome;
    }

    /// <summary>One step of a wait for the channel to be closed and drained.</summary>
    internal Delivery AwaitEnd(EndOperation<T> operation, Worker worker)
    {
        EnterBoth();
        Delivery outcome = IsEnded ? Delivery.Closed : worker.IsCancelled ? Delivery.Withdrawn : Delivery.Waiting;
        operation.Settle(ref WaitingForEnd, worker, waits: outcome == Delivery.Waiting);
        Strand? next = GrantEnd();
        ExitBoth();
        next?.Wake(worker);
        return outcome;
    }

    internal bool HasEnded()
    {
        EnterBoth();
        bool hasEnded = IsEnded;
        ExitBoth();
        return hasEnded;
    }

    /// <summary>A send that has not happened gives up its place in line.</summary>
    internal void Withdraw(SendOperation<T> operation, Worker? by)
    {
        Senders.Enter();
        Strand? next = WithdrawSender(operation);
        Senders.Exit();
        next?.Wake(by);
    }

    /// <summary>A receive that has not happened gives up its place in line.</summary>
    internal void Withdraw(ReceiveOperation<T> operation, Worker? by)
    {
        EnterBoth();
        Strand? next = WithdrawReceiver(operation);
        operation.Recycle();
        ExitBoth();
        next?.Wake(by);
    }

    /// <summary>A wait for the end gives up its place in line.</summary>
    internal void Withdraw(EndOperation<T> operation, Worker? by)
    {
        EnterBoth();
        operation.Leave(ref WaitingForEnd);
        Strand? next = GrantEnd();
        ExitBoth();
        next?.Wake(by);
    }

    internal void AddSender() => Interlocked.Increment(ref SenderCount);

    internal void AddReceiver() => Interlocked.Increment(ref ReceiverCount);

    internal void RemoveSender()
    {
        if (Interlocked.Decrement(ref SenderCount) == 0)
        {
            Close();
        }
    }

    /// <summary>Nobody can receive any more: what is queued is dropped.</summary>
    internal void RemoveReceiver()
    {
        if (Interlocked.Decrement(ref ReceiverCount) > 0)
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
        EnterBoth();
        if (Closed)
        {
            ExitBoth();
            return false;
        }
        Volatile.Write(ref Closed, true);
        Promised = 0;
        // The granted go on to see that it is closed; they hold no promise that anybody could be waiting for.
        WokenStrands woken = WaitingSenders.GrantAll();
        Reserved += woken.Count;
        WaitingReceivers.GrantAll(ref woken);
        woken.Add(GrantEnd());
        ExitBoth();
        woken.WakeAll(Worker.Current);
        return true;
    }

    private Delivery Offer(T value, out Strand? woken)
    {
        woken = null;
        Senders.Enter();
        Delivery outcome = Closed ? Delivery.Closed : HasRoomForNext() ? Delivery.Done : Delivery.Full;
        if (outcome == Delivery.Done)
        {
            woken = Add(value);
        }
        Senders.Exit();
        return outcome;
    }

    private void EnterBoth()
    {
        Receivers.Enter();
        Senders.Enter();
    }

    private void ExitBoth()
    {
        Senders.Exit();
        Receivers.Exit();
    }

    /// <summary>
    /// Takes the first message of those that have been fetched and are not promised; true when it has, and has left the receivers' gate. Otherwise
    /// it leaves the caller inside.
    /// </summary>
    private bool TakesFetched(out T value, Worker? by)
    {
        Receivers.Enter();
        // Promises made meanwhile are of messages sent meanwhile. Who takes the last one of a closed channel has to tell those who wait for that.
        if (Fetched.Count <= Volatile.Read(ref Promised) + (Volatile.Read(ref Closed) ? 1 : 0))
        {
            value = default!;
            return false;
        }
        value = Fetched.Dequeue();
        if (Limit == Unbounded)
        {
            Receivers.Exit();
            return true;
        }
        Receivers.ExitWithFence();
        if (Volatile.Read(ref SendersWait))
        {
            NotePlace(by);
        }
        return true;
    }

    /// <summary>Inside both gates: a receiver begins to wait.</summary>
    /// <returns>A sender whose turn has come by that.</returns>
    private Strand? Enqueue(ReceiveOperation<T> operation, Worker worker)
    {
        operation.Enqueue(ref WaitingReceivers, worker);
        // A reservation at a rendezvous channel waits for just this.
        return Limit == 0 ? GrantSender() : null;
    }

    /// <summary>Inside the senders' gate. Looks at the receivers' side only when it seems to be full.</summary>
    private bool HasRoom()
    {
        if (Sent.Count + FetchedAtMost + Reserved < Limit)
        {
            return true;
        }
        FetchedAtMost = Fetched.Count;
        return Limit == 0 ? WaitingReceivers.HasMoreThan(Reserved) : Sent.Count + FetchedAtMost + Reserved < Limit;
    }

    /// <summary>
    /// Inside the senders' gate: whether there is room for one that does not stand in line. It passes nobody, nor does it take a place that has become
    /// free and is about to be granted.
    /// </summary>
    private bool HasRoomForNext() => WaitingSenders.IsEmpty && HasRoom();

    /// <summary>Inside the senders' gate, when there was no room: begins to wait, unless there is room after all.</summary>
    /// <param name="operation">The send or reservation.</param>
    /// <param name="worker">Who runs it.</param>
    /// <param name="isFirst">Whether its turn had come in vain.</param>
    private bool StandsInLine<R>(WaitOperation<R> operation, Worker worker, bool isFirst = false)
    {
        if (!SendersWait)
        {
            Volatile.Write(ref SendersWait, true);
            Interlocked.MemoryBarrier();
            if (HasRoom())
            {
                return false;
            }
        }
        if (isFirst)
        {
            operation.EnqueueFirst(ref WaitingSenders, worker);
        }
        else
        {
            operation.Enqueue(ref WaitingSenders, worker);
        }
        return true;
    }

    /// <summary>Inside the senders' gate: queues a message and promises one to the first waiting receiver.</summary>
    private Strand? Add(T value)
    {
        Sent.Append(value);
        return PromiseOne();
    }

    /// <summary>Inside the senders' gate.</summary>
    private SenderPermit<T> TakePermit()
    {
        SenderPermit<T> permit = SparePermit?.Renew() ?? new SenderPermit<T>(this);
        SparePermit = null;
        return permit;
    }

    private Strand? PromiseOne()
    {
        Strand? woken = WaitingReceivers.Grant();
        if (woken is not null)
        {
            Volatile.Write(ref Promised, Promised + 1);
        }
        return woken;
    }

    /// <summary>Inside the senders' gate.</summary>
    private Strand? GrantSender()
    {
        Strand? woken = HasRoom() ? WaitingSenders.Grant() : null;
        Reserved += woken is null ? 0 : 1;
        if (WaitingSenders.IsEmpty)
        {
            Volatile.Write(ref SendersWait, false);
        }
        return woken;
    }

    /// <summary>A place has become free, and a sender seems to wait for one.</summary>
    private void NotePlace(Worker? by)
    {
        Senders.Enter();
        Strand? woken = GrantSender();
        Senders.Exit();
        woken?.Wake(by);
    }

    /// <summary>Inside both gates: takes the first message that is not promised, and grants its place to the first waiting sender.</summary>
    private Delivery Take(out T value, out Strand? woken)
    {
        woken = null;
        if (Queued > Promised)
        {
            value = TakeFirst();
            woken = Closed ? GrantEnd() : GrantSender();
            return Delivery.Done;
        }
        if (Limit == 0 && TakeWaiting() is { } sender)
        {
            woken = sender.Waiting;
            // What is queued was sent before, though it is promised: whoever it is promised to gets a later one.
            Sent.Append(sender.Value);
            value = TakeFirst();
            return Delivery.Done;
        }
        value = default!;
        return IsEnded ? Delivery.Closed : Delivery.Waiting;
    }

    private T TakeFirst()
    {
        if (Fetched.Count == 0 && Sent.Count > 1)
        {
            Sent.MoveTo(ref Fetched);
        }
        T first = Fetched.Count > 0 ? Fetched.Dequeue() : Sent.Dequeue();
        FetchedAtMost = Fetched.Count;
        return first;
    }

    /// <summary>Inside both gates: the first sender that stands ready with its value; it goes on as one that has sent.</summary>
    private SendOperation<T>? TakeWaiting()
    {
        for (IWaiter? waiter = WaitingSenders.First; waiter is not null; waiter = waiter.Node.Next)
        {
            if (waiter is SendOperation<T> sender && sender.TryTake())
            {
                WaitingSenders.Remove(sender);
                return sender;
            }
        }
        return null;
    }

    /// <summary>The first of those who wait for the end; each of them wakes the next. Inside both gates.</summary>
    private Strand? GrantEnd() => IsEnded ? WaitingForEnd.Grant() : null;

    private Strand? WithdrawSender<R>(WaitOperation<R> operation)
    {
        if (operation.IsQueued)
        {
            WaitingSenders.Remove(operation);
        }
        else if (operation.TakeTurn())
        {
            Reserved--;
            return GrantSender();
        }
        return null;
    }

    /// <summary>Inside both gates.</summary>
    private Strand? WithdrawReceiver(ReceiveOperation<T> operation)
    {
        if (operation.IsQueued)
        {
            WaitingReceivers.Remove(operation);
        }
        else if (operation.TakeTurn() && Promised > 0)
        {
            Promised--;
            return Queued > Promised ? PromiseOne() : null;
        }
        return null;
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
