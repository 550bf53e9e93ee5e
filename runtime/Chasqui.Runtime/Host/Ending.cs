using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Host;

/// <summary>What becomes of the tasks that outlive main.</summary>
internal static class Ending
{
    private const double PatienceSeconds = 5;
    private const int NamesShown = 8;

    /// <summary>
    /// Main has ended well: waits for the tasks, then cancels those that wait only for each other, and the daemons. After a while of waiting one
    /// line tells for whom.
    /// </summary>
    /// <param name="scheduler">Whose tasks.</param>
    /// <param name="error">Takes the line.</param>
    /// <param name="isCut">Whether the end has been asked for, which leaves no more time.</param>
    internal static void Drain(Scheduler scheduler, TextWriter error, Func<bool> isCut)
    {
        bool IsOver() => isCut() || scheduler.LiveCount == 0 || scheduler.AwaitsOnlyTasks();
        if (scheduler.WaitUntil(IsOver, PatienceSeconds) == WaitOutcome.TimeOver)
        {
            StandardOutput.Flush();
            error.WriteLine(StillRunning(scheduler.CollectLive()));
            scheduler.WaitUntil(IsOver, double.PositiveInfinity);
        }
        Abort(scheduler);
    }

    /// <summary>Main has failed, or the end was asked for: cancels all tasks and gives them some time for their cleanup.</summary>
    internal static void Abort(Scheduler scheduler)
    {
        scheduler.AbortAll(PatienceSeconds);
        scheduler.Failures.ReportAll();
    }

    private static string StillRunning(List<Strand> tasks)
    {
        var waited = tasks.Where(task => !task.IsDaemon).ToList();
        string names = string.Join(", ", waited.Take(NamesShown).Select(task => $"{task.Name} (task {task.Id})"));
        string more = waited.Count > NamesShown ? $" and {waited.Count - NamesShown} more" : "";
        return $"still waiting for {names}{more}";
    }
}
