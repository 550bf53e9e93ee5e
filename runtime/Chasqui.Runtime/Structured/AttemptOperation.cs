using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Calls a function and makes an error that it raises a value.</summary>
internal sealed class AttemptOperation<T>(Func<Future<T>> call) : Future<Result<T, Exception>>
{
    private bool _suspended;

    internal override string Name => "attempt";

    public override void Drop() => Ops.Drop(call);

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        T value;
        try
        {
            status = _suspended ? TakeResult(out value) : call().Start(worker, out value);
        }
        catch (Exception error) when (Errors.IsError(error))
        {
            return Complete(Result<T, Exception>.Err(Errors.Normalize(error)));
        }
        if (status == AsyncStatus.Suspended)
        {
            _suspended = true;
            Suspend(worker);
            return status;
        }
        Result = Result<T, Exception>.Ok(value);
        return status;
    }
}
