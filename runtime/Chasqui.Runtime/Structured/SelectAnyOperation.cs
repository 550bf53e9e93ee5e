using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Waits for the first of several futures of one type; gives its index and its value.</summary>
internal sealed class SelectAnyOperation<T>(ValueList<Future<T>> futures) : MappedFuture<long, (long Index, T Value)>
{
    private readonly SelectOperation _select = new(isBiased: false, hasDefault: false);

    private protected override AsyncStatus Begin(Worker worker, out long winner)
    {
        foreach (Future<T> future in futures.Items)
        {
            _select.AddFuture(future);
        }
        return _select.Start(worker, out winner);
    }

    private protected override (long Index, T Value) Map(long winner) => (winner, _select.Take<T>(winner));

    public override void Drop()
    {
        foreach (Future<T> future in futures.Items)
        {
            future.Drop();
        }
    }
}
