using System.Runtime.CompilerServices;
using Chasqui.Runtime.Sync;

namespace Chasqui.Runtime.Channels;

// What a channel's senders write all the time, what its receivers write all the time, and what both only read: in three parts of the object that
// share no cache line with each other nor with the objects before and after, which may be the senders and receivers themselves, so that the two
// ends do not slow each other down. A class lays its fields out after those of its base.

#pragma warning disable CS0169 // The gaps are there to be passed over.

internal abstract class BeforeSenders
{
    private Gap _gap;
}

/// <summary>The senders' side. All fields are guarded by the senders' gate.</summary>
internal abstract class SendersSide<T> : BeforeSenders
{
    private protected SpinGate Senders;

    /// <summary>Messages that no receiver has fetched yet.</summary>
    private protected MessageQueue<T> Sent;

    /// <summary>How many of the fetched messages are left, when a sender last looked: perhaps more than there are.</summary>
    private protected int FetchedAtMost;

    /// <summary>Places that belong to granted senders which have not run yet and to permits.</summary>
    private protected int Reserved;

    /// <summary>Used up, for the next that is needed.</summary>
    private protected SenderPermit<T>? SparePermit;

    private protected WaiterQueue WaitingSenders;
    private protected WaiterQueue WaitingReceivers;
    private protected WaiterQueue WaitingForEnd;
}

internal abstract class AfterSenders<T> : SendersSide<T>
{
    private Gap _gap;
}

/// <summary>What seldom changes. Written inside the senders' gate.</summary>
internal abstract class SharedSide<T> : AfterSenders<T>
{
    private protected readonly int Limit;

    /// <summary>Written inside both gates.</summary>
    private protected bool Closed;

    /// <summary>Whether a receiver that frees a place has to look for a sender that waits for one.</summary>
    private protected bool SendersWait;

    /// <summary>Messages that belong to granted receivers which have not run yet.</summary>
    private protected int Promised;

    private protected int SenderCount;
    private protected int ReceiverCount;

    private protected SharedSide(int limit) => Limit = limit;
}

internal abstract class BeforeReceivers<T>(int limit) : SharedSide<T>(limit)
{
    private Gap _gap;
}

/// <summary>The receivers' side. All fields are guarded by the receivers' gate.</summary>
internal abstract class ReceiversSide<T>(int limit) : BeforeReceivers<T>(limit)
{
    private protected SpinGate Receivers;

    /// <summary>Messages that have been fetched from the senders' side, all at once, and still count as queued.</summary>
    private protected MessageQueue<T> Fetched;
}

internal abstract class AfterReceivers<T>(int limit) : ReceiversSide<T>(limit)
{
    private Gap _gap;
}

/// <summary>As long as two cache lines, which processors fetch in pairs.</summary>
[InlineArray(16)]
internal struct Gap
{
    private long _word;
}
