using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>
/// Gives the thread up once. There is nothing to wait for, so no frame of its own is resumed: the awaiting frame is the leaf, and finds
/// this one object, which stands for every yield, as the callee that has ended.
/// </summary>
internal sealed class YieldOperation : Future<Unit>
{
    internal static readonly YieldOperation Instance = new();

    private YieldOperation() => MarkYield();

    internal static AsyncStatus Begin(Worker worker)
    {
        worker.YieldRequested = true;
        worker.Suspended = Instance;
        return AsyncStatus.Suspended;
    }

    public override AsyncStatus Resume(Worker worker) => throw new InvalidOperationException("a yield has nothing to resume");
}
