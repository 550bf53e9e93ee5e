namespace Chasqui.Runtime.Scheduling;

/// <summary>A thread of the <see cref="WorkStealingScheduler"/> with the strands it is going to run.</summary>
internal sealed class StealingWorker : Worker
{
    /// <summary>How often in a row the slot is preferred to the queue, so that two strands waking each other starve nobody.</summary>
    private const int MaxSlotRuns = 32;

    /// <summary>How many turns pass between looks at the timers and at the strands from outside. A power of two.</summary>
    private const int TurnsBetweenLooks = 16;

    private readonly WorkStealingScheduler _scheduler;

    /// <summary>The strand woken last: it runs next here, while what it was woken with is still in the cache.</summary>
    private Strand? _slot;

    /// <summary>
    /// The strand that has just had its turn, when nothing else waited here: it takes the next turn without passing through the queue.
    /// Only set between two turns, so nobody has to steal it.
    /// </summary>
    private Strand? _again;

    private int _slotPuts;
    private int _slotRuns;
    private int _slotPutsSeen;
    private int _turn;
    private Thread? _thread;

    internal StealingWorker(WorkStealingScheduler scheduler, int index)
        : base(scheduler, Random.Shared.Next())
    {
        _scheduler = scheduler;
        Index = index;
    }

    internal int Index { get; }

    internal RunQueue Queue { get; } = new();

    internal Parker Parker { get; } = new();

    /// <summary>How many turns it has taken: a worker whose number stands still is in a long computation, or idle.</summary>
    internal int Turn => Volatile.Read(ref _turn);

    /// <summary>Its thread has left for want of work. Guarded by the scheduler's lock.</summary>
    internal bool IsRetired { get; set; }

    internal bool HasSlot => Volatile.Read(ref _slot) is not null;

    /// <summary>Owner only.</summary>
    internal void PutSlot(Strand strand)
    {
        _slotPuts++;
        Strand? displaced = _slot is null ? null : Interlocked.Exchange(ref _slot, null);
        Volatile.Write(ref _slot, strand);
        if (displaced is not null)
        {
            Queue.Push(displaced);
            _scheduler.NoteWork();
        }
    }

    /// <summary>Owner only: takes back a strand that is ready for its next turn.</summary>
    internal void PutBack(Strand strand)
    {
        if (_slot is null && Queue.IsEmpty)
        {
            _again = strand;
        }
        else
        {
            Queue.Push(strand);
        }
    }

    /// <summary>Takes the slot of a worker that has not got round to it since the last time a thief looked.</summary>
    internal Strand? StealStaleSlot()
    {
        if (!HasSlot)
        {
            return null;
        }
        int puts = Volatile.Read(ref _slotPuts);
        if (puts != _slotPutsSeen)
        {
            _slotPutsSeen = puts;
            return null;
        }
        return Interlocked.Exchange(ref _slot, null);
    }

    /// <summary>The tasks it runs or is going to run, seen from another thread.</summary>
    internal void CollectInto(List<Strand> tasks)
    {
        if (RunningStrand is { } running)
        {
            tasks.Add(running.Task);
        }
        if (Volatile.Read(ref _slot) is { } next)
        {
            tasks.Add(next);
        }
        if (Volatile.Read(ref _again) is { } again)
        {
            tasks.Add(again);
        }
        Queue.CollectInto(tasks);
    }

    /// <summary>Gives the worker a thread, for the first time or after it had retired.</summary>
    internal void Begin()
    {
        IsRetired = false;
        _thread = Scheduler.CreateThread($"chasqui worker {Index}", () => Enter(Loop));
        _thread.Start();
    }

    /// <summary>Waits for the thread to leave a scheduler that stops.</summary>
    internal void Stop()
    {
        Parker.Unpark();
        _thread?.Join();
    }

    private void Loop()
    {
        while (!_scheduler.IsStopping)
        {
            if (Next() is { } strand)
            {
                strand.Run(this);
            }
            else if (!_scheduler.Idle(this))
            {
                return;
            }
        }
    }

    private Strand? Next()
    {
        bool looks = (++_turn & (TurnsBetweenLooks - 1)) == 0;
        if (_again is { } again)
        {
            _again = null;
            if (!looks)
            {
                return again;
            }
            Queue.Push(again);
        }
        if (looks)
        {
            _scheduler.ExpireTimers(this);
            if (_scheduler.Injected.Pop() is { } outsider)
            {
                return outsider;
            }
        }
        if (_slot is not null && _slotRuns < MaxSlotRuns && Interlocked.Exchange(ref _slot, null) is { } woken)
        {
            _slotRuns++;
            return woken;
        }
        _slotRuns = 0;
        return Queue.Pop() ?? (_slot is null ? null : Interlocked.Exchange(ref _slot, null)) ?? _scheduler.Injected.Pop();
    }
}
