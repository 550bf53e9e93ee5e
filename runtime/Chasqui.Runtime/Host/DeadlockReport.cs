using System.Text;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Host;

/// <summary>
/// What is told when no task can ever run again while main waits: every task, what it waits for and where, and who holds what it lacks. A task
/// stands below the one that waits for it.
/// </summary>
/// <remarks>Asked when nothing runs any more, so the frames stand still.</remarks>
internal sealed class DeadlockReport
{
    internal const int ExitCode = 86;

    private const int TasksShown = 50;
    private const int FramesShown = 20;
    private const int DeepestPart = 20;

    private readonly StringBuilder _text = new("deadlock: main waits, and no task can ever run again\n");
    private readonly HashSet<Strand> _told = [];
    private readonly Strand _main;
    private readonly Holdings _holdings;
    private int _untold;

    private DeadlockReport(Strand main, IReadOnlyCollection<Strand> tasks)
    {
        _main = main;
        _holdings = Holdings.Of([main, .. tasks.Where(task => task != main)]);
    }

    internal static string Describe(Strand main, IReadOnlyCollection<Strand> tasks)
    {
        var report = new DeadlockReport(main, tasks);
        report.TellTask(main, depth: 1);
        var awaited = tasks.SelectMany(AwaitedBy).ToHashSet();
        foreach (Strand task in tasks.OrderBy(awaited.Contains).ThenBy(task => task.Id))
        {
            report.TellTask(task, depth: 1);
        }
        if (report._untold > 0)
        {
            report._text.Append("  … and ").Append(report._untold).Append(" more tasks\n");
        }
        return report._text.ToString();
    }

    private static IEnumerable<Strand> AwaitedBy(Strand strand) =>
        strand.Leaf is { } leaf ? leaf.AwaitedTasks.Concat(leaf.Parts.SelectMany(AwaitedBy)) : [];

    private string NameOf(Strand task) => task == _main ? "main" : $"{task.Name} (task {task.Id})";

    private void TellTask(Strand task, int depth)
    {
        if (!_told.Add(task) || task.Leaf is null)
        {
            return;
        }
        if (_told.Count > TasksShown)
        {
            _untold++;
            return;
        }
        Tell(NameOf(task), task, depth);
    }

    private void Tell(string title, Strand strand, int depth)
    {
        if (strand.Leaf is not { } leaf)
        {
            return;
        }
        var indent = new string(' ', 2 * depth);
        _text.Append(indent).Append(title).Append(" waits for ").Append(leaf.Awaits).Append('\n');
        int frames = 0;
        Stake? lacks = null;
        for (Frame? frame = leaf; frame is not null; frame = frame.Caller)
        {
            lacks ??= frame.Lacks;
            if (frames < FramesShown && frame.Name is { } name && SuspensionPoint.Of(frame) is { } at)
            {
                frames++;
                _text.Append(indent).Append("  at ").Append(name).Append(" (").Append(Path.GetFileName(at.File)).Append(':').Append(at.Line).Append(")\n");
            }
        }
        if (lacks is { } stake)
        {
            _text.Append(indent).Append("  ").Append(Holders(stake, strand.Task)).Append('\n');
        }
        if (depth == DeepestPart)
        {
            return;
        }
        int number = 0;
        foreach (Strand part in leaf.Parts)
        {
            Tell($"part {++number}", part, depth + 1);
        }
        foreach (Strand task in leaf.AwaitedTasks.OrderBy(task => task.Id))
        {
            TellTask(task, depth + 1);
        }
    }

    /// <summary>For example <c>the lock is held by worker (task 2)</c>.</summary>
    private string Holders(Stake stake, Strand waiting)
    {
        (string what, string verb) = stake.Part switch
        {
            StakePart.Sender => ("the sender", "is"),
            StakePart.Receiver => ("the receiver", "is"),
            StakePart.Lock => ("the lock", "is"),
            _ => ("the permits", "are"),
        };
        IReadOnlyList<Strand> holders = _holdings.HoldersOf(stake);
        string names = string.Join(" and ", holders.Select(task => task == waiting ? $"{NameOf(task)} itself" : NameOf(task)));
        return holders.Count == 0 ? $"{what} {verb} held by no task" : $"{what} {verb} held by {names}";
    }
}
