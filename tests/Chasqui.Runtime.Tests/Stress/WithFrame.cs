using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary><c>with await acquire() as held: await body(held)</c>: what was acquired is released on every path.</summary>
[SourceName("with")]
/// <param name="acquire">What it begins with.</param>
/// <param name="body">What it does then.</param>
/// <param name="release">What it ends with.</param>
/// <param name="abandon">What becomes of the arguments of a call that never begins.</param>
internal sealed class WithFrame<T>(AsyncCall<T> acquire, Func<T, AsyncCall<int>> body, Action<T> release, Action? abandon = null) : Future<int>
{
    private int _state;
    private T _held = default!;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        if (_state < 2)
        {
            status = _state == 1 ? TakeResult(out _held) : acquire(worker, out _held);
            if (status == AsyncStatus.Suspended)
            {
                _state = 1;
                Suspend(worker);
            }
            if (status != AsyncStatus.Completed)
            {
                return status;
            }
        }
        try
        {
            status = _state == 2 ? TakeResult(out Result) : body(_held)(worker, out Result);
        }
        catch
        {
            release(_held);
            throw;
        }
        if (status == AsyncStatus.Suspended)
        {
            _state = 2;
            Suspend(worker);
        }
        else
        {
            release(_held);
        }
        return status;
    }

    public override void Drop() => abandon?.Invoke();
}
