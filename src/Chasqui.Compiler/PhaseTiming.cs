using System.Collections.Immutable;
using System.Diagnostics;

namespace Chasqui.Compiler;

/// <summary>What one phase took, and for how long of that it stood still for the garbage collector. Modules that an import brings in are parsed in the Declare phase.</summary>
public sealed record PhaseTiming(string Phase, TimeSpan Elapsed, TimeSpan Collecting, long AllocatedBytes);

/// <summary>Measures the phases as the compilation goes from one to the next.</summary>
internal sealed class PhaseClock
{
    private readonly List<PhaseTiming> _finished = [];
    private long _start = Stopwatch.GetTimestamp();
    private TimeSpan _collecting = GC.GetTotalPauseDuration();
    private long _allocated = GC.GetTotalAllocatedBytes();

    public string Phase { get; private set; } = "Read";

    public void Enter(string phase)
    {
        long now = Stopwatch.GetTimestamp(), allocated = GC.GetTotalAllocatedBytes();
        TimeSpan collecting = GC.GetTotalPauseDuration();
        _finished.Add(new PhaseTiming(Phase, Stopwatch.GetElapsedTime(_start, now), collecting - _collecting, allocated - _allocated));
        (Phase, _start, _collecting, _allocated) = (phase, now, collecting, allocated);
    }

    /// <summary>The phases so far; the last one ends now.</summary>
    public ImmutableArray<PhaseTiming> Stop()
    {
        Enter(Phase);
        return [.. _finished];
    }
}
