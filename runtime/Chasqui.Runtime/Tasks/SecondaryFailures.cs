using System.Runtime.CompilerServices;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>What went wrong besides while cancelled tasks cleaned up. Kept aside, because few tasks ever have any.</summary>
internal static class SecondaryFailures
{
    private static readonly ConditionalWeakTable<Strand, List<Exception>> s_failures = [];

    /// <summary>Any thread: what .NET makes of an abandoned wait comes late.</summary>
    internal static void Add(Strand task, Exception error)
    {
        List<Exception> failures = s_failures.GetOrCreateValue(task);
        lock (failures)
        {
            failures.Add(error);
        }
    }

    /// <summary>Those so far of a task that has ended.</summary>
    internal static IReadOnlyList<Exception> Of(Strand task)
    {
        if (!s_failures.TryGetValue(task, out List<Exception>? failures))
        {
            return [];
        }
        lock (failures)
        {
            return [.. failures];
        }
    }
}
