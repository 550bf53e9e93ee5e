using System.Numerics;
using System.Runtime.CompilerServices;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Timers;

/// <summary>The armed timers. Any thread; arming and disarming touch the timer and its neighbours only.</summary>
/// <remarks>
/// A hierarchical timing wheel (Varghese and Lauck, 1987): time is cut into ticks of about a millisecond, and a timer stands in the
/// slot of the coarsest digit, to the base 64, in which its tick differs from the present one. When the present reaches a slot its
/// timers move on to finer ones, at most once per level; those of the present tick go to a heap, so that they expire in exact order.
/// <para>The lock is innermost: nothing else is taken under it, and timers are told outside.</para>
/// </remarks>
internal sealed class TimerWheel
{
    internal const int Near = -1;

    private const int TickBits = 20;
    private const int SlotBits = 6;
    private const int Slots = 1 << SlotBits;
    private const int Levels = 8;

    /// <summary>How many timers of a slot are looked at to find the first; of a fuller one the beginning of the slot must do.</summary>
    private const int MaxLook = 16;

    private readonly Lock _lock = new();
    private readonly IAlarm?[] _slots = new IAlarm?[Levels * Slots];
    private readonly ulong[] _occupied = new ulong[Levels];
    private readonly NearTimers _near = new();

    /// <summary>The present tick: timers of ticks before it have expired, those of it are near.</summary>
    private long _tick;
    private int _count;
    private long _sequence;
    private long _next = long.MaxValue;

    /// <summary>
    /// No timer is due before; <see cref="long.MaxValue"/> when nothing is armed. Asked without the lock. It may be earlier than the
    /// first moment, and then <see cref="Expire"/> finds nothing due and sets it later.
    /// </summary>
    internal long Next => Volatile.Read(ref _next);

    internal int Count => Volatile.Read(ref _count);

    internal void Arm(IAlarm timer, long deadline)
    {
        lock (_lock)
        {
            ref TimerNode node = ref timer.Node;
            node.Deadline = deadline;
            node.Sequence = _sequence++;
            Volatile.Write(ref _count, _count + 1);
            Place(timer, ref node);
            if (deadline < _next)
            {
                Volatile.Write(ref _next, deadline);
            }
        }
    }

    /// <summary>False if the timer has expired already, or is about to be told so.</summary>
    internal bool Disarm(IAlarm timer)
    {
        lock (_lock)
        {
            ref TimerNode node = ref timer.Node;
            if (node.Slot == 0)
            {
                return false;
            }
            if (node.Slot != Near)
            {
                Unlink(timer, ref node);
            }
            Release(ref node);
            if (_count == 0)
            {
                Volatile.Write(ref _next, _near.Next);
            }
            return true;
        }
    }

    /// <summary>Expires what is due, in order; true if anything was.</summary>
    internal bool Expire(long now, Worker? by)
    {
        if (Next > now)
        {
            return false;
        }
        Batch batch = default;
        bool any = false;
        int taken;
        do
        {
            taken = 0;
            lock (_lock)
            {
                Advance(now >> TickBits);
                while (taken < Batch.Size && _near.Next <= now)
                {
                    IAlarm due = _near.Take();
                    Release(ref due.Node);
                    batch[taken++] = due;
                }
                Volatile.Write(ref _next, FindNext());
            }
            for (int i = 0; i < taken; i++)
            {
                batch[i]?.Expire(by);
            }
            any |= taken > 0;
        }
        while (taken == Batch.Size);
        return any;
    }

    private void Release(ref TimerNode node)
    {
        node.Slot = 0;
        Volatile.Write(ref _count, _count - 1);
    }

    private void Place(IAlarm timer, ref TimerNode node)
    {
        long tick = node.Deadline >> TickBits;
        if (tick <= _tick)
        {
            node.Slot = Near;
            _near.Add(timer);
            return;
        }
        int level = BitOperations.Log2((ulong)(tick ^ _tick)) / SlotBits;
        int digit = (int)(tick >> (level * SlotBits)) & (Slots - 1);
        int slot = (level * Slots) + digit;
        node.Slot = slot + 1;
        _occupied[level] |= 1UL << digit;
        if (_slots[slot] is { } first)
        {
            IAlarm last = first.Node.Previous ?? first;
            node.Previous = last;
            last.Node.Next = timer;
            first.Node.Previous = timer;
        }
        else
        {
            _slots[slot] = timer;
            node.Previous = timer;
        }
    }

    private void Unlink(IAlarm timer, ref TimerNode node)
    {
        int slot = node.Slot - 1;
        IAlarm? next = node.Next, previous = node.Previous;
        if (_slots[slot] == timer)
        {
            _slots[slot] = next;
            if (next is null)
            {
                _occupied[slot / Slots] &= ~(1UL << (slot % Slots));
            }
        }
        else if (previous is not null)
        {
            previous.Node.Next = next;
        }
        if ((next ?? _slots[slot]) is { } follower)
        {
            follower.Node.Previous = previous;
        }
        node.Next = node.Previous = null;
    }

    /// <summary>Moves the present on to a tick, through every slot on the way.</summary>
    private void Advance(long to)
    {
        while (FirstSlot() is { } slot && slot.Tick <= to)
        {
            _tick = slot.Tick;
            IAlarm? timer = _slots[slot.Index];
            _slots[slot.Index] = null;
            _occupied[slot.Index / Slots] &= ~(1UL << (slot.Index % Slots));
            while (timer is not null)
            {
                ref TimerNode node = ref timer.Node;
                IAlarm? next = node.Next;
                node.Next = node.Previous = null;
                Place(timer, ref node);
                timer = next;
            }
        }
        _tick = Math.Max(_tick, to);
    }

    /// <summary>The occupied slot that the present reaches first, and the tick at which it begins.</summary>
    private (int Index, long Tick)? FirstSlot()
    {
        for (int level = 0; level < Levels; level++)
        {
            if (_occupied[level] != 0)
            {
                // All timers of a level agree with the present in the coarser digits and are later in this one.
                int digit = BitOperations.TrailingZeroCount(_occupied[level]);
                int shift = level * SlotBits;
                long coarser = _tick >> (shift + SlotBits) << (shift + SlotBits);
                return ((level * Slots) + digit, coarser | ((long)digit << shift));
            }
        }
        return null;
    }

    private long FindNext()
    {
        long near = _near.Next;
        if (near != long.MaxValue || FirstSlot() is not { } slot)
        {
            return near;
        }
        long first = long.MaxValue;
        int looked = 0;
        for (IAlarm? timer = _slots[slot.Index]; timer is not null; timer = timer.Node.Next)
        {
            if (++looked > MaxLook)
            {
                return slot.Tick << TickBits;
            }
            first = Math.Min(first, timer.Node.Deadline);
        }
        return first;
    }

    [InlineArray(Size)]
    private struct Batch
    {
        internal const int Size = 32;
        private IAlarm? _first;
    }
}
