using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering;

/// <summary>The parts of lowered nodes: the one place that knows the shape of every expression.</summary>
internal static class LoweredTree
{
    /// <summary>The sub-expressions in evaluation order; those of a conditional's branches and of a sequence's statements excluded.</summary>
    public static ImmutableArray<LoweredExpression> Operands(LoweredExpression expression) => expression switch
    {
        LoweredFieldRead e => [e.Receiver],
        LoweredTupleItem e => [e.Receiver],
        LoweredIndirect e => [e.Reference],
        LoweredAddressOf e => [e.Place],
        LoweredCall e => e.Receiver is null ? e.Arguments : [e.Receiver, .. e.Arguments],
        LoweredNew e => e.Arguments,
        LoweredNewTuple e => e.Elements,
        LoweredInvoke e => [e.Callee, .. e.Arguments],
        LoweredNewDelegate e => e.Receiver is null ? [] : [e.Receiver],
        LoweredBinary e => [e.Left, e.Right],
        LoweredUnary e => [e.Operand],
        LoweredConvert e => [e.Operand],
        LoweredCast e => [e.Operand],
        LoweredIsInstance e => [e.Operand],
        LoweredConditional e => [e.Condition],
        LoweredAwait e => [e.Call],
        LoweredSequence or LoweredConstant or LoweredDefault or LoweredLocalRead or LoweredParameterRead or LoweredThis or LoweredGlobalRead or LoweredWorker or LoweredBlockExit => [],
        _ => throw new InternalCompilerException($"unknown lowered expression {expression.GetType().Name}"),
    };

    /// <summary>The same expression with other operands.</summary>
    public static LoweredExpression WithOperands(LoweredExpression expression, ImmutableArray<LoweredExpression> operands) => expression switch
    {
        _ when operands.IsEmpty => expression,
        LoweredFieldRead e => e with { Receiver = operands[0] },
        LoweredTupleItem e => e with { Receiver = operands[0] },
        LoweredIndirect e => e with { Reference = operands[0] },
        LoweredAddressOf => new LoweredAddressOf(operands[0]),
        LoweredCall { Receiver: null } e => e with { Arguments = operands },
        LoweredCall e => e with { Receiver = operands[0], Arguments = operands[1..] },
        LoweredNew e => e with { Arguments = operands },
        LoweredNewTuple e => e with { Elements = operands },
        LoweredInvoke e => e with { Callee = operands[0], Arguments = operands[1..] },
        LoweredNewDelegate e => e with { Receiver = operands[0] },
        LoweredBinary e => e with { Left = operands[0], Right = operands[1] },
        LoweredUnary e => e with { Operand = operands[0] },
        LoweredConvert e => e with { Operand = operands[0] },
        LoweredCast e => e with { Operand = operands[0] },
        LoweredIsInstance e => e with { Operand = operands[0] },
        LoweredConditional e => e with { Condition = operands[0] },
        LoweredAwait e => e with { Call = (LoweredCall)operands[0] },
        _ => throw new InternalCompilerException($"unknown lowered expression {expression.GetType().Name}"),
    };

    /// <summary>Every expression directly in a statement.</summary>
    public static ImmutableArray<LoweredExpression> Expressions(LoweredStatement statement) => statement switch
    {
        LoweredExpressionStatement s => [s.Expression],
        LoweredAssignment s => [s.Target, s.Value],
        LoweredBranch s => [s.Condition],
        LoweredSwitch s => [s.Value],
        LoweredReturn { Value: { } value } => [value],
        LoweredThrow { Value: { } value } => [value],
        LoweredAwaitStatement s => [s.Call],
        LoweredYield s => [s.Value],
        _ => [],
    };

    /// <summary>The expression and everything in it, conditional branches included; statements of sequences are not entered.</summary>
    public static IEnumerable<LoweredExpression> Descendants(LoweredExpression expression)
    {
        yield return expression;
        IEnumerable<LoweredExpression> parts = expression is LoweredConditional c ? [c.Condition, c.WhenTrue, c.WhenFalse] : Operands(expression);
        foreach (LoweredExpression part in parts)
        {
            foreach (LoweredExpression inner in Descendants(part))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Every statement, those in blocks and protected regions included.</summary>
    public static IEnumerable<LoweredStatement> Statements(LoweredStatement statement)
    {
        yield return statement;
        IEnumerable<LoweredStatement> inner = statement switch
        {
            LoweredBlock block => block.Statements,
            LoweredTry region => [region.Body, .. region.Catches.Select(c => c.Body), .. region.Finally is null ? (LoweredBlock[])[] : [region.Finally]],
            _ => [],
        };
        foreach (LoweredStatement part in inner)
        {
            foreach (LoweredStatement deeper in Statements(part))
            {
                yield return deeper;
            }
        }
    }

    /// <summary>Asked for every expression at every level of it, so without the iterators of <see cref="Descendants"/>.</summary>
    public static bool NeedsStatements(LoweredExpression? expression)
    {
        switch (expression)
        {
            case null or LoweredConstant or LoweredDefault or LoweredLocalRead or LoweredParameterRead or LoweredThis or LoweredGlobalRead or LoweredWorker or LoweredBlockExit:
                return false;
            case LoweredSequence or LoweredAwait:
                return true;
            case LoweredConditional c:
                return NeedsStatements(c.Condition) || NeedsStatements(c.WhenTrue) || NeedsStatements(c.WhenFalse);
            default:
                foreach (LoweredExpression operand in Operands(expression))
                {
                    if (NeedsStatements(operand))
                    {
                        return true;
                    }
                }
                return false;
        }
    }

    /// <summary>Rebuilds an expression from the leaves up.</summary>
    public static LoweredExpression Rewrite(LoweredExpression expression, Func<LoweredExpression, LoweredExpression> map)
    {
        LoweredExpression rebuilt = expression is LoweredConditional c
            ? new LoweredConditional(c.Type, Rewrite(c.Condition, map), Rewrite(c.WhenTrue, map), Rewrite(c.WhenFalse, map))
            : WithOperands(expression, [.. Operands(expression).Select(o => Rewrite(o, map))]);
        return map(rebuilt);
    }

    public static LoweredStatement Rewrite(LoweredStatement statement, Func<LoweredExpression, LoweredExpression> map) => statement switch
    {
        LoweredBlock s => new LoweredBlock([.. s.Statements.Select(i => Rewrite(i, map))]),
        LoweredExpressionStatement s => new LoweredExpressionStatement(Rewrite(s.Expression, map)),
        LoweredAssignment s => new LoweredAssignment(Rewrite(s.Target, map), Rewrite(s.Value, map)),
        LoweredBranch s => s with { Condition = Rewrite(s.Condition, map) },
        LoweredSwitch s => s with { Value = Rewrite(s.Value, map) },
        LoweredReturn { Value: { } value } => new LoweredReturn(Rewrite(value, map)),
        LoweredThrow { Value: { } value } => new LoweredThrow(Rewrite(value, map)),
        LoweredAwaitStatement s => s with { Call = (LoweredCall)Rewrite(s.Call, map) },
        LoweredYield s => s with { Value = Rewrite(s.Value, map) },
        LoweredTry s => s with
        {
            Body = (LoweredBlock)Rewrite(s.Body, map),
            Catches = [.. s.Catches.Select(c => c with { Filter = c.Filter is null ? null : Rewrite(c.Filter, map), Body = (LoweredBlock)Rewrite(c.Body, map) })],
            Finally = s.Finally is null ? null : (LoweredBlock)Rewrite(s.Finally, map),
        },
        _ => statement,
    };
}
