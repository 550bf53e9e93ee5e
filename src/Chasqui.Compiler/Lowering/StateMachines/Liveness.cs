using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>Which locals may be read after an await or a yield, before they are assigned again: those must survive it. Classic backward data flow.</summary>
internal sealed class Liveness
{
    private readonly Dictionary<LoweredStatement, ImmutableArray<LoweredLocal>> _after = new(ReferenceEqualityComparer.Instance);

    public ImmutableArray<LoweredLocal> After(LoweredStatement suspension) => _after[suspension];

    /// <param name="keepsVisible">Every local that the user can see counts as read at the end, for the debugger.</param>
    public static Liveness Of(LoweredBlock body, bool keepsVisible)
    {
        ImmutableArray<LoweredStatement> statements = body.Statements;
        var labels = new Dictionary<LoweredLabel, int>();
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is LoweredLabelStatement label)
            {
                labels[label.Label] = i;
            }
        }
        var order = new List<LoweredLocal>();
        var always = new HashSet<LoweredLocal>();
        foreach (LoweredLocal local in statements.SelectMany(LocalsOf))
        {
            if (!order.Contains(local))
            {
                order.Add(local);
                if ((keepsVisible && local is { IsUserVisible: true, IsByRef: false }))
                {
                    always.Add(local);
                }
            }
        }
        var before = new HashSet<LoweredLocal>[statements.Length + 1];
        for (int i = 0; i <= statements.Length; i++)
        {
            before[i] = [];
        }
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = statements.Length - 1; i >= 0; i--)
            {
                HashSet<LoweredLocal> live = LiveAfter(statements, i, labels, before);
                Apply(statements[i], live);
                if (live.Count != before[i].Count)
                {
                    before[i] = live;
                    changed = true;
                }
            }
        }
        var result = new Liveness();
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is LoweredAwaitStatement or LoweredYield)
            {
                HashSet<LoweredLocal> live = LiveAfter(statements, i, labels, before);
                live.UnionWith(always);
                if (statements[i] is LoweredAwaitStatement { Result: { } given })
                {
                    live.Remove(given);
                }
                result._after[statements[i]] = [.. order.Where(live.Contains)];
            }
        }
        return result;
    }

    private static HashSet<LoweredLocal> LiveAfter(
        ImmutableArray<LoweredStatement> statements, int index, Dictionary<LoweredLabel, int> labels, HashSet<LoweredLocal>[] before)
    {
        var live = new HashSet<LoweredLocal>();
        if (statements[index] is not (LoweredGoto or LoweredReturn or LoweredThrow))
        {
            live.UnionWith(before[index + 1]);
        }
        foreach (LoweredLabel target in LoweredTree.Statements(statements[index]).SelectMany(Targets))
        {
            if (labels.TryGetValue(target, out int at))
            {
                live.UnionWith(before[at]);
            }
        }
        return live;
    }

    private static IEnumerable<LoweredLabel> Targets(LoweredStatement statement) => statement switch
    {
        LoweredGoto jump => [jump.Label],
        LoweredBranch branch => [branch.Label],
        LoweredSwitch choice => choice.Labels,
        _ => [],
    };

    private static void Apply(LoweredStatement statement, HashSet<LoweredLocal> live)
    {
        if (statement is LoweredTry)
        {
            // Where an exception leaves it is unknown, so nothing counts as assigned.
            live.UnionWith(LocalsOf(statement));
            return;
        }
        switch (statement)
        {
            case LoweredAssignment { Target: LoweredLocalRead { Local: var local } } assignment:
                live.Remove(local);
                Read(assignment.Value, live);
                break;
            case LoweredAwaitStatement { Result: { } result } wait:
                live.Remove(result);
                Read(wait.Call, live);
                break;
            default:
                foreach (LoweredExpression expression in LoweredTree.Expressions(statement))
                {
                    Read(expression, live);
                }
                break;
        }
    }

    private static void Read(LoweredExpression expression, HashSet<LoweredLocal> live)
    {
        foreach (LoweredExpression part in LoweredTree.Descendants(expression))
        {
            if (part is LoweredLocalRead read)
            {
                live.Add(read.Local);
            }
        }
    }

    private static IEnumerable<LoweredLocal> LocalsOf(LoweredStatement statement)
    {
        foreach (LoweredStatement inner in LoweredTree.Statements(statement))
        {
            foreach (LoweredLocal local in LoweredTree.Expressions(inner).SelectMany(LoweredTree.Descendants).OfType<LoweredLocalRead>().Select(r => r.Local))
            {
                yield return local;
            }
            if (inner is LoweredAwaitStatement { Result: { } result })
            {
                yield return result;
            }
        }
    }
}
