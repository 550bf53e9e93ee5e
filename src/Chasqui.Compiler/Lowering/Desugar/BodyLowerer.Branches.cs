using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   if a: x               after           branch-unless a else1
    ///            else: y                               x; goto end
    ///                                          else1:  y
    ///                                          end:
    /// </code>
    /// </summary>
    private void LowerIf(BoundIf branch, LoweredLocal? result)
    {
        LoweredLabel end = Label("endif");
        for (int i = 0; i < branch.Branches.Length; i++)
        {
            bool isLast = i == branch.Branches.Length - 1 && branch.Else is null;
            LoweredLabel next = isLast ? end : Label("else");
            At(branch.Branches[i].Condition.Span);
            BoundIfBranch way = branch.Branches[i];
            ProtectTaken(way.Condition.Pattern, LowerCondition(way.Condition, next, way.Body), () => LowerBlockInto(way.Body, result));
            if (!isLast)
            {
                Goto(end);
                Mark(next);
            }
        }
        if (branch.Else is not null)
        {
            LowerBlockInto(branch.Else, result);
        }
        Mark(end);
    }

    /// <summary>Falls through when the condition holds, with its names bound; else jumps.</summary>
    /// <returns>What its pattern took and has no name for.</returns>
    private LoweredLocal[] LowerCondition(BoundCondition condition, LoweredLabel otherwise, BoundNode body)
    {
        if (condition.Pattern is not null)
        {
            return MatchValue(condition.Pattern, condition.Value, otherwise, body);
        }
        if (_context.Ownership.TemporaryScopes.Contains(condition))
        {
            LoweredLocal holds = Temporary(PrimitiveTypeSymbol.Bool, "if");
            WithTemporaries(() => Assign(holds, Lower(condition.Value)));
            Unless(new LoweredLocalRead(holds), otherwise);
        }
        else
        {
            JumpUnless(condition.Value, otherwise);
        }
        return [];
    }

    private void JumpUnless(BoundExpression condition, LoweredLabel target) => Jump(condition, target, jumpIf: false);

    /// <summary>
    /// <code>
    ///   before   jump-unless (a and b) L        after   branch-unless a L; branch-unless b L
    /// </code>
    /// </summary>
    private void Jump(BoundExpression condition, LoweredLabel target, bool jumpIf)
    {
        switch (condition)
        {
            case BoundUnary { Kind: BoundUnaryKind.Not } not:
                Jump(not.Operand, target, !jumpIf);
                break;
            case BoundPatternTest test when !jumpIf:
                MatchValue(test.Pattern, test.Value, target, test);
                break;
            case BoundLogical logical when logical.IsAnd != jumpIf:
                Jump(logical.Left, target, jumpIf);
                Jump(logical.Right, target, jumpIf);
                break;
            case BoundLogical logical:
                LoweredLabel skip = Label("skip");
                Jump(logical.Left, skip, !jumpIf);
                Jump(logical.Right, target, jumpIf);
                Mark(skip);
                break;
            default:
                Add(new LoweredBranch(Lower(condition), target, jumpIf));
                break;
        }
    }
}
