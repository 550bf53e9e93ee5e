using System.Text;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Host;

/// <summary>The text of an uncaught error: kind and message, then where it happened, in the user's names only.</summary>
internal static class Traceback
{
    /// <summary>How many calls a repeating cycle may have to be folded: functions that call each other in turn.</summary>
    private const int LongestCycle = 4;

    private const int MaxLines = 40;

    /// <summary>Shows an error that nobody handled on standard error, after what the program has written so far.</summary>
    internal static void Print(Exception error)
    {
        string text = Describe(error);
        if (StandardOutput.TryCapture(text))
        {
            return;
        }
        StandardOutput.Flush();
        Console.Error.Write(text);
    }

    internal static string Describe(Exception error)
    {
        var text = new StringBuilder();
        AppendOne(text, "", error);
        for (Exception? cause = Errors.CauseOf(error); cause is not null; cause = Errors.CauseOf(cause))
        {
            AppendOne(text, "caused by ", cause);
        }
        return text.ToString();
    }

    private static void AppendOne(StringBuilder text, string relation, Exception error)
    {
        text.Append(relation).Append(Errors.KindOf(error)).Append(": ").Append(Errors.MessageOf(error)).Append('\n');
        var runs = new List<Run>();
        if (AsyncTrace.CutOf(error) is { } cut)
        {
            Fold(cut.Beginning ?? [], runs);
            if (cut.Dropped > 0)
            {
                runs.Add(new Run([], cut.Dropped));
            }
        }
        Fold(Place.Of(error), runs);
        AppendRuns(text, runs);
    }

    /// <summary>Calls that follow each other again and again; no places stand for calls that are left out.</summary>
    private readonly record struct Run(List<Place> Cycle, int Times)
    {
        internal int Lines => Cycle.Count + (Times > 1 || Cycle.Count == 0 ? 1 : 0);

        internal int Frames => Math.Max(1, Cycle.Count) * Times;
    }

    private static void Fold(List<Place> places, List<Run> runs)
    {
        for (int start = 0; start < places.Count;)
        {
            (int length, int times) = (1, 1);
            for (int candidate = 1; candidate <= LongestCycle; candidate++)
            {
                int repeated = CountRepeats(places, start, candidate);
                if (repeated >= (candidate == 1 ? 2 : 3) && candidate * repeated > length * times)
                {
                    (length, times) = (candidate, repeated);
                }
            }
            runs.Add(new Run(places.GetRange(start, length), times));
            start += length * times;
        }
    }

    /// <summary>How often the places in the given length from the start on stand there in a row.</summary>
    private static int CountRepeats(List<Place> places, int start, int length)
    {
        int end = start + length;
        while (end < places.Count && places[end] == places[end - length])
        {
            end++;
        }
        return (end - start) / length;
    }

    /// <summary>Leaves out the middle of what is too long, before any of its lines is looked up.</summary>
    private static void AppendRuns(StringBuilder text, List<Run> runs)
    {
        if (runs.Sum(run => run.Lines) <= MaxLines)
        {
            runs.ForEach(run => Append(text, run));
            return;
        }
        int first = 0;
        for (int lines = 0; lines + runs[first].Lines <= MaxLines / 2; first++)
        {
            lines += runs[first].Lines;
        }
        int last = runs.Count;
        for (int lines = 1; last > first && lines + runs[last - 1].Lines <= MaxLines / 2; last--)
        {
            lines += runs[last - 1].Lines;
        }
        runs[..first].ForEach(run => Append(text, run));
        Append(text, new Run([], runs[first..last].Sum(run => run.Frames)));
        runs[last..].ForEach(run => Append(text, run));
    }

    private static void Append(StringBuilder text, Run run)
    {
        foreach (Place place in run.Cycle)
        {
            text.Append("  at ").Append(place).Append('\n');
        }
        if (run.Cycle.Count == 0)
        {
            text.Append("  … ").Append(run.Times).Append(run.Times == 1 ? " more frame\n" : " more frames\n");
        }
        else if (run.Times > 1)
        {
            string which = run.Cycle.Count == 1 ? "" : $"these {run.Cycle.Count} ";
            text.Append("  … ").Append(which).Append("repeated ").Append(run.Times - 1).Append(run.Times == 2 ? " more time\n" : " more times\n");
        }
    }
}
