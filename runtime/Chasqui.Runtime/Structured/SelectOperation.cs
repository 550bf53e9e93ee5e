using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

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

    /// <summary>An arm that is no future.</summary>
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

    /// <summary>Asks arms that are no futures whether one of them happens at once; if none does, an operation waits for them.</summary>
    internal static AsyncStatus Start(Worker worker, bool isBiased, bool hasDefault, ReadOnlySpan<SelectArm> arms, out long index)
    {
        bool isAsked = !worker.IsCancelled && worker.Charge();
        if (isAsked && Asks(arms, isBiased, hasDefault, worker, out int winner))
        {
            for (int i = 0; i < arms.Length; i++)
            {
                if (i != winner)
                {
                    arms[i].Leave(worker);
                }
            }
            index = winner;
            return AsyncStatus.Completed;
        }
        SelectOperation operation = Take(worker, isBiased, hasDefault);
        foreach (SelectArm arm in arms)
        {
            operation.Add(arm);
        }
        if (isAsked)
        {
            operation.SkipAsking();
        }
        return operation.Start(worker, out index);
    }

    /// <summary>True when the contest is decided.</summary>
    private static bool Asks(ReadOnlySpan<SelectArm> arms, bool isBiased, bool hasDefault, Worker worker, out int winner)
    {
        winner = isBiased ? 0 : worker.NextRandom(arms.Length);
        for (int asked = 0; asked < arms.Length; asked++)
        {
            if (arms[winner].Poll(worker) == ArmState.Happened)
            {
                return true;
            }
            winner = winner + 1 == arms.Length ? 0 : winner + 1;
        }
        winner = NoArm;
        return hasDefault;
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
