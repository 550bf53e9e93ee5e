using System.Runtime.CompilerServices;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Foreign;

/// <summary>The wait for an awaiter of .NET, which may continue it on any thread.</summary>
/// <remarks>
/// One exchange of <see cref="_stage"/> decides between the continuation and a cancellation of the wait. A wait that is cancelled is
/// abandoned: .NET goes on, and what comes of it is discarded by the continuation. While it is pending the scheduler knows of it, so that
/// a program which waits for nothing else is not taken for stuck; the continuation wakes the strand before it takes that back.
/// </remarks>
internal sealed class ForeignOperation<TAwaiter, TResult, TShape>(TAwaiter awaiter) : Future<TResult>
    where TAwaiter : ICriticalNotifyCompletion
    where TShape : IAwaiterShape<TAwaiter, TResult>
{
    private const int Pending = 0;
    private const int Continued = 1;
    private const int Abandoned = 2;

    private readonly TAwaiter _awaiter = awaiter;
    private int _stage = Pending;
    private Strand? _strand;

    /// <summary>Takes what is there already, else waits.</summary>
    internal static AsyncStatus Await(TAwaiter awaiter, Worker worker, out TResult result)
    {
        if (!worker.IsCancelled && TShape.IsCompleted(awaiter) && worker.Charge())
        {
            result = TShape.GetResult(awaiter);
            return AsyncStatus.Completed;
        }
        return new ForeignOperation<TAwaiter, TResult, TShape>(awaiter).Start(worker, out result);
    }

    internal override bool AwaitsOutside => true;

    public override AsyncStatus Resume(Worker worker)
    {
        if (_strand is null)
        {
            return Begin(worker);
        }
        if (Volatile.Read(ref _stage) == Pending)
        {
            if (!worker.IsCancelled)
            {
                return worker.SuspendAt(this);
            }
            if (Interlocked.CompareExchange(ref _stage, Abandoned, Pending) == Pending)
            {
                _strand.Scheduler.EndForeignWait();
                return AsyncStatus.Cancelled;
            }
        }
        return Complete(TShape.GetResult(_awaiter));
    }

    private AsyncStatus Begin(Worker worker)
    {
        _strand = worker.Strand;
        if (worker.IsCancelled)
        {
            _stage = Abandoned;
            _awaiter.UnsafeOnCompleted(Discard);
            return AsyncStatus.Cancelled;
        }
        AsyncStatus status = worker.SuspendAt(this);
        worker.Scheduler.BeginForeignWait();
        _awaiter.UnsafeOnCompleted(Continue);
        return status;
    }

    private void Continue()
    {
        if (_strand is not { } strand || Interlocked.CompareExchange(ref _stage, Continued, Pending) != Pending)
        {
            Discard();
            return;
        }
        strand.Wake(Worker.Current is { } worker && worker.Scheduler == strand.Scheduler ? worker : null);
        strand.Scheduler.EndForeignWait();
    }

    /// <summary>Releases the result of an abandoned wait. Its failure has nobody left to hear of it.</summary>
    private void Discard()
    {
        try
        {
            (TShape.GetResult(_awaiter) as IDisposable)?.Dispose();
        }
        catch (OperationCanceledException)
        {
            // Not an error: nobody wanted the result.
        }
        catch (Exception error) when (_strand is not null)
        {
            SecondaryFailures.Add(_strand.Task, error);
        }
    }
}
