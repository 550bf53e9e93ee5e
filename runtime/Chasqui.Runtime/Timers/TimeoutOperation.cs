using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>
/// Runs a future with a time limit in seconds. It begins at once; when the time is over it is cancelled, and the outcome is an error once it has
/// cleaned up. A future that ends in the turn in which the time is over has made it. The timer is armed only when the future waits.
/// </summary>
internal sealed class TimeoutOperation<T>(double seconds, Future<T> work) : Future<Result<T, TimeoutError>>
{
    private TimeoutRegion? _region;

    public override AsyncStatus Resume(Worker worker)
    {
        T value;
        AsyncStatus status;
        try
        {
            if (_region is null)
            {
                if (worker.IsCancelled)
                {
                    Drop();
                    return AsyncStatus.Cancelled;
                }
                long deadline = worker.Scheduler.Time.After(seconds);
                _region = new TimeoutRegion(worker.Strand);
                worker.Strand.EnterRegion(_region);
                status = work.Start(worker, out value);
                if (status == AsyncStatus.Suspended)
                {
                    Suspend(worker);
                    _region.Arm(deadline, worker);
                    return status;
                }
            }
            else
            {
                status = TakeResult(out value);
            }
        }
        catch
        {
            _region?.Leave(worker);
            throw;
        }
        bool isOver = _region.Leave(worker);
        if (status == AsyncStatus.Cancelled)
        {
            return isOver ? Complete(Result<T, TimeoutError>.Err(TimeoutError.After(seconds))) : status;
        }
        return Complete(Result<T, TimeoutError>.Ok(value));
    }

    public override void Drop() => work.Drop();
}
