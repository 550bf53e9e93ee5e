using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;

namespace Chasqui.Runtime.Tests.Structured;

/// <summary><c>async with block: await body</c>, as the compiler emits it; true at its end.</summary>
internal sealed class BlockFrame(ChildBlock block, Func<ChildBlock, AsyncCall<int>> body) : Future<bool>
{
    private int _state;
    private Exception? _error;
    private bool _isAbandoned;
    private Region? _shield;

    public override AsyncStatus Resume(Worker worker)
    {
        if (_state == 0 && Enter(worker) == AsyncStatus.Cancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (_state < 2 && !RunBody(worker))
        {
            return AsyncStatus.Suspended;
        }
        AsyncStatus status = _state == 3 ? TakeExit() : Exit(worker);
        if (status == AsyncStatus.Suspended)
        {
            _state = 3;
            Suspend(worker);
            return status;
        }
        worker.Unshield(_shield ?? throw new InvalidOperationException());
        if (worker.Settle(_isAbandoned ? 1 : 0) == 1)
        {
            return AsyncStatus.Cancelled;
        }
        if (_error is not null)
        {
            Errors.Rethrow(_error);
        }
        return Complete(true);
    }

    private AsyncStatus Enter(Worker worker) => block switch
    {
        TaskScope scope => scope.Enter(worker, out _),
        TaskGroup group => group.Enter(worker, out _),
        ConcurrentBlock concurrent => concurrent.Enter(worker, out _),
        _ => throw new NotSupportedException(),
    };

    /// <summary>False if the body has suspended.</summary>
    private bool RunBody(Worker worker)
    {
        try
        {
            AsyncStatus status = _state == 1 ? TakeResult<int>(out _) : body(block)(worker, out _);
            if (status == AsyncStatus.Suspended)
            {
                _state = 1;
                Suspend(worker);
                return false;
            }
            _isAbandoned = status == AsyncStatus.Cancelled;
        }
        catch (Exception error)
        {
            _error = error;
        }
        _state = 2;
        return true;
    }

    private AsyncStatus Exit(Worker worker)
    {
        _shield = worker.Shield();
        return block.Exit(worker, BlockExit.Of(_isAbandoned ? 1 : 0, _error), out _);
    }

    private AsyncStatus TakeExit() => TakeResult<Unit>(out _);
}
