using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>Gives the thread up once. A worker keeps one to spare: its awaiter is done with it before the next can be asked for.</summary>
internal sealed class YieldOperation : Future<Unit>
{
    internal static AsyncStatus Begin(Worker worker)
    {
        YieldOperation operation = worker.SpareYield ?? new YieldOperation();
        worker.SpareYield = null;
        return worker.Postpone(operation);
    }

    public override AsyncStatus Resume(Worker worker)
    {
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        worker.SpareYield = this;
        return AsyncStatus.Completed;
    }
}
