using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Tests.Tasks;

/// <summary>A sleep as a future: it begins when it is awaited.</summary>
internal sealed class SleepFuture(double seconds) : MappedFuture<Unit, Unit>
{
    private protected override AsyncStatus Begin(Worker worker, out Unit value) => AsyncTime.Sleep(worker, seconds, out value);

    private protected override Unit Map(Unit value) => value;
}
