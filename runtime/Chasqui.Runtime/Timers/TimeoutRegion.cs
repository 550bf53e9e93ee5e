using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>A region that is cancelled when its time is over. Entered and left by the thread that runs the strand.</summary>
internal sealed class TimeoutRegion(Strand strand) : Region(strand), IAlarm
{
    private readonly Strand _strand = strand;
    private TimerNode _timer;
    private bool _isArmed;

    ref TimerNode IAlarm.Node => ref _timer;

    internal override bool IsTimed => _isArmed;

    internal void Arm(long deadline, Worker worker)
    {
        _isArmed = true;
        worker.Scheduler.ArmTimer(this, deadline, worker);
    }

    /// <summary>Ends the region.</summary>
    /// <returns>Whether a cancellation that arrives here was for this region alone.</returns>
    internal bool Leave(Worker worker)
    {
        if (_isArmed)
        {
            worker.Scheduler.Timers.Disarm(this);
        }
        bool isOwn = IsCancelled && !_strand.IsCancelledAround(Outer);
        _strand.LeaveRegion(this);
        return isOwn;
    }

    void IAlarm.Expire(Worker? by) => Cancel(by);
}
