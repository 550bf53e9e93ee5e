using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary><c>async with timeout(seconds):</c> cancels its body when the time is over and then, once that has cleaned up, raises TimeoutError.</summary>
[Module("std.async.time"), Name("TimeoutBlock"), MustUse, MoveOnly, Sendable(false), CanLose]
public sealed class TimeoutBlock : IResource
{
    private readonly Func<TimeSource, long> _deadline;
    private readonly double _seconds;
    private TimeoutRegion? _region;

    /// <param name="seconds">What the error tells.</param>
    /// <param name="deadline">Asked when the block is entered.</param>
    internal TimeoutBlock(double seconds, Func<TimeSource, long> deadline)
    {
        _seconds = seconds;
        _deadline = deadline;
    }

    [Name("__aenter__"), Async]
    public AsyncStatus Enter(Worker worker, out Unit result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        _region = new TimeoutRegion(worker.Strand);
        worker.Strand.EnterRegion(_region);
        _region.Arm(_deadline(worker.Scheduler.Time), worker);
        return AsyncStatus.Completed;
    }

    /// <exception cref="TimeoutError">The body was cancelled because its time was over, and for no other reason.</exception>
    [Name("__aexit__"), Async]
    public AsyncStatus Exit(Worker worker, BlockExit exit, out Unit result)
    {
        result = default;
        TimeoutRegion region = _region ?? throw new InvalidOperationException("the block has not been entered");
        return region.Cleanups is null ? Leave(region, worker, exit) : new ExitOperation(this, region, exit).Start(worker, out result);
    }

    private AsyncStatus Leave(TimeoutRegion region, Worker worker, BlockExit exit) =>
        region.Leave(worker) && exit.IsCancelled ? throw TimeoutError.After(_seconds) : AsyncStatus.Completed;

    /// <summary>Waits for the cleanup of what the body dropped.</summary>
    private sealed class ExitOperation(TimeoutBlock block, TimeoutRegion region, BlockExit exit) : Future<Unit>
    {
        public override AsyncStatus Resume(Worker worker) =>
            region.Cleanups?.AreOver(worker.Strand) == false ? worker.SuspendAt(this) : block.Leave(region, worker, exit);
    }

    void IResource.Drop()
    {
    }
}
