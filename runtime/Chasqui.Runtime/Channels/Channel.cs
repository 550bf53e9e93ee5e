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
internal sealed partial class Channel<T>(int capacity) : AfterReceivers<T>(capacity)
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

    /// <summary>The first of those who wait for the end; each of them wakes the next. Inside both gates.</summary>
    private Strand? GrantEnd() => IsEnded ? WaitingForEnd.Grant() : null;
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
