using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>A race of arms with their bodies. The winner's body runs when the losers have cleaned up.</summary>
internal sealed class RaceCall<T>(ValueList<RaceArm<T>> arms) : MappedFuture<long, T>
{
    private readonly RaceOperation _race = new();

    private protected override AsyncStatus Begin(Worker worker, out long winner)
    {
        foreach (RaceArm<T> arm in arms.Items)
        {
            arm.AddTo(_race);
        }
        return _race.Start(worker, out winner);
    }

    private protected override T Map(long winner) => arms.Items[(int)winner].Win(_race, winner);

    public override void Drop()
    {
        foreach (RaceArm<T> arm in arms.Items)
        {
            arm.Drop();
        }
    }
}
