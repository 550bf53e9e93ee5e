namespace Chasqui.Runtime.Scheduling;

/// <summary>
/// A worker's queue of runnable strands, first in first out: its owner adds at the tail, and owner and thieves take from the head.
/// </summary>
/// <remarks>
/// Only the owner writes slots, the tail and the ring; the head moves by compare-exchange. Positions never repeat, so a thief whose
/// exchange succeeds knows that the slots it read before were live all the while. It reads the tail before the ring: the ring it
/// sees then holds every strand below that tail, for growing copies all live ones and leaves the old ring alone.
/// </remarks>
internal sealed class RunQueue
{
    private const int MaxBatch = 128;

    private Slot[] _ring = new Slot[256];
    private long _head;
    private long _tail;

    /// <summary>Owner only: slots below are empty again, so that the queue keeps no ended task alive.</summary>
    private long _cleared;

    internal bool IsEmpty => Volatile.Read(ref _head) >= Volatile.Read(ref _tail);

    /// <summary>Owner only.</summary>
    internal void Push(Strand strand)
    {
        Slot[] ring = _ring;
        long tail = _tail;
        if (tail - Volatile.Read(ref _head) >= ring.Length)
        {
            ring = Grow();
        }
        ring[tail & (ring.Length - 1)].Strand = strand;
        Volatile.Write(ref _tail, tail + 1);
    }

    /// <summary>Owner only.</summary>
    internal Strand? Pop()
    {
        Slot[] ring = _ring;
        long head = Volatile.Read(ref _head);
        while (head < _tail)
        {
            Strand? strand = ring[head & (ring.Length - 1)].Strand;
            long seen = Interlocked.CompareExchange(ref _head, head + 1, head);
            if (seen == head)
            {
                Clear(head + 1);
                return strand;
            }
            head = seen;
        }
        Clear(head);
        return null;
    }

    /// <summary>Called by the owner of <paramref name="own"/>: moves up to half of this queue there and returns one strand more.</summary>
    internal Strand? StealInto(RunQueue own)
    {
        while (true)
        {
            long head = Volatile.Read(ref _head);
            long available = Volatile.Read(ref _tail) - head;
            if (available <= 0)
            {
                return null;
            }
            Slot[] ring = Volatile.Read(ref _ring);
            int count = (int)Math.Min((available + 1) / 2, MaxBatch);
            own.Reserve(count - 1);
            for (int i = 1; i < count; i++)
            {
                own.SetUnpublished(i - 1, ring[(head + i) & (ring.Length - 1)].Strand);
            }
            Strand? first = ring[head & (ring.Length - 1)].Strand;
            if (Interlocked.CompareExchange(ref _head, head + count, head) == head)
            {
                Volatile.Write(ref own._tail, own._tail + count - 1);
                return first;
            }
        }
    }

    /// <summary>What stands in the queue about now. Any thread.</summary>
    internal void CollectInto(List<Strand> strands)
    {
        long tail = Volatile.Read(ref _tail);
        Slot[] ring = Volatile.Read(ref _ring);
        for (long i = Volatile.Read(ref _head); i < tail; i++)
        {
            if (ring[i & (ring.Length - 1)].Strand is { } strand)
            {
                strands.Add(strand);
            }
        }
    }

    private void Reserve(int count)
    {
        while (_tail + count - Volatile.Read(ref _head) > _ring.Length)
        {
            Grow();
        }
    }

    private void SetUnpublished(int offset, Strand? strand) => _ring[(_tail + offset) & (_ring.Length - 1)].Strand = strand;

    private Slot[] Grow()
    {
        Slot[] old = _ring;
        var ring = new Slot[old.Length * 2];
        for (long i = Volatile.Read(ref _head); i < _tail; i++)
        {
            ring[i & (ring.Length - 1)] = old[i & (old.Length - 1)];
        }
        Volatile.Write(ref _ring, ring);
        _cleared = Volatile.Read(ref _head);
        return ring;
    }

    private void Clear(long limit)
    {
        Slot[] ring = _ring;
        // Pushes have gone round the ring meanwhile: below this, a slot belongs to a later strand already.
        _cleared = Math.Max(_cleared, _tail - ring.Length);
        for (; _cleared < limit; _cleared++)
        {
            ring[_cleared & (ring.Length - 1)].Strand = null;
        }
    }

    /// <summary>A struct, so that storing needs no check of the array's element type.</summary>
    private struct Slot
    {
        internal Strand? Strand;
    }
}
