using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>Limited work of which only the value is of interest: None when the time was over.</summary>
internal sealed class OptionalOperation<T>(TimeoutOperation<T> limited) : Future<Option<T>>
{
    private bool _suspended;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status = _suspended ? TakeResult(out Result<T, TimeoutError> outcome) : limited.Start(worker, out outcome);
        if (status == AsyncStatus.Suspended)
        {
            _suspended = true;
            Suspend(worker);
        }
        else if (status == AsyncStatus.Completed && outcome.TryOk(out T value))
        {
            Result = new Option<T>(value);
        }
        return status;
    }

    public override void Drop() => limited.Drop();
}
