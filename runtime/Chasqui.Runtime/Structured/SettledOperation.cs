using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Awaits a future and gives its failure as a value.</summary>
internal sealed class SettledOperation<T>(Future<T> work) : Future<Result<T, TaskJoinError>>
{
    private bool _hasBegun;

    public override AsyncStatus Resume(Worker worker)
    {
        try
        {
            AsyncStatus status;
            T value;
            if (_hasBegun)
            {
                status = TakeResult(out value);
            }
            else
            {
                _hasBegun = true;
                status = work.Start(worker, out value);
            }
            switch (status)
            {
                case AsyncStatus.Suspended:
                    Suspend(worker);
                    return status;
                case AsyncStatus.Cancelled:
                    return status;
                default:
                    return Complete(Result<T, TaskJoinError>.Ok(value));
            }
        }
        catch (Exception error) when (Errors.IsError(error))
        {
            return Complete(Result<T, TaskJoinError>.Err(TaskJoinError.Of(error)));
        }
    }

    public override void Drop()
    {
        if (!_hasBegun)
        {
            work.Drop();
        }
    }
}
