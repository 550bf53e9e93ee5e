using System.Reflection;
using System.Runtime.ExceptionServices;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The root frame of a task whose work is one call on the blocking pool: it waits for that call.</summary>
internal sealed class BlockingOperation<T>(Func<T> work) : Future<T>, IBlockingJob
{
    private const int Queued = 0;
    private const int Running = 1;
    private const int Finished = 2;
    private const int Withdrawn = 3;

    private int _stage = Queued;
    private Strand? _strand;
    private ExceptionDispatchInfo? _failure;

    internal override bool AwaitsOutside => true;

    internal override string? Name => work.Method.GetCustomAttribute<SourceNameAttribute>()?.Name;

    /// <summary>Names the task to wake at the end.</summary>
    internal void Attach(Strand strand) => _strand = strand;

    public override AsyncStatus Resume(Worker worker)
    {
        if (worker.IsCancelled && Interlocked.CompareExchange(ref _stage, Withdrawn, Queued) == Queued)
        {
            return AsyncStatus.Cancelled;
        }
        if (Volatile.Read(ref _stage) != Finished)
        {
            return worker.SuspendAt(this);
        }
        _failure?.Throw();
        return AsyncStatus.Completed;
    }

    void IBlockingJob.Run()
    {
        if (Interlocked.CompareExchange(ref _stage, Running, Queued) != Queued)
        {
            return;
        }
        TaskContext outer = TaskContext.Current;
        TaskContext.Current = _strand?.Context ?? TaskContext.Empty;
        try
        {
            Result = work();
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            TaskContext.Current = outer;
        }
        Volatile.Write(ref _stage, Finished);
        _strand?.Wake(by: null);
    }
}
