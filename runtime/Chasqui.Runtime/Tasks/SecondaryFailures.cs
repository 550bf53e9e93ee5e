using System.Runtime.CompilerServices;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>What went wrong besides while cancelled tasks cleaned up. Kept aside, because few tasks ever have any.</summary>
internal static class SecondaryFailures
{
    private static readonly ConditionalWeakTable<Strand, List<Exception>> s_failures = [];

    /// <summary>For the thread that runs the task.</summary>
    internal static void Add(Strand task, Exception error) => s_failures.GetOrCreateValue(task).Add(error);

    /// <summary>For a task that has ended.</summary>
    internal static IReadOnlyList<Exception> Of(Strand task) => s_failures.TryGetValue(task, out List<Exception>? failures) ? failures : [];
}
