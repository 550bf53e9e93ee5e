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

    /// <summary>How the work ended, while the cleanup of what it dropped is waited for.</summary>
    private AsyncStatus? _ended;
    private Exception? _error;

    public override AsyncStatus Resume(Worker worker)
    {
        if (_ended is { } ended)
        {
            return End(ended, worker);
        }
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
        catch (Exception error)
        {
            if (_region?.Cleanups is null)
            {
                _region?.Leave(worker);
                throw;
            }
            _error = error;
            return End(AsyncStatus.Completed, worker);
        }
        if (status == AsyncStatus.Completed)
        {
            Result = Result<T, TimeoutError>.Ok(value);
        }
        return End(status, worker);
    }

    private AsyncStatus End(AsyncStatus status, Worker worker)
    {
        TimeoutRegion region = _region ?? throw new InvalidOperationException("the work has not begun");
        if (region.Cleanups?.AreOver(worker.Strand) == false)
        {
            _ended = status;
            return worker.SuspendAt(this);
        }
        bool isOver = region.Leave(worker);
        if (_error is not null)
        {
            AsyncTrace.Rethrow(_error);
        }
        return status == AsyncStatus.Cancelled && isOver ? Complete(Result<T, TimeoutError>.Err(TimeoutError.After(seconds))) : status;
    }

    public override void Drop() => work.Drop();
}
