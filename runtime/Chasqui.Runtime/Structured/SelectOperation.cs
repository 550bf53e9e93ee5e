using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Structured;

/// <summary>The wait of <c>select</c>: gives the index of the arm that is to run, or -1 for the default arm.</summary>
/// <param name="isBiased">Whether arms are tried in the order of the source, and not at random.</param>
/// <param name="hasDefault">Whether there is an arm for when no other is ready.</param>
public sealed class SelectOperation(bool isBiased, bool hasDefault) : Contest(isBiased, hasDefault)
{
    private bool _isSpared;

    /// <summary>An arm that waits for any awaitable.</summary>
    [Name("add_future")]
    public void AddFuture<T>([CanLose] Future<T> arm) => AddArm(arm);

    /// <summary>An arm that is ready after some time, in seconds.</summary>
    [Name("add_timeout")]
    public void AddTimeout(double seconds) => AddArm(new SleepFuture(seconds));

    /// <summary>An arm at a channel.</summary>
    [Name("add")]
    public void Add(SelectArm arm)
    {
        arm.Contest = this;
        AddArm(arm);
    }

    /// <summary>One that the worker has kept, or a new one: a select in a loop needs no more than one.</summary>
    internal static SelectOperation Take(Worker? worker, bool isBiased, bool hasDefault)
    {
        if (worker?.SpareSelect is not { } spare)
        {
            return new SelectOperation(isBiased, hasDefault) { _isSpared = true };
        }
        worker.SpareSelect = null;
        spare.Prepare(isBiased, hasDefault);
        return spare;
    }

    /// <inheritdoc/>
    /// <remarks>Whoever awaits it takes the index before another select begins on this worker.</remarks>
    private protected override void NoteOver(Worker worker)
    {
        if (_isSpared)
        {
            worker.SpareSelect = this;
        }
    }
}
