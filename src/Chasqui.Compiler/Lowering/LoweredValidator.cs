using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering;

internal enum LoweringStage
{
    /// <summary>Labels are defined once, where they are used.</summary>
    Desugared,

    /// <summary>No sequence and no await in an expression; no by-reference local in use across an await.</summary>
    Flattened,

    /// <summary>No await statement.</summary>
    Lowered,
}

/// <summary>Checks after each pass what it promised, where that is asked for: the tests do.</summary>
internal static class LoweredValidator
{
    public static void Check(LoweringContext context, IEnumerable<LoweredMethod> methods, LoweringStage stage)
    {
        if (!context.Options.Validates || context.Diagnostics.HasErrors)
        {
            return;
        }
        foreach (LoweredMethod method in methods)
        {
            Check(method, stage);
        }
    }

    public static void Check(LoweredMethod method, LoweringStage stage)
    {
        LoweredStatement[] statements = [.. LoweredTree.Statements(method.Body).SelectMany(Inner)];
        var defined = new HashSet<LoweredLabel>();
        foreach (LoweredLabelStatement label in statements.OfType<LoweredLabelStatement>())
        {
            Require(defined.Add(label.Label), method, stage, $"label {label.Label} is defined twice");
        }
        foreach (LoweredStatement statement in statements)
        {
            IEnumerable<LoweredLabel> targets = statement switch
            {
                LoweredGoto jump => [jump.Label],
                LoweredBranch branch => [branch.Label],
                LoweredSwitch choice => choice.Labels,
                _ => [],
            };
            Require(targets.All(defined.Contains), method, stage, $"a jump to {string.Join(", ", targets.Where(t => !defined.Contains(t)))}, which is not defined");
        }
        if (stage >= LoweringStage.Flattened)
        {
            Require(
                !statements.SelectMany(s => LoweredTree.Expressions(s)).Any(LoweredTree.NeedsStatements), method, stage, "statements in an expression");
        }
        if (stage == LoweringStage.Flattened)
        {
            CheckReferences(method, stage, statements);
        }
        if (stage == LoweringStage.Lowered)
        {
            Require(!statements.Any(s => s is LoweredAwaitStatement or LoweredYield), method, stage, "an await or a yield");
        }
    }

    /// <summary>Every use of a by-reference local follows its assignment without an await or a yield between.</summary>
    private static void CheckReferences(LoweredMethod method, LoweringStage stage, LoweredStatement[] statements)
    {
        var assigned = new HashSet<LoweredLocal>();
        foreach (LoweredStatement statement in statements)
        {
            foreach (LoweredLocalRead read in LoweredTree.Expressions(statement).SelectMany(LoweredTree.Descendants).OfType<LoweredLocalRead>())
            {
                if (read.Local.IsByRef && statement is not LoweredAssignment { Target: LoweredLocalRead })
                {
                    Require(assigned.Contains(read.Local), method, stage, $"the reference {read.Local} is used across an await or a yield");
                }
            }
            if (statement is LoweredAssignment { Target: LoweredLocalRead { Local: { IsByRef: true } local } })
            {
                assigned.Add(local);
            }
            else if (statement is LoweredAwaitStatement or LoweredYield)
            {
                assigned.Clear();
            }
        }
    }

    private static IEnumerable<LoweredStatement> Inner(LoweredStatement statement) =>
        LoweredTree.Expressions(statement)
            .SelectMany(LoweredTree.Descendants)
            .OfType<LoweredSequence>()
            .SelectMany(SequenceStatements)
            .Prepend(statement);

    private static IEnumerable<LoweredStatement> SequenceStatements(LoweredSequence sequence) =>
        sequence.Statements.SelectMany(LoweredTree.Statements).SelectMany(Inner)
            .Concat(Inner(new LoweredExpressionStatement(sequence.Value)));

    private static void Require(bool condition, LoweredMethod method, LoweringStage stage, string fault)
    {
        if (!condition)
        {
            throw new InternalCompilerException($"lowering of {method.DisplayName} ({method.Symbol.Name}), after the pass to {stage}: {fault}");
        }
    }
}
