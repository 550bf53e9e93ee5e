using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>A future that awaits one call and makes its result of what that gives: the shape of <c>return f(await call)</c>.</summary>
internal abstract class MappedFuture<T, R> : Future<R>
{
    /// <summary>Whether the call has been made, and what it was given is its own to release.</summary>
    private protected bool HasBegun { get; private set; }

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        T value;
        if (HasBegun)
        {
            status = TakeResult(out value);
        }
        else
        {
            HasBegun = true;
            status = Begin(worker, out value);
        }
        switch (status)
        {
            case AsyncStatus.Suspended:
                Suspend(worker);
                return status;
            case AsyncStatus.Cancelled:
                return status;
            default:
                return Complete(Map(value));
        }
    }

    private protected abstract AsyncStatus Begin(Worker worker, out T value);

    private protected abstract R Map(T value);
}
