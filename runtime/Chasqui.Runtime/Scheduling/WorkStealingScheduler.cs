using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Scheduling;

/// <summary>Several threads, each with a queue of its own; one that runs dry steals from the others, then sleeps.</summary>
/// <remarks>
/// <para>No wake is lost between a worker that goes to sleep and a thread that makes a strand runnable: the sleeper first counts itself
/// idle, then issues a process-wide barrier, then looks at every queue once more; the other side publishes the strand, then reads the
/// count. The barrier makes one of the two see the other, at no cost for the side that is hot.</para>
/// <para>One idle worker is the sentinel. It sleeps only to the next deadline, and as long as others run it looks round every so
/// often: a worker stuck in a long computation must not hold back its timers nor the strand in its slot.</para>
/// <para>When no worker is idle the <see cref="Watchdog"/> looks round instead.</para>
/// </remarks>
internal sealed class WorkStealingScheduler : Scheduler, IDisposable
{
    private const int SearchRounds = 12;
    private const int LongestLookMilliseconds = 8;
    private const int HostLookMilliseconds = 20;

    /// <summary>How many workers may join those stuck in computations, and how long one without work stays.</summary>
    private const int MaxExtraWorkers = 16;
    private const int ExtraWorkerMilliseconds = 1000;

    /// <summary>Every worker there has been; only grows. A retired one keeps its place, with nothing to run.</summary>
    private StealingWorker[] _workers = [];

    /// <summary>Guards the idle list, the sentinel and the growth and retirement of workers.</summary>
    private readonly Lock _lock = new();
    private readonly List<StealingWorker> _idle = [];
    private readonly Watchdog _watchdog;
    private readonly int _ownWorkers;
    private int _active;
    private StealingWorker? _sentinel;

    /// <summary>When the sentinel wakes by itself, at the latest.</summary>
    private long _sentinelUntil = long.MaxValue;

    private int _idleCount;
    private int _searching;
    private bool _looking;
    private bool _stopping;

    private readonly object _hostLock = new();
    private bool _hostWaits;

    internal WorkStealingScheduler(int? workers = null)
        : base(MonotonicTime.Instance)
    {
        // Two at least, so that one computation does not stop everything else.
        _ownWorkers = workers ?? Math.Max(2, Environment.ProcessorCount);
        lock (_lock)
        {
            _watchdog = new Watchdog(this);
            for (int i = 0; i < _ownWorkers; i++)
            {
                AddWorker();
            }
        }
    }

    internal BlockingPool Blocking { get; } = new();

    internal InjectionQueue Injected { get; } = new();

    internal bool IsStopping => Volatile.Read(ref _stopping);

