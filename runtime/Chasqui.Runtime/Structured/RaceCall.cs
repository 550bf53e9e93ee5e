using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>A race of arms with their bodies. The winner's body runs when the losers have cleaned up.</summary>
internal sealed class RaceCall<T>(ValueList<RaceArm<T>> arms) : Future<T>
{
    private RaceOperation? _race;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        long winner;
        if (_race is null)
        {
            _race = new RaceOperation();
            foreach (RaceArm<T> arm in arms.Items)
            {
                arm.AddTo(_race);
            }
            status = _race.Start(worker, out winner);
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
                return Complete(arms.Items[(int)winner].Win(_race, winner));
        }
    }

    public override void Drop()
    {
        foreach (RaceArm<T> arm in arms.Items)
        {
            arm.Drop();
        }
    }
}
