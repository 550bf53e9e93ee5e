namespace Chasqui.Runtime.Scheduling;

/// <summary>
/// Looks, while no worker is idle, whether all of them are stuck in computations, and then has another worker join: no number
/// of endless loops stops the timers and the other tasks.
/// </summary>
internal sealed class Watchdog
{
    private const int LookMilliseconds = 10;

    /// <summary>How often in a row a worker must be found idle before the watchdog sleeps, so that it need not be woken all the time.</summary>
    private const int QuietLooks = 3;

    private readonly WorkStealingScheduler _scheduler;
    private readonly Parker _parker = new();
    private readonly Thread _thread;

    /// <summary>Guarded by the scheduler's lock.</summary>
    private bool _asleep;

    internal Watchdog(WorkStealingScheduler scheduler)
    {
        _scheduler = scheduler;
        _thread = new Thread(Loop) { IsBackground = true, Name = "chasqui watchdog" };
        _thread.Start();
    }

    /// <summary>No worker is idle any more. Under the scheduler's lock.</summary>
    internal void Watch()
    {
        if (_asleep)
        {
            _asleep = false;
            _parker.Unpark();
        }
    }

    internal void Stop()
    {
        _parker.Unpark();
        _thread.Join();
    }

    private void Loop()
    {
        var turns = new Dictionary<StealingWorker, int>();
        int quiet = 0;
        while (!_scheduler.IsStopping)
        {
            quiet = _scheduler.RelieveIfStuck(turns) ? 0 : quiet + 1;
            if (quiet == 0)
            {
                _parker.Park(LookMilliseconds);
                continue;
            }
            turns.Clear();
            bool stop = quiet >= QuietLooks && _scheduler.MayStopWatching(() => _asleep = true);
            _parker.Park(stop ? Timeout.Infinite : LookMilliseconds);
        }
    }
}
