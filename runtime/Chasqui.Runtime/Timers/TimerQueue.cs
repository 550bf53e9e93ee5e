using System.Runtime.CompilerServices;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Timers;

/// <summary>Something that wants to be told when its moment has come. It is its own place in the queue: arming allocates nothing.</summary>
internal interface IAlarm
{
    /// <summary>The place in the heap, kept by the queue; -1 when not armed.</summary>
    int HeapIndex { get; set; }

    /// <summary>Called once, by whoever finds the moment passed, outside the queue's lock; runs no user code.</summary>
    void Expire(Worker? by);
}

/// <summary>The armed timers: a four-way heap, ordered by deadline and then by arming. Any thread.</summary>
internal sealed class TimerQueue
{
    private const int Arity = 4;

    private readonly Lock _lock = new();
    private Entry[] _heap = new Entry[64];
    private int _count;
    private long _sequence;
    private long _next = long.MaxValue;

    private readonly record struct Entry(long Deadline, long Sequence, IAlarm Timer)
    {
        internal bool IsBefore(in Entry other) =>
            Deadline < other.Deadline || (Deadline == other.Deadline && Sequence < other.Sequence);
    }

    /// <summary>The earliest deadline; <see cref="long.MaxValue"/> when nothing is armed. May be asked without the lock.</summary>
    internal long Next => Volatile.Read(ref _next);

    internal int Count => Volatile.Read(ref _count);

    internal void Arm(IAlarm timer, long deadline)
    {
        lock (_lock)
        {
            if (_count == _heap.Length)
            {
                Array.Resize(ref _heap, _count * 2);
            }
            SiftUp(_count++, new Entry(deadline, _sequence++, timer));
            PublishNext();
        }
    }

    /// <summary>False if the timer has expired already, or is about to be told so.</summary>
    internal bool Disarm(IAlarm timer)
    {
        lock (_lock)
        {
            if (timer.HeapIndex < 0)
            {
                return false;
            }
            RemoveAt(timer.HeapIndex);
            PublishNext();
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
                while (taken < Batch.Size && _count > 0 && _heap[0].Deadline <= now)
                {
                    batch[taken++] = _heap[0].Timer;
                    RemoveAt(0);
                }
                PublishNext();
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

    private void PublishNext() => Volatile.Write(ref _next, _count > 0 ? _heap[0].Deadline : long.MaxValue);

    private void RemoveAt(int index)
    {
        _heap[index].Timer.HeapIndex = -1;
        Entry last = _heap[--_count];
        _heap[_count] = default;
        if (index == _count)
        {
            return;
        }
        if (index > 0 && last.IsBefore(_heap[(index - 1) / Arity]))
        {
            SiftUp(index, last);
        }
        else
        {
            SiftDown(index, last);
        }
    }

    private void SiftUp(int index, in Entry entry)
    {
        while (index > 0)
        {
            int parent = (index - 1) / Arity;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }
            Place(index, _heap[parent]);
            index = parent;
        }
        Place(index, entry);
    }

    private void SiftDown(int index, in Entry entry)
    {
        while (true)
        {
            int first = (index * Arity) + 1;
            if (first >= _count)
            {
                break;
            }
            int least = first;
            for (int child = first + 1; child < Math.Min(first + Arity, _count); child++)
            {
                if (_heap[child].IsBefore(_heap[least]))
                {
                    least = child;
                }
            }
            if (!_heap[least].IsBefore(entry))
            {
                break;
            }
            Place(index, _heap[least]);
            index = least;
        }
        Place(index, entry);
    }

    private void Place(int index, in Entry entry)
    {
        _heap[index] = entry;
        entry.Timer.HeapIndex = index;
    }

    [InlineArray(Size)]
    private struct Batch
    {
        internal const int Size = 32;
        private IAlarm? _first;
    }
}
