using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Structured;

/// <summary>A <c>select</c> arm that is ready after some time. A worker keeps one to spare: most are never armed.</summary>
[SharedHandle]
public sealed class TimeoutArm : SelectArm, IAlarm
{
    private double _seconds;
    private TimerNode _timer;

    /// <summary>What the timer wakes; null until it is armed.</summary>
    private Strand? _strand;
    private bool _isOver;

    private TimeoutArm()
    {
    }

    ref TimerNode IAlarm.Node => ref _timer;

    internal override string Awaits => "some time (timeout)";

    internal override bool AwaitsOutside => true;

    /// <param name="worker">The thread's worker.</param>
    /// <param name="seconds">Negative and NaN act as zero, which still lets the other tasks have their turn.</param>
    internal static TimeoutArm Take(Worker? worker, double seconds)
    {
        TimeoutArm arm = worker?.SpareTimeout ?? new TimeoutArm();
        worker?.SpareTimeout = null;
        arm._seconds = seconds > 0 ? seconds : 0;
        return arm;
    }

    internal override ArmState Poll(Worker worker) => ArmState.Waits;

    internal override ArmState Step(Worker worker)
    {
        if (_strand is null)
        {
            _strand = worker.Strand;
            worker.Scheduler.ArmTimer(this, worker.Scheduler.Time.After(_seconds), worker);
        }
        return Volatile.Read(ref _isOver) ? ArmState.Happened : ArmState.Waits;
    }

    internal override void Leave(Worker? by)
    {
        if (_strand is not { } strand)
        {
            by?.SpareTimeout = this;
        }
        // One that is about to tell that the time is over may not be used again.
        else if (strand.Scheduler.Timers.Disarm(this))
        {
            _strand = null;
            by?.SpareTimeout = this;
        }
    }

    void IAlarm.Expire(Worker? by)
    {
        Volatile.Write(ref _isOver, true);
        _strand?.Wake(by);
    }
}
