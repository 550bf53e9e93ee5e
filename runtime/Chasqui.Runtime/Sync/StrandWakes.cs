using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Sync;

/// <summary>Waking several strands at once, outside of any gate.</summary>
internal static class StrandWakes
{
    internal static void WakeAll(this List<Strand> strands, Worker? by)
    {
        foreach (Strand strand in strands)
        {
            strand.Wake(by);
        }
    }
}
