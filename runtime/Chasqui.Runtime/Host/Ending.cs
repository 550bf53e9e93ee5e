using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Host;

/// <summary>What becomes of the tasks that outlive main.</summary>
internal static class Ending
{
    private const double PatienceSeconds = 5;
    private const int NamesShown = 8;

    /// <summary>
    /// Main has ended well: waits for the tasks, then cancels what can never be woken again, and the daemons. After a while of waiting one line
    /// tells for whom.
    /// </summary>
    internal static void Drain(Scheduler scheduler, TextWriter error)
    {
        if (scheduler.WaitForTasks(PatienceSeconds) == WaitOutcome.TimeOver)
        {
            error.WriteLine(StillRunning(scheduler.CollectLive()));
            scheduler.WaitForTasks(double.PositiveInfinity);
        }
        Abort(scheduler);
    }

    /// <summary>Main has failed: cancels all tasks and gives them some time for their cleanup.</summary>
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
