using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;

namespace Chasqui.Runtime.Channels;

/// <content>The senders' end: sends, reservations and the places they wait for.</content>
internal sealed partial class Channel<T>
{
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

    /// <summary>A send that has not happened gives up its place in line.</summary>
    internal void Withdraw(SendOperation<T> operation, Worker? by)
    {
        Senders.Enter();
        Strand? next = WithdrawSender(operation);
        Senders.Exit();
        next?.Wake(by);
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
}
