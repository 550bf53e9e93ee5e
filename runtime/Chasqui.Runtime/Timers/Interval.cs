using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>
/// <c>interval(seconds)</c>: ticks at a steady pace, the first one a period after it was made; the work between two ticks does not shift the next. Ticks that
/// nobody was there for are left out.
/// </summary>
[Module("std.async.time"), Name("Interval"), MoveOnly]
public sealed class Interval : IAsyncIterator<long>, IResource
{
    private readonly long _period;
    private readonly long _start;

    /// <summary>The last tick of the clock that was given, and how many were.</summary>
    private long _ticks;
    private long _given;

    internal Interval(double seconds)
    {
        TimeSource time = Scheduler.Ambient.Time;
        _start = time.Now;
        _period = Math.Max(1, time.After(seconds) - _start);
    }

    [Name("__aiter__")]
    public Interval Iterate() => this;

    /// <summary>Waits for the next tick and gives how many there were with it.</summary>
    [Name("__anext__"), Async, Cancellation("cancel-safe")]
    public AsyncStatus Next(Worker worker, out Option<long> result) => new Tick(this).Start(worker, out result);

    void IResource.Drop()
    {
    }

    private sealed class Tick(Interval interval) : Future<Option<long>>
    {
        private long _number;

        internal override string Name => "interval";

        public override AsyncStatus Resume(Worker worker)
        {
            AsyncStatus status;
            if (_number > 0)
            {
                status = TakeResult<Unit>(out _);
            }
            else
            {
                long passed = worker.Scheduler.Time.Now - interval._start;
                _number = Math.Max(interval._ticks + 1, passed / interval._period);
                long due = _number * interval._period;
                status = due <= passed
                    ? AsyncTask.YieldNow(worker, out _)
                    : AsyncTime.SleepUntil(worker, interval._start + due);
            }
            if (status == AsyncStatus.Suspended)
            {
                Suspend(worker);
            }
            else if (status == AsyncStatus.Completed)
            {
                interval._ticks = _number;
                Result = new Option<long>(++interval._given);
            }
            return status;
        }
    }
}
