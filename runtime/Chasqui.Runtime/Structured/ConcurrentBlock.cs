using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// The runtime's side of a <c>concurrent</c> block. Children with a name have outcomes, which are asked for behind the block; a failure of the others is
/// raised at its end.
/// </summary>
[Sendable(false)]
public sealed class ConcurrentBlock : ChildBlock, IAlarm
{
    private readonly double _seconds;
    private readonly List<object?> _bound = [];
    private TimerNode _timer;

    /// <param name="policy">Which end of a child cancels the rest.</param>
    /// <param name="seconds">After how long what is unfinished is cancelled; infinite for never.</param>
    internal ConcurrentBlock(CancelOn policy, double seconds)
        : base(policy) => _seconds = seconds;

    ref TimerNode IAlarm.Node => ref _timer;

    private bool IsTimed => !double.IsPositiveInfinity(_seconds);

    [Name("__aenter__"), Async]
    public AsyncStatus Enter(Worker worker, out Unit result)
    {
        result = default;
        if (!TryEnter(worker, IsTimed))
        {
            return AsyncStatus.Cancelled;
        }
        if (IsTimed)
        {
            worker.Scheduler.ArmTimer(this, worker.Scheduler.Time.After(_seconds), worker);
        }
        return AsyncStatus.Completed;
    }

    /// <summary>Starts a child without a name.</summary>
    [Name("spawn")]
    public void Spawn<T>([Sent("another task", Waits = true)] Future<T> task) => Children.Start(task);

    /// <summary>Starts a child whose outcome will be asked for under this number.</summary>
    [Name("bind")]
    public void Bind<T>(long number, [Sent("another task", Waits = true)] Future<T> task)
    {
        while (_bound.Count <= number)
        {
            _bound.Add(null);
        }
        _bound[(int)number] = Children.Start(task, isObserved: true);
    }

    /// <summary>What became of a child; one that the block did not come to has been cancelled. Once, after the block.</summary>
    [Name("outcome")]
    public Result<T, TaskJoinError> Outcome<T>(long number) => number < _bound.Count && _bound[(int)number] is TaskHandle<T> child
        ? child.TakeOutcome()
        : Result<T, TaskJoinError>.Err(TaskJoinError.Cancelled([]));

    void IAlarm.Expire(Worker? by) => Children.Cancel(by);

    private protected override void Conclude(BlockExit exit, bool isCancelled, Worker worker)
    {
        if (IsTimed)
        {
            worker.Scheduler.Timers.Disarm(this);
        }
        TaskScope.RaiseUnobserved(Children, exit, isCancelled, worker);
    }
}

/// <summary>What <c>concurrent</c> begins with.</summary>
[MethodsOf(typeof(Type))]
public static class ConcurrentFactory
{
    private const int CancelOnError = 1;
    private const int First = 2;

    /// <param name="mode">All, CancelOnError, First or Timeout, from 0.</param>
    /// <param name="seconds">The limit of a Timeout; otherwise infinite.</param>
    [Name("$concurrent")]
    public static ConcurrentBlock Concurrent(long mode, double seconds) => new(
        mode switch { CancelOnError => CancelOn.Failure, First => CancelOn.Completion, _ => CancelOn.Nothing }, seconds);
}
