using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>The wait for a moment. Created when the sleep begins.</summary>
internal sealed class SleepOperation(Strand strand) : Future<Unit>, IAlarm
{
    private TimerNode _timer;
    private bool _expired;

    ref TimerNode IAlarm.Node => ref _timer;

    internal override bool AwaitsOutside => true;

    internal AsyncStatus Begin(Worker worker, long deadline)
    {
        AsyncStatus status = worker.SuspendAt(this);
        worker.Scheduler.ArmTimer(this, deadline, worker);
        return status;
    }

    public override AsyncStatus Resume(Worker worker)
    {
        if (Volatile.Read(ref _expired))
        {
            return AsyncStatus.Completed;
        }
        if (!worker.IsCancelled)
        {
            return worker.SuspendAt(this);
        }
        return worker.Scheduler.Timers.Disarm(this) ? AsyncStatus.Cancelled : AsyncStatus.Completed;
    }

    void IAlarm.Expire(Worker? by)
    {
        Volatile.Write(ref _expired, true);
        strand.Wake(by);
    }
}
