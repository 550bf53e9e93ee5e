namespace Chasqui.Runtime.Scheduling;

/// <summary>A call that may block its thread. Must not throw.</summary>
internal interface IBlockingJob
{
    void Run();
}

/// <summary>Threads for calls that block: one more for each job that finds none idle, up to a limit; an idle one leaves after a while.</summary>
internal sealed class BlockingPool(int limit = 512, int idleMilliseconds = 10_000)
{
    private readonly object _lock = new();
    private readonly Queue<IBlockingJob> _queue = new();
    private int _threads;
    private int _idle;

    internal int ThreadCount
    {
        get
        {
            lock (_lock)
            {
                return _threads;
            }
        }
    }

    /// <summary>No job is queued or under way.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count == 0 && _idle == _threads;
            }
        }
    }

    internal void Enqueue(IBlockingJob job)
    {
        lock (_lock)
        {
            _queue.Enqueue(job);
            if (_idle >= _queue.Count)
            {
                Monitor.Pulse(_lock);
                return;
            }
            if (_threads == limit)
            {
                return;
            }
            _threads++;
        }
        Scheduler.CreateThread("chasqui blocking", Serve).Start();
    }

    private void Serve()
    {
        while (Take() is { } job)
        {
            job.Run();
        }
    }

    private IBlockingJob? Take()
    {
        lock (_lock)
        {
            while (_queue.Count == 0)
            {
                _idle++;
                bool pulsed = Monitor.Wait(_lock, idleMilliseconds);
                _idle--;
                if (!pulsed && _queue.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }
            return _queue.Dequeue();
        }
    }
}
