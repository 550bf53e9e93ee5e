using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>Awaits a handle and gives its task's value, or raises its failure: what a handle is to those who gather.</summary>
internal sealed class JoinedValue<T>(IAwaitable<Result<T, TaskJoinError>> handle) : Future<T>
{
    private bool _hasBegun;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        Result<T, TaskJoinError> outcome;
        if (_hasBegun)
        {
            status = TakeResult(out outcome);
        }
        else
        {
            _hasBegun = true;
            status = handle.Await(worker, out outcome);
        }
        switch (status)
        {
            case AsyncStatus.Suspended:
                Suspend(worker);
                return status;
            case AsyncStatus.Cancelled:
                return status;
            default:
                if (!outcome.IsOk())
                {
                    AsyncTrace.Rethrow(outcome.Error.ToException());
                }
                return Complete(outcome.Value);
        }
    }

    public override void Drop()
    {
        if (!_hasBegun)
        {
            Ops.Drop(handle);
        }
    }
}
