using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;

namespace Chasqui.Runtime.Channels;

/// <content>The receivers' end: what has been sent is fetched, promised and taken.</content>
internal sealed partial class Channel<T>
{
    /// <summary>Takes a message if there is one that is not promised.</summary>
    /// <returns>Done, Closed when there will never be one, or Waiting.</returns>
    internal Delivery TryReceive(out T value, Worker? by)
    {
        if (TakesFetched(out value, by))
        {
            return Delivery.Done;
        }
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

    /// <summary>A receive that has not happened gives up its place in line.</summary>
    internal void Withdraw(ReceiveOperation<T> operation, Worker? by)
    {
        EnterBoth();
        Strand? next = WithdrawReceiver(operation);
        operation.Recycle();
        ExitBoth();
        next?.Wake(by);
    }

    /// <summary>
    /// Takes the first message of those that have been fetched and are not promised; true when it has, and has left the receivers' gate. Otherwise
    /// it leaves the caller inside both gates.
    /// </summary>
    private bool TakesFetched(out T value, Worker? by)
    {
        Receivers.Enter();
        // Promises made meanwhile are of messages sent meanwhile. Who takes the last one of a closed channel has to tell those who wait for that.
        if (Fetched.Count <= Volatile.Read(ref Promised) + (Volatile.Read(ref Closed) ? 1 : 0))
        {
            Senders.Enter();
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
