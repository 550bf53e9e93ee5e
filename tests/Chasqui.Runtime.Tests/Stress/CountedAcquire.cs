using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>The wait for a permit, which tells in how many turns it has got it, and when it began to wait.</summary>
/// <remarks>
/// One turn to stand in line, one in which it is called and a running task may have been faster, and one for the permit that it is then granted. What no
/// scheduler can promise is how many others are faster before the second turn; but there is no third chance for them.
/// </remarks>
internal sealed class CountedAcquire(PermitPool pool, Action<CountedAcquire>? stood = null) : WaitOperation<int>
{
    internal const int MostTurns = 3;

    private int _turns;

    public override AsyncStatus Resume(Worker worker)
    {
        _turns++;
        switch (pool.Acquire(this, worker))
        {
            case Acquisition.Acquired:
                return Complete(_turns);
            case Acquisition.Waiting:
                if (_turns == 1)
                {
                    stood?.Invoke(this);
                }
                return worker.SuspendAt(this);
            default:
                return AsyncStatus.Cancelled;
        }
    }
}