    /// <summary>Ends the threads once they have no strand in hand; runnable strands are left as they are.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _stopping, true);
        _watchdog.Stop();
        foreach (StealingWorker worker in _workers)
        {
            worker.Stop();
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
    internal override void Yield(Strand strand, Worker by) => ((StealingWorker)by).PutBack(strand);

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

    /// <summary>Called by a worker that has found nothing to run; true when there may be something, false if its thread is to leave.</summary>
    internal bool Idle(StealingWorker worker)
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
                return true;
            }
            if (!Sleep(worker))
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>
    /// If every worker has been in one turn since <paramref name="turns"/> were noted, while strands wait, one more worker joins. False
    /// when there is nothing to watch because a worker is idle.
    /// </summary>
    internal bool RelieveIfStuck(Dictionary<StealingWorker, int> turns)
    {
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                return false;
            }
            bool stuck = true;
            foreach (StealingWorker worker in _workers)
            {
                if (worker.IsRetired)
                {
                    continue;
                }
                stuck &= turns.TryGetValue(worker, out int noted) && noted == worker.Turn;
                turns[worker] = worker.Turn;
            }
            if (stuck && _active < _ownWorkers + MaxExtraWorkers && AnythingWaits())
            {
                AddWorker();
            }
            return true;
        }
    }

    /// <summary>Lets the watchdog sleep, unless there is something to watch.</summary>
    internal bool MayStopWatching(Action stop)
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
            {
                return false;
            }
            stop();
            return true;
        }
    }

    private protected override void Submit(IBlockingJob job) => Blocking.Enqueue(job);

    private protected override void CollectRunnable(List<Strand> tasks)
    {
        Injected.CollectInto(tasks);
        foreach (StealingWorker worker in Volatile.Read(ref _workers))
        {
            worker.CollectInto(tasks);
        }
    }

    private protected override long SumOverWorkers(Func<Worker, long> count) => Volatile.Read(ref _workers).Sum(count);

    internal override WaitOutcome WaitUntil(Func<bool> isOver, double seconds)
    {
        long end = Time.After(seconds);
        lock (_hostLock)
        {
            Volatile.Write(ref _hostWaits, true);
            Interlocked.MemoryBarrierProcessWide();
            try
            {
                while (!isOver())
                {
                    if (IsQuiescent())
                    {
                        return isOver() ? WaitOutcome.Over : WaitOutcome.Stuck;
                    }
                    if (Time.Now >= end)
                    {
                        return WaitOutcome.TimeOver;
                    }
                    // A worker that goes idle tells; the time limit covers an end while all are kept busy.
                    Monitor.Wait(_hostLock, HostLookMilliseconds);
                }
                return WaitOutcome.Over;
            }
            finally
            {
                Volatile.Write(ref _hostWaits, false);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>While all workers stand in the idle list nobody runs a strand, submits a call or expires a timer. The blocking calls and the
    /// waits for .NET are asked before the queue their ends go to.</remarks>
    private protected override bool IsQuiescent()
    {
        lock (_lock)
        {
            return _idle.Count == _active && Timers.Next == long.MaxValue && Blocking.IsIdle && !HasForeignWaits && !AnyWork();
        }
    }

    private void TellHost()
    {
        if (Volatile.Read(ref _hostWaits))
        {
            lock (_hostLock)
            {
                Monitor.Pulse(_hostLock);
            }
        }
    }

    /// <summary>Under the lock.</summary>
    private void AddWorker()
    {
        StealingWorker? worker = _workers.FirstOrDefault(worker => worker.IsRetired);
        if (worker is null)
        {
            worker = new StealingWorker(this, _workers.Length);
            Volatile.Write(ref _workers, [.. _workers, worker]);
        }
        _active++;
        worker.Begin();
    }

    /// <summary>Under the lock.</summary>
    private bool AnythingWaits() =>
        AnyWork() || _workers.Any(worker => worker.HasSlot) || Timers.Next <= Time.Now;

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
        StealingWorker[] workers = Volatile.Read(ref _workers);
        for (int i = 1; i < workers.Length; i++)
        {
            StealingWorker victim = workers[(worker.Index + i) % workers.Length];
            if (victim.Queue.StealInto(worker.Queue) is { } stolen)
            {
                worker.Queue.Push(stolen);
                return true;
            }
        }
        return false;
    }

    /// <summary>Sleeps until there may be something to do; true if it is counted as searching again, false if it has retired.</summary>
    private bool Sleep(StealingWorker worker)
    {
        lock (_lock)
        {
            _idle.Add(worker);
            Volatile.Write(ref _idleCount, _idle.Count);
            TrimTasks();
        }
        Interlocked.MemoryBarrierProcessWide();
        TellHost();
        long retireAt = worker.Index < _ownWorkers ? long.MaxValue : Time.AfterMilliseconds(ExtraWorkerMilliseconds);
        for (int look = 1; !IsStopping; look = Math.Min(look * 2, LongestLookMilliseconds))
        {
            int milliseconds;
            lock (_lock)
            {
                if (!_idle.Contains(worker))
                {
                    return true;
                }
                if (AnyWork() || Timers.Next <= Time.Now || StealStaleSlots(worker))
                {
                    LeaveIdle(worker);
                    return true;
                }
                if (_idle.Count > 1 && Time.Now >= retireAt)
                {
                    LeaveIdle(worker);
                    Interlocked.Decrement(ref _searching);
                    _active--;
                    worker.IsRetired = true;
                    return false;
                }
                milliseconds = PlanSleep(worker, look);
            }
            worker.Parker.Park(retireAt == long.MaxValue ? milliseconds : (int)Math.Min((uint)milliseconds, ExtraWorkerMilliseconds));
        }
        Interlocked.Increment(ref _searching);
        return true;
    }

    /// <summary>Lets the lists of the workers that do nothing forget ended tasks. Under the lock, so that none of them begins to add.</summary>
    private void TrimTasks()
    {
        foreach (StealingWorker worker in _workers)
        {
            if (worker.Tasks.MayTrim && (worker.IsRetired || _idle.Contains(worker)))
            {
                worker.Tasks.Trim(SumOverWorkers(static worker => Volatile.Read(ref worker.EndedCount)));
            }
        }
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
        Volatile.Write(ref _looking, _idle.Count < _active);
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
        if (_idle.Count == 0)
        {
            _watchdog.Watch();
        }
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
        foreach (StealingWorker worker in Volatile.Read(ref _workers))
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
