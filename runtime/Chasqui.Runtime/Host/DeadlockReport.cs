using System.Text;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Host;

/// <summary>What is told when no task can ever run again while main waits: every task, what it waits for and where.</summary>
/// <remarks>Asked when nothing runs any more, so the frames stand still.</remarks>
internal static class DeadlockReport
{
    internal const int ExitCode = 86;

    private const int TasksShown = 50;
    private const int FramesShown = 20;
    private const int DeepestPart = 20;

    internal static string Describe(Strand main, IReadOnlyCollection<Strand> tasks)
    {
        var text = new StringBuilder("deadlock: main waits, and no task can ever run again\n");
        Append(text, "main", main, depth: 1);
        var others = tasks.Where(task => task != main).OrderBy(task => task.Id).ToList();
        foreach (Strand task in others.Take(TasksShown))
        {
            Append(text, $"{task.Name} (task {task.Id})", task, depth: 1);
        }
        if (others.Count > TasksShown)
        {
            text.Append("  … and ").Append(others.Count - TasksShown).Append(" more tasks\n");
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, Strand strand, int depth)
    {
        if (strand.Leaf is not { } leaf)
        {
            return;
        }
        var indent = new string(' ', 2 * depth);
        text.Append(indent).Append(title).Append(" waits for ").Append(leaf.Awaits).Append('\n');
        int frames = 0;
        for (Frame? frame = leaf; frame is not null; frame = frame.Caller)
        {
            if (frames < FramesShown && frame.Name is { } name && SuspensionPoint.Of(frame) is { } at)
            {
                frames++;
                text.Append(indent).Append("  at ").Append(name).Append(" (").Append(Path.GetFileName(at.File)).Append(':').Append(at.Line).Append(")\n");
            }
        }
        int number = 0;
        foreach (Strand part in depth < DeepestPart ? leaf.Parts : [])
        {
            Append(text, $"part {++number}", part, depth + 1);
        }
    }
}
