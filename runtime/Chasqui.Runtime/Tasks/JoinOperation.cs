using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The wait for a task's end, which has consumed the handle: a wait that is cancelled drops it. A worker keeps one to spare.</summary>
internal sealed class JoinOperation<T> : Future<Result<T, TaskJoinError>>
{
    private TaskStrand<T> _task;
    private bool _isOwned;
    private Strand? _joiner;

    private JoinOperation(TaskStrand<T> task) => _task = task;

    /// <param name="worker">Runs the awaiting task.</param>
    /// <param name="task">Waited for.</param>
    /// <param name="isOwned">Whether dropping the handle aborts the task.</param>
    internal static JoinOperation<T> Create(Worker worker, TaskStrand<T> task, bool isOwned)
    {
        if (worker.SpareJoin is JoinOperation<T> operation)
        {
            worker.SpareJoin = null;
            operation._task = task;
        }
        else
        {
            operation = new JoinOperation<T>(task);
        }
        operation._isOwned = isOwned;
        return operation;
    }

    internal override string Awaits => $"{_task.Name} (task {_task.Id})";

    internal override IEnumerable<Strand> AwaitedTasks => [_task];

    public override AsyncStatus Resume(Worker worker)
    {
        if (_joiner is null)
        {
            _joiner = worker.Strand;
            return _task.TryJoin(_joiner) ? worker.SuspendAt(this) : worker.Postpone(this);
        }
        if (!_task.IsEnded)
        {
            return !worker.IsCancelled ? worker.SuspendAt(this)
                : _task.TryLeave(_joiner) ? Leave(worker)
                : Finish(worker);
        }
        // Cancelled both of them: there is no outcome to be lost.
        return worker.IsCancelled && _task.WasCancelled ? Leave(worker) : Finish(worker);
    }

    private AsyncStatus Finish(Worker worker)
    {
        Result = _task.TakeOutcome();
        _joiner = null;
        worker.SpareJoin = this;
        return AsyncStatus.Completed;
    }

    private AsyncStatus Leave(Worker worker)
    {
        if (_isOwned)
        {
            _task.Abort();
            worker.Strand.AddCleanup(_task);
        }
        _task.Drop();
        return AsyncStatus.Cancelled;
    }
}
