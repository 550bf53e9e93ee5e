using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>A sleep as a future: it begins when it is awaited.</summary>
internal sealed class SleepFuture(double seconds) : Future<Unit>
{
    private bool _begun;

    public override AsyncStatus Resume(Worker worker)
    {
        if (_begun)
        {
            return TakeResult(out Result);
        }
        _begun = true;
        AsyncStatus status = AsyncTime.Sleep(worker, seconds, out Result);
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
        }
        return status;
    }
}
