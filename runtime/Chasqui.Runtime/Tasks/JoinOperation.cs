using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The wait for a task's end.</summary>
internal sealed class JoinOperation<T>(JoinHandle<T> task) : Future<Result<T, TaskJoinError>>
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
                : task.TryLeave(_joiner) ? AsyncStatus.Cancelled
                : Complete();
        }
        return Complete();
    }

    private AsyncStatus Complete()
    {
        Result = task.TakeOutcome();
        return AsyncStatus.Completed;
    }
}
