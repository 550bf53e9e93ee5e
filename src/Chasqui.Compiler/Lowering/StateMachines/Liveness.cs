using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// Which variables may be read after an await or a yield, before they are assigned again: those must survive it. Classic backward
/// data flow. A variable is a local, a parameter or the <see cref="Receiver"/>.
/// </summary>
internal sealed class Liveness
{
    public static readonly object Receiver = new();

    private readonly List<ImmutableArray<object>> _after = [];

    /// <param name="suspension">Its number in the order of the source, from 1.</param>
    public ImmutableArray<object> After(int suspension) => _after[suspension - 1];

    public static object? VariableOf(LoweredExpression expression) => expression switch
    {
        LoweredLocalRead read => read.Local,
        LoweredParameterRead read => read.Parameter,
        LoweredThis => Receiver,
        _ => null,
    };

    /// <param name="keepsVisible">Every local that the user can see counts as read at the end, for the debugger.</param>
    public static Liveness Of(LoweredBlock body, bool keepsVisible)
    {
        var steps = new List<Step>();
        Linearize(body, [], steps);
        var labels = new Dictionary<LoweredLabel, int>();
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Statement is LoweredLabelStatement label)
            {
                labels[label.Label] = i;
            }
        }
        object[] order = [.. VariablesOf(body).Distinct()];
        HashSet<object> always = keepsVisible ? [.. order.Where(v => v is LoweredLocal { IsUserVisible: true, IsByRef: false })] : [];
        var before = new HashSet<object>[steps.Count + 1];
        for (int i = 0; i <= steps.Count; i++)
        {
            before[i] = [];
        }
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = steps.Count - 1; i >= 0; i--)
            {
                HashSet<object> live = LiveAfter(steps, i, labels, before);
                Apply(steps[i].Statement, live);
                // The step may fail before it has assigned anything.
                live.UnionWith(steps[i].Handlers.SelectMany(h => before[labels[h]]));
                if (live.Count != before[i].Count)
                {
                    before[i] = live;
                    changed = true;
                }
            }
        }
        var result = new Liveness();
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Statement is LoweredAwaitStatement or LoweredYield)
            {
                HashSet<object> live = LiveAfter(steps, i, labels, before);
                live.UnionWith(steps[i].Handlers.SelectMany(h => before[labels[h]]));
                live.UnionWith(always);
                if (steps[i].Statement is LoweredAwaitStatement { Result: { } given })
                {
                    live.Remove(given);
                }
                result._after.Add([.. order.Where(live.Contains)]);
            }
        }
        return result;
    }

    /// <summary>A statement without parts, and where control may go when it fails.</summary>
    private readonly record struct Step(LoweredStatement Statement, ImmutableArray<LoweredLabel> Handlers);

    /// <summary>Regions laid out one part after the other, with the jumps between them that the CLR makes.</summary>
    private static void Linearize(LoweredBlock block, ImmutableArray<LoweredLabel> handlers, List<Step> steps)
    {
        foreach (LoweredStatement statement in block.Statements)
        {
            if (statement is not LoweredTry region)
            {
                steps.Add(new Step(statement, handlers));
                continue;
            }
            var after = new LoweredLabel("after");
            ImmutableArray<LoweredLabel> cleanup = region.Finally is null ? [] : [new LoweredLabel("finally")];
            ImmutableArray<LoweredLabel> starts = [.. region.Catches.Select(_ => new LoweredLabel("catch"))];
            Linearize(region.Body, [.. handlers, .. starts, .. cleanup], steps);
            for (int i = 0; i < starts.Length; i++)
            {
                LoweredCatch handler = region.Catches[i];
                steps.Add(new Step(new LoweredGoto(cleanup.IsEmpty ? after : cleanup[0]), handlers));
                steps.Add(new Step(new LoweredLabelStatement(starts[i]), handlers));
                steps.Add(new Step(new LoweredAssignment(new LoweredLocalRead(handler.Local), new LoweredDefault(handler.Type)), handlers));
                if (handler.Filter is not null)
                {
                    steps.Add(new Step(new LoweredExpressionStatement(handler.Filter), handlers));
                }
                Linearize(handler.Body, [.. handlers, .. cleanup], steps);
            }
            if (region.Finally is not null)
            {
                steps.Add(new Step(new LoweredLabelStatement(cleanup[0]), handlers));
                Linearize(region.Finally, handlers, steps);
            }
            steps.Add(new Step(new LoweredLabelStatement(after), handlers));
        }
    }

    private static HashSet<object> LiveAfter(
        List<Step> steps, int index, Dictionary<LoweredLabel, int> labels, HashSet<object>[] before)
    {
        var live = new HashSet<object>();
        if (steps[index].Statement is not (LoweredGoto or LoweredReturn or LoweredThrow))
        {
            live.UnionWith(before[index + 1]);
        }
        foreach (LoweredLabel target in Targets(steps[index].Statement))
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
        LoweredYield { Closed: { } closed } => [closed],
        _ => [],
    };

    private static void Apply(LoweredStatement statement, HashSet<object> live)
    {
        switch (statement)
        {
            case LoweredAssignment { Target: LoweredLocalRead or LoweredParameterRead } assignment when VariableOf(assignment.Target) is { } variable:
                live.Remove(variable);
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

    private static void Read(LoweredExpression expression, HashSet<object> live)
    {
        foreach (LoweredExpression part in LoweredTree.Descendants(expression))
        {
            if (VariableOf(part) is { } variable)
            {
                live.Add(variable);
            }
        }
    }

    private static IEnumerable<object> VariablesOf(LoweredStatement statement)
    {
        foreach (LoweredStatement inner in LoweredTree.Statements(statement))
        {
            foreach (LoweredCatch handler in inner is LoweredTry region ? region.Catches : [])
            {
                yield return handler.Local;
            }
            foreach (object variable in LoweredTree.Expressions(inner).SelectMany(LoweredTree.Descendants).Select(VariableOf).OfType<object>())
            {
                yield return variable;
            }
            if (inner is LoweredAwaitStatement { Result: { } result })
            {
                yield return result;
            }
        }
    }
}
