using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>Awaits a handle and gives its task's value, or raises its failure: what a handle is to those who gather.</summary>
internal sealed class JoinedValue<T>(IAwaitable<Result<T, TaskJoinError>> handle) : MappedFuture<Result<T, TaskJoinError>, T>
{
    private protected override AsyncStatus Begin(Worker worker, out Result<T, TaskJoinError> outcome) => handle.Await(worker, out outcome);

    private protected override T Map(Result<T, TaskJoinError> outcome)
    {
        if (!outcome.IsOk())
        {
            AsyncTrace.Rethrow(outcome.Error.ToException());
        }
        return outcome.Value;
    }

    public override void Drop()
    {
        if (!HasBegun)
        {
            Ops.Drop(handle);
        }
    }
}
