using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Scheduling;

/// <summary>
/// A turn inside a turn inside a turn: where operations that run branches are nested so deeply that the stack has no room left, the next
/// branch has its turn on a thread of its own, for which this one waits.
/// </summary>
internal static class DeepStack
{
    /// <summary>How many stacks may stand on each other before a new branch is refused: some 400,000 nested gathers.</summary>
    private const int MaxStacks = 128;

    [ThreadStatic]
    private static int t_below;

    internal static bool HasRoom => StackGuard.HasRoom();

    /// <summary>Whether nothing new is to be begun on top of this.</summary>
    internal static bool IsExhausted => t_below >= MaxStacks && !StackGuard.HasRoom();

    /// <summary>Runs a part of the worker's present turn on a new stack.</summary>
    internal static void Run(Worker worker, Action body)
    {
        int below = t_below + 1;
        Thread thread = Scheduler.CreateThread("chasqui deep stack", () =>
        {
            t_below = below;
            worker.Lend(body);
        });
        thread.Start();
        thread.Join();
    }
}
