using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Awaits a future and gives its failure as a value.</summary>
internal sealed class SettledOperation<T>(Future<T> work) : MappedFuture<T, Result<T, TaskJoinError>>
{
    public override AsyncStatus Resume(Worker worker)
    {
        try
        {
            return base.Resume(worker);
        }
        catch (Exception error) when (Errors.IsError(error))
        {
            return Complete(Result<T, TaskJoinError>.Err(TaskJoinError.Of(error)));
        }
    }

    private protected override AsyncStatus Begin(Worker worker, out T value) => work.Start(worker, out value);

    private protected override Result<T, TaskJoinError> Map(T value) => Result<T, TaskJoinError>.Ok(value);

    public override void Drop()
    {
        if (!HasBegun)
        {
            work.Drop();
        }
    }
}
