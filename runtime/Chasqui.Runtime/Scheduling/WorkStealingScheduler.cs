using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Scheduling;

/// <summary>Several threads, each with a queue of its own; one that runs dry steals from the others, then sleeps.</summary>
/// <remarks>
/// <para>No wake is lost between a worker that goes to sleep and a thread that makes a strand runnable: the sleeper first counts itself
/// idle, then issues a process-wide barrier, then looks at every queue once more; the other side publishes the strand, then reads the
/// count. The barrier makes one of the two see the other, at no cost for the side that is hot.</para>
/// <para>One idle worker is the sentinel. It sleeps only to the next deadline, and as long as others run it looks round every so
/// often: a worker stuck in a long computation must not hold back its timers nor the strand in its slot.</para>
/// </remarks>
internal sealed class WorkStealingScheduler : Scheduler, IDisposable
{
    private const int SearchRounds = 12;
    private const int LongestLookMilliseconds = 8;

    private readonly StealingWorker[] _workers;
    private readonly Thread[] _threads;

    /// <summary>Guards the idle list and the sentinel.</summary>
    private readonly object _lock = new();
    private readonly List<StealingWorker> _idle = [];
    private StealingWorker? _sentinel;

    /// <summary>When the sentinel wakes by itself, at the latest.</summary>
    private long _sentinelUntil = long.MaxValue;

    private int _idleCount;
    private int _searching;
    private bool _looking;
    private bool _stopping;

