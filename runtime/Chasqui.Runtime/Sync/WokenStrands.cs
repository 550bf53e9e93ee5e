using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Sync;

/// <summary>Strands that a gate's holder has granted their turns, to be woken when it is outside: seldom more than one.</summary>
internal struct WokenStrands
{
    private Strand? _first;
    private List<Strand>? _others;

    internal readonly int Count => _first is null ? 0 : 1 + (_others?.Count ?? 0);

    internal void Add(Strand? strand)
    {
        if (_first is null)
        {
            _first = strand;
        }
        else if (strand is not null)
        {
            (_others ??= []).Add(strand);
        }
    }

    internal readonly void WakeAll(Worker? by)
    {
        _first?.Wake(by);
        if (_others is { } others)
        {
            foreach (Strand strand in others)
            {
                strand.Wake(by);
            }
        }
    }
}
