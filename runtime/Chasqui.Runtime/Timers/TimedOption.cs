using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>A future with a time limit in seconds, whose outcome is nothing when the time is over.</summary>
internal sealed class TimedOption<T>(double seconds, Future<T> work) : Future<Option<T>>
{
    private readonly TimeoutOperation<T> _limited = new(seconds, work);
    private bool _hasBegun;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        Result<T, TimeoutError> outcome;
        if (_hasBegun)
        {
            status = TakeResult(out outcome);
        }
        else
        {
            _hasBegun = true;
            status = _limited.Start(worker, out outcome);
        }
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
        }
        return status == AsyncStatus.Completed ? Complete(outcome.ToOption()) : status;
    }

    public override void Drop() => _limited.Drop();
}
