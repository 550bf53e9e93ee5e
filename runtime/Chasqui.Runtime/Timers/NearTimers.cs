namespace Chasqui.Runtime.Timers;

/// <summary>
/// The timers of the present tick in the order of their moments: a four-way heap. An entry that was disarmed stays until it comes up, for
/// a tick is short. Guarded by the wheel's lock.
/// </summary>
internal sealed class NearTimers
{
    private const int Arity = 4;

    private Entry[] _heap = new Entry[64];
    private int _count;

    private readonly record struct Entry(long Deadline, long Sequence, IAlarm Timer)
    {
        internal bool IsArmed => Timer.Node.Slot == TimerWheel.Near && Timer.Node.Sequence == Sequence;

        internal bool IsBefore(in Entry other) =>
            Deadline < other.Deadline || (Deadline == other.Deadline && Sequence < other.Sequence);
    }

    /// <summary>The earliest armed one's moment; <see cref="long.MaxValue"/> when there is none.</summary>
    internal long Next
    {
        get
        {
            while (_count > 0 && !_heap[0].IsArmed)
            {
                RemoveFirst();
            }
            return _count > 0 ? _heap[0].Deadline : long.MaxValue;
        }
    }

    internal void Add(IAlarm timer)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }
        var entry = new Entry(timer.Node.Deadline, timer.Node.Sequence, timer);
        int index = _count++;
        while (index > 0)
        {
            int parent = (index - 1) / Arity;
            if (!entry.IsBefore(_heap[parent]))
            {
                break;
            }
            _heap[index] = _heap[parent];
            index = parent;
        }
        _heap[index] = entry;
    }

    /// <summary>Removes the earliest one, which is armed if <see cref="Next"/> has just been asked.</summary>
    internal IAlarm Take()
    {
        IAlarm first = _heap[0].Timer;
        RemoveFirst();
        return first;
    }

    private void RemoveFirst()
    {
        Entry last = _heap[--_count];
        _heap[_count] = default;
        int index = 0;
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
            if (!_heap[least].IsBefore(last))
            {
                break;
            }
            _heap[index] = _heap[least];
            index = least;
        }
        if (_count > 0)
        {
            _heap[index] = last;
        }
    }
}
