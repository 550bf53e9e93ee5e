using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>Waits for the first of several futures of one type; gives its index and its value.</summary>
internal sealed class SelectAnyOperation<T>(ValueList<Future<T>> futures) : Future<(long Index, T Value)>
{
    private SelectOperation? _select;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        long winner;
        if (_select is null)
        {
            _select = new SelectOperation(isBiased: false, hasDefault: false);
            foreach (Future<T> future in futures.Items)
            {
                _select.AddFuture(future);
            }
            status = _select.Start(worker, out winner);
        }
        else
        {
            status = TakeResult(out winner);
        }
        switch (status)
        {
            case AsyncStatus.Suspended:
                Suspend(worker);
                return status;
            case AsyncStatus.Cancelled:
                return status;
            default:
                return Complete((winner, _select.Take<T>(winner)));
        }
    }

    public override void Drop()
    {
        foreach (Future<T> future in futures.Items)
        {
            future.Drop();
        }
    }
}
