using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>
/// The wait for a task's end or for a moment, whichever comes first; the task wins a tie. It owns the handle, which a wait that is cancelled drops.
/// </summary>
internal sealed class TimeoutJoinOperation<T>(JoinHandle<T> task, Func<TimeSource, long> deadline) : Future<TimeoutJoinOutcome<T>>, IAlarm
{
    private Strand? _joiner;
    private bool _expired;
    private TimerNode _timer;

    ref TimerNode IAlarm.Node => ref _timer;

    internal override bool AwaitsOutside => true;

    public override AsyncStatus Resume(Worker worker)
    {
        if (_joiner is null)
        {
            _joiner = worker.Strand;
            if (worker.IsCancelled)
            {
                task.Drop();
                return AsyncStatus.Cancelled;
            }
            if (!task.TryJoin(_joiner))
            {
                return worker.Charge() ? Complete() : worker.Postpone(this);
            }
            AsyncStatus status = worker.SuspendAt(this);
            worker.Scheduler.ArmTimer(this, deadline(worker.Scheduler.Time), worker);
            return status;
        }
        bool expired = Volatile.Read(ref _expired);
        if (!task.IsEnded && !expired && !worker.IsCancelled)
        {
            return worker.SuspendAt(this);
        }
        if (!expired)
        {
            worker.Scheduler.Timers.Disarm(this);
        }
        if (task.IsEnded || !task.TryLeave(_joiner))
        {
            return Complete();
        }
        if (!expired)
        {
            task.Drop();
            return AsyncStatus.Cancelled;
        }
        return Complete(TimeoutJoinOutcome<T>.TimedOut(task));
    }

    void IAlarm.Expire(Worker? by)
    {
        Volatile.Write(ref _expired, true);
        _joiner?.Wake(by);
    }

    public override void Drop() => task.Drop();

    private AsyncStatus Complete()
    {
        Result<T, TaskJoinError> outcome = task.TakeOutcome();
        return Complete(outcome.IsErr() ? TimeoutJoinOutcome<T>.JoinFailed(outcome.Error) : TimeoutJoinOutcome<T>.Completed(outcome.Value));
    }
}
