using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Timers;

/// <summary>Something that wants to be told when its moment has come. It is its own place among the timers: arming allocates nothing.</summary>
internal interface IAlarm
{
    /// <summary>Kept by the timers it is armed in.</summary>
    ref TimerNode Node { get; }

    /// <summary>Called once, by whoever finds the moment passed, outside the timers' lock; runs no user code.</summary>
    void Expire(Worker? by);
}

/// <summary>Where an armed timer stands. Guarded by the lock of its <see cref="TimerWheel"/>.</summary>
internal struct TimerNode
{
    internal long Deadline;

    /// <summary>Timers of one deadline expire in the order in which they were armed.</summary>
    internal long Sequence;

    /// <summary>The neighbours in the slot's list, which is a ring without an end: the first one's Previous is the last.</summary>
    internal IAlarm? Next;
    internal IAlarm? Previous;

    /// <summary>0 when not armed, <see cref="TimerWheel.Near"/>, or the number of the slot, from 1.</summary>
    internal int Slot;
}
