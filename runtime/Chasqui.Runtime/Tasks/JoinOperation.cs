using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The wait for a task's end, which has consumed the handle: a wait that is cancelled drops it.</summary>
/// <param name="task">Waited for.</param>
/// <param name="isOwned">Whether dropping the handle aborts the task.</param>
internal sealed class JoinOperation<T>(TaskStrand<T> task, bool isOwned) : Future<Result<T, TaskJoinError>>
{
    private Strand? _joiner;

    public override AsyncStatus Resume(Worker worker)
    {
        if (_joiner is null)
        {
            _joiner = worker.Strand;
            return task.TryJoin(_joiner) ? worker.SuspendAt(this) : worker.Postpone(this);
        }
        if (!task.IsEnded)
        {
            return !worker.IsCancelled ? worker.SuspendAt(this)
                : task.TryLeave(_joiner) ? Leave()
                : Complete();
        }
        return Complete();
    }

    private AsyncStatus Complete()
    {
        Result = task.TakeOutcome();
        return AsyncStatus.Completed;
    }

    private AsyncStatus Leave()
    {
        if (isOwned)
        {
            task.Abort();
        }
        task.Drop();
        return AsyncStatus.Cancelled;
    }
}
