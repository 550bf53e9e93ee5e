using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Scheduling;

/// <summary>
/// Runs everything on the calling thread, in an order that the seed decides, with a clock that jumps to the next deadline when
/// nothing else is left to do. A blocking job is a step like a strand's turn.
/// </summary>
internal sealed class DeterministicScheduler : Scheduler
{
    private readonly Lock _lock = new();
    private readonly List<object> _runnable = [];

    /// <summary>Set when something has become runnable since the last look.</summary>
    private readonly ManualResetEventSlim _arrived = new();
    private readonly Random? _choice;
    private readonly VirtualTime _time;
    private readonly OwnWorker _worker;

    /// <summary>Without a seed, strands run in the order in which they became runnable.</summary>
    internal DeterministicScheduler(int? seed = null)
        : this(seed, new VirtualTime())
    {
    }

    private DeterministicScheduler(int? seed, VirtualTime time)
        : base(time)
    {
        _time = time;
        _choice = seed is { } value ? new Random(value) : null;
        _worker = new OwnWorker(this, seed ?? 1);
    }

    internal override void Start(Strand strand, Worker? by) => Add(strand);

    internal override void Schedule(Strand strand, Worker? by) => Add(strand);

    internal override void Yield(Strand strand, Worker by) => Add(strand);

    /// <summary>Runs until nothing is runnable and, if time may pass, no timer is armed.</summary>
    internal void RunUntilIdle(bool timePasses = true) => _worker.Enter(() =>
    {
        while (Step() || AwaitForeign() || (timePasses && AdvanceToNextTimer()))
        {
        }
    });

    /// <summary>Lets that much time pass, with everything that happens in it.</summary>
    internal void Advance(double seconds) => _worker.Enter(() =>
    {
        long end = _time.After(seconds);
        do
        {
            while (Step())
            {
            }
        }
        while (AdvanceToNextTimer(end));
        _time.AdvanceTo(end);
    });

    /// <summary>One turn of one strand, or one blocking job; false if none is runnable.</summary>
    internal bool Step()
    {
        object next;
        lock (_lock)
        {
            if (_runnable.Count == 0)
            {
                _arrived.Reset();
                return false;
            }
            int index = _choice?.Next(_runnable.Count) ?? 0;
            next = _runnable[index];
            _runnable.RemoveAt(index);
        }
        switch (next)
        {
            case Strand strand:
                strand.Run(_worker);
                break;
            case IBlockingJob job:
                _worker.EndTurn();
                job.Run();
                break;
        }
        return true;
    }

    private protected override void Submit(IBlockingJob job) => Add(job);

    internal override WaitOutcome WaitUntil(Func<bool> isOver, double seconds)
    {
        long end = _time.After(seconds);
        var outcome = WaitOutcome.Over;
        _worker.Enter(() =>
        {
            while (!isOver())
            {
                if (Step() || AwaitForeign())
                {
                    continue;
                }
                if (!AdvanceToNextTimer(end))
                {
                    outcome = Timers.Next == long.MaxValue ? WaitOutcome.Stuck : WaitOutcome.TimeOver;
                    return;
                }
            }
        });
        return outcome;
    }

    private protected override void CollectRunnable(List<Strand> tasks)
    {
        lock (_lock)
        {
            tasks.AddRange(_runnable.OfType<Strand>());
        }
        if (_worker.RunningStrand is { } running)
        {
            tasks.Add(running.Task);
        }
    }

    private protected override bool IsQuiescent()
    {
        lock (_lock)
        {
            return _runnable.Count == 0 && !HasForeignWaits && Timers.Next == long.MaxValue;
        }
    }

    private protected override long SumOverWorkers(Func<Worker, long> count) => count(_worker);

    /// <summary>Time stands still while a strand waits for .NET: this thread waits for it too.</summary>
    private bool AwaitForeign()
    {
        if (!HasForeignWaits)
        {
            return false;
        }
        _arrived.Wait();
        return true;
    }

    /// <summary>Lets time pass until a timer expires; false if none does up to the end.</summary>
    private bool AdvanceToNextTimer(long end = long.MaxValue)
    {
        while (Timers.Next is var next && next <= end && next != long.MaxValue)
        {
            _time.AdvanceTo(next);
            if (Timers.Expire(_time.Now, _worker))
            {
                return true;
            }
        }
        return false;
    }

    private void Add(object step)
    {
        lock (_lock)
        {
            _runnable.Add(step);
            _arrived.Set();
        }
    }

    private sealed class OwnWorker(DeterministicScheduler scheduler, int seed) : Worker(scheduler, seed);
}
