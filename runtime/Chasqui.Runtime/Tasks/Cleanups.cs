using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The tasks that clean up what was dropped in a region or a strand, whose end waits for them.</summary>
/// <remarks>Belongs to the thread that runs the strand. Each of the tasks has no other joiner, since its handle is gone.</remarks>
internal sealed class Cleanups
{
    private readonly List<Strand> _tasks = [];
    private Strand? _joined;

    internal void Add(Strand task) => _tasks.Add(task);

    internal void Add(Cleanups others) => _tasks.AddRange(others._tasks);

    /// <summary>Whether all have ended. If not, the owner is woken when the next one has.</summary>
    internal bool AreOver(Strand owner)
    {
        while (_tasks is [.., var last])
        {
            if (!last.IsEnded && (_joined == last || last.TryJoin(owner)))
            {
                _joined = last;
                return false;
            }
            _tasks.RemoveAt(_tasks.Count - 1);
        }
        return true;
    }
}

/// <summary>What a strand does after its code has ended: it waits for the cleanup of what it dropped. No cancellation reaches it.</summary>
/// <param name="cleanups">Waited for.</param>
/// <param name="root">Has the outcome of the strand.</param>
internal sealed class CleanupWait(Cleanups cleanups, Frame root) : Future<Unit>
{
    internal Frame Root => root;

    internal override string? Name => root.Name;

    public override AsyncStatus Resume(Worker worker) => cleanups.AreOver(worker.Strand) ? AsyncStatus.Completed : worker.SuspendAt(this);
}

/// <summary>Closes a generator that was dropped where nothing could wait: a task of its own, which no cancellation reaches.</summary>
internal sealed class ClosingOperation<T>(AsyncGenerator<T> generator) : Future<Unit>
{
    private bool _hasBegun;

    internal override string? Name => generator.Name;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        if (_hasBegun)
        {
            status = TakeResult<Option<T>>(out _);
        }
        else
        {
            _hasBegun = true;
            worker.Shield();
            status = generator.Close(worker, out _);
        }
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
        }
        return status;
    }
}
