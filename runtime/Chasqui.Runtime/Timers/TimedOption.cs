using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Timers;

/// <summary>A future with a time limit in seconds, whose outcome is nothing when the time is over.</summary>
internal sealed class TimedOption<T>(double seconds, Future<T> work) : MappedFuture<Result<T, TimeoutError>, Option<T>>
{
    private readonly TimeoutOperation<T> _limited = new(seconds, work);

    private protected override AsyncStatus Begin(Worker worker, out Result<T, TimeoutError> outcome) => _limited.Start(worker, out outcome);

    private protected override Option<T> Map(Result<T, TimeoutError> outcome) => outcome.ToOption();

    public override void Drop() => _limited.Drop();
}