    internal WorkStealingScheduler(int? workers = null)
        : base(MonotonicTime.Instance)
    {
        // Two at least, so that one computation does not stop everything else.
        _workers = new StealingWorker[workers ?? Math.Max(2, Environment.ProcessorCount)];
        _threads = new Thread[_workers.Length];
        for (int i = 0; i < _workers.Length; i++)
        {
            StealingWorker worker = _workers[i] = new StealingWorker(this, i);
            _threads[i] = new Thread(() => worker.Enter(worker.Loop), StackBytes) { IsBackground = true, Name = $"chasqui worker {i}" };
        }
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    internal InjectionQueue Injected { get; } = new();

    internal bool IsStopping => Volatile.Read(ref _stopping);

    /// <summary>Ends the threads once they have no strand in hand; runnable strands are left as they are.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _stopping, true);
        foreach (StealingWorker worker in _workers)
        {
            worker.Parker.Unpark();
        }
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    internal override void Start(Strand strand, Worker? by)
    {
        if (by is StealingWorker own && own.Scheduler == this)
        {
            own.Queue.Push(strand);
        }
        else
        {
            Injected.Push(strand);
        }
        NoteWork();
    }

    internal override void Schedule(Strand strand, Worker? by)
    {
        if (by is StealingWorker own && own.Scheduler == this)
        {
            own.PutSlot(strand);
            EnsureLooking();
        }
        else
        {
            Injected.Push(strand);
            NoteWork();
        }
    }

    // The worker is free again and takes the strand itself if nobody else does: there is no one to wake.
    internal override void Yield(Strand strand, Worker by) => ((StealingWorker)by).Queue.Push(strand);

    internal override void ArmTimer(IAlarm timer, long deadline, Worker by)
    {
        base.ArmTimer(timer, deadline, by);
        if (deadline < Volatile.Read(ref _sentinelUntil))
        {
            EnsureLooking();
        }
    }

    internal bool ExpireTimers(Worker by) =>
        Timers.Next != long.MaxValue && Timers.Expire(Time.Now, by);

    /// <summary>There is a strand that any worker may take.</summary>
    internal void NoteWork()
    {
        if (Volatile.Read(ref _idleCount) == 0 || Volatile.Read(ref _searching) > 0)
        {
            return;
        }
        StealingWorker woken;
        lock (_lock)
        {
            if (_idle.Count == 0 || Volatile.Read(ref _searching) > 0)
            {
                return;
            }
            // The sentinel goes on watching if another can work.
            woken = _idle[^1] == _sentinel ? _idle[0] : _idle[^1];
            LeaveIdle(woken);
        }
        woken.Parker.Unpark();
    }

    /// <summary>Called by a worker that has found nothing to run; returns when it has.</summary>
    internal void Idle(StealingWorker worker)
    {
        Interlocked.Increment(ref _searching);
        while (!IsStopping)
        {
            bool found = Search(worker);
            Interlocked.Decrement(ref _searching);
            if (found)
            {
                // Nobody was woken for work that arrived while this one searched.
                if (AnyWork())
                {
                    NoteWork();
                }
                return;
            }
            Sleep(worker);
        }
    }

    private protected override long SumOverWorkers(Func<Worker, long> count) => _workers.Sum(count);

    /// <summary>Sees to it that somebody watches over what this worker may be too busy to do soon.</summary>
    private void EnsureLooking()
    {
        if (Volatile.Read(ref _looking) || Volatile.Read(ref _idleCount) == 0)
        {
            return;
        }
        StealingWorker? sentinel = null;
        lock (_lock)
        {
            if (!_looking && _idle.Count > 0)
            {
                sentinel = _sentinel ??= _idle[0];
                _looking = true;
            }
        }
        sentinel?.Parker.Unpark();
    }

    /// <summary>True if the worker has something in its queue now.</summary>
    private bool Search(StealingWorker worker)
    {
        for (int round = 0; round < SearchRounds; round++)
        {
            if (SearchOnce(worker))
            {
                return true;
            }
            Thread.SpinWait(20 << Math.Min(round, 4));
        }
        return false;
    }

    private bool SearchOnce(StealingWorker worker)
    {
        ExpireTimers(worker);
        if (worker.HasSlot || !worker.Queue.IsEmpty)
        {
            return true;
        }
        if (Injected.Pop() is { } outsider)
        {
            worker.Queue.Push(outsider);
            return true;
        }
        for (int i = 1; i < _workers.Length; i++)
        {
            StealingWorker victim = _workers[(worker.Index + i) % _workers.Length];
            if (victim.Queue.StealInto(worker.Queue) is { } stolen)
            {
                worker.Queue.Push(stolen);
                return true;
            }
        }
        return false;
    }

    /// <summary>Sleeps until there may be something to do; returns counted as searching.</summary>
    private void Sleep(StealingWorker worker)
    {
        lock (_lock)
        {
            _idle.Add(worker);
            Volatile.Write(ref _idleCount, _idle.Count);
        }
        Interlocked.MemoryBarrierProcessWide();
        for (int look = 1; !IsStopping; look = Math.Min(look * 2, LongestLookMilliseconds))
        {
            bool due = AnyWork() || Timers.Next <= Time.Now || StealStaleSlots(worker);
            int milliseconds;
            lock (_lock)
            {
                if (!_idle.Contains(worker))
                {
                    return;
                }
                if (due)
                {
                    LeaveIdle(worker);
                    return;
                }
                milliseconds = PlanSleep(worker, look);
            }
            worker.Parker.Park(milliseconds);
        }
        Interlocked.Increment(ref _searching);
    }

    /// <summary>How long an idle worker sleeps if nobody wakes it. Under the lock.</summary>
    private int PlanSleep(StealingWorker worker, int look)
    {
        long next = Timers.Next;
        if (_sentinel is null || (!_looking && next < _sentinelUntil))
        {
            _sentinel = worker;
        }
        if (_sentinel != worker)
        {
            return Timeout.Infinite;
        }
        long now = Time.Now;
        Volatile.Write(ref _looking, _idle.Count < _workers.Length);
        Volatile.Write(ref _sentinelUntil, _looking ? Math.Min(next, now + (look * 1_000_000L)) : next);
        return _sentinelUntil == long.MaxValue ? Timeout.Infinite
            : (int)Math.Min(int.MaxValue, (Math.Max(0, _sentinelUntil - now) + 999_999) / 1_000_000);
    }

    /// <summary>Takes a worker out of the idle list, counted as searching. Under the lock.</summary>
    private void LeaveIdle(StealingWorker worker)
    {
        _idle.Remove(worker);
        Volatile.Write(ref _idleCount, _idle.Count);
        Interlocked.Increment(ref _searching);
        if (_sentinel != worker)
        {
            return;
        }
        bool watched = _looking || Timers.Next != long.MaxValue;
        _sentinel = null;
        _looking = false;
        _sentinelUntil = long.MaxValue;
        if (_idle.Count > 0 && watched)
        {
            _sentinel = _idle[0];
            _sentinel.Parker.Unpark();
        }
    }

    private bool AnyWork()
    {
        if (!Injected.IsEmpty)
        {
            return true;
        }
        foreach (StealingWorker worker in _workers)
        {
            if (!worker.Queue.IsEmpty)
            {
                return true;
            }
        }
        return false;
    }

    private bool StealStaleSlots(StealingWorker worker)
    {
        foreach (StealingWorker victim in _workers)
        {
            if (victim != worker && victim.StealStaleSlot() is { } strand)
            {
                worker.Queue.Push(strand);
                return true;
            }
        }
        return false;
    }
}
