using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Calls a function until it succeeds or has failed often enough, with a pause before each new attempt.</summary>
internal sealed class RetryOperation<T>(Func<Future<T>> call, long times, double delay, double backoff) : Future<T>
{
    private enum Stage
    {
        Ready,
        Attempting,
        Pausing,
    }

    private Stage _stage;
    private long _attempts;
    private double _pause = delay;

    internal override string Name => "retry";

    private bool IsLast => _attempts >= times;

    public override AsyncStatus Resume(Worker worker)
    {
        while (true)
        {
            AsyncStatus status;
            if (_stage != Stage.Pausing)
            {
                status = Attempt(worker, out bool again);
                if (!again)
                {
                    return status;
                }
            }
            status = Pause(worker);
            if (status != AsyncStatus.Completed)
            {
                return status;
            }
        }
    }

    /// <summary>The last failure passes as it is.</summary>
    private AsyncStatus Attempt(Worker worker, out bool again)
    {
        AsyncStatus status;
        try
        {
            if (_stage == Stage.Attempting)
            {
                status = TakeResult(out Result);
            }
            else
            {
                _attempts++;
                status = call().Start(worker, out Result);
            }
        }
        catch (Exception error) when (!IsLast && Errors.IsError(error))
        {
            again = true;
            return AsyncStatus.Completed;
        }
        again = false;
        if (status == AsyncStatus.Suspended)
        {
            _stage = Stage.Attempting;
            Suspend(worker);
        }
        else if (status == AsyncStatus.Completed && !IsLast && Result is IFallible outcome && outcome.IsErr())
        {
            again = true;
            Ops.Drop(Result);
        }
        return status;
    }

    private AsyncStatus Pause(Worker worker)
    {
        if (_stage == Stage.Pausing)
        {
            _stage = Stage.Ready;
            return TakeResult<Unit>(out _);
        }
        AsyncStatus status = AsyncTime.Sleep(worker, _pause, out _);
        _pause *= backoff;
        if (status == AsyncStatus.Suspended)
        {
            _stage = Stage.Pausing;
            Suspend(worker);
        }
        else
        {
            _stage = Stage.Ready;
        }
        return status;
    }
}
