using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Flatten;

/// <summary>
/// Takes statements and awaits out of expressions. Evaluation stays left to right and happens once: what was evaluated before a
/// statement that now comes first goes into a temporary, unless nothing after it can change its value.
/// <code>
///   before   print(f(), a ? await g() : b)        after   $1 = f()
///                                                         branch-unless a else
///                                                         $2 = await g(); goto end
///                                                   else: $2 = b
///                                                    end: print($1, $2)
/// </code>
/// </summary>
internal sealed class Flattener
{
    private List<LoweredStatement> _out = [];
    private int _temporaries;

    public static LoweredMethod Flatten(LoweredMethod method) =>
        method with { Body = new Flattener().FlattenBlock(method.Body) };

    private LoweredBlock FlattenBlock(LoweredBlock block)
    {
        List<LoweredStatement> outer = _out;
        _out = [];
        foreach (LoweredStatement statement in block.Statements)
        {
            FlattenStatement(statement);
        }
        var result = new LoweredBlock([.. _out]);
        _out = outer;
        return result;
    }

    private void FlattenStatement(LoweredStatement statement)
    {
        switch (statement)
        {
            case LoweredBlock block:
                foreach (LoweredStatement inner in block.Statements)
                {
                    FlattenStatement(inner);
                }
                break;
            case LoweredTry region:
                _out.Add(new LoweredTry(
                    FlattenBlock(region.Body),
                    [.. region.Catches.Select(c => c with { Body = FlattenBlock(c.Body) })],
                    region.Finally is null ? null : FlattenBlock(region.Finally)));
                break;
            case LoweredExpressionStatement { Expression: LoweredAwait wait }:
                _out.Add(new LoweredAwaitStatement((LoweredCall)FlattenOperands(wait.Call), null));
                break;
            case LoweredExpressionStatement { Expression: LoweredSequence sequence }:
                FlattenAll(sequence.Statements);
                if (sequence.Value is not (LoweredDefault or LoweredConstant or LoweredLocalRead))
                {
                    FlattenStatement(new LoweredExpressionStatement(sequence.Value));
                }
                break;
            case LoweredExpressionStatement { Expression: LoweredConditional conditional } when LoweredTree.NeedsStatements(conditional):
                Branch(
                    conditional,
                    value => FlattenStatement(new LoweredExpressionStatement(value)));
                break;
            case LoweredAssignment { Target: LoweredLocalRead { Local: { IsByRef: false } local }, Value: LoweredAwait wait }:
                _out.Add(new LoweredAwaitStatement((LoweredCall)FlattenOperands(wait.Call), local));
                break;
            case LoweredAssignment assignment when LoweredTree.NeedsStatements(assignment.Target) || LoweredTree.NeedsStatements(assignment.Value):
                FlattenAssignment(assignment);
                break;
            default:
                ImmutableArray<LoweredExpression> flat = FlattenAll(LoweredTree.Expressions(statement));
                _out.Add(WithExpressions(statement, flat));
                break;
        }
    }

    private void FlattenAll(ImmutableArray<LoweredStatement> statements)
    {
        foreach (LoweredStatement statement in statements)
        {
            FlattenStatement(statement);
        }
    }

    /// <summary>The operands of the target stand before the value.</summary>
    private void FlattenAssignment(LoweredAssignment assignment)
    {
        ImmutableArray<LoweredExpression> targetParts = LoweredTree.Operands(assignment.Target);
        ImmutableArray<LoweredExpression> flat = FlattenAll([.. targetParts, assignment.Value]);
        _out.Add(new LoweredAssignment(LoweredTree.WithOperands(assignment.Target, flat[..^1]), flat[^1]));
    }

    private LoweredExpression Flatten(LoweredExpression expression)
    {
        if (!LoweredTree.NeedsStatements(expression))
        {
            return expression;
        }
        switch (expression)
        {
            case LoweredSequence sequence:
                FlattenAll(sequence.Statements);
                return Flatten(sequence.Value);
            case LoweredAwait wait:
                LoweredLocal awaited = Temporary(wait.Type);
                _out.Add(new LoweredAwaitStatement((LoweredCall)FlattenOperands(wait.Call), awaited));
                return new LoweredLocalRead(awaited);
            case LoweredConditional conditional when LoweredTree.NeedsStatements(conditional.WhenTrue) || LoweredTree.NeedsStatements(conditional.WhenFalse):
                LoweredLocal result = Temporary(conditional.Type);
                Branch(conditional, value => FlattenStatement(new LoweredAssignment(new LoweredLocalRead(result), value)));
                return new LoweredLocalRead(result);
            default:
                return FlattenOperands(expression);
        }
    }

    private void Branch(LoweredConditional conditional, Action<LoweredExpression> use)
    {
        LoweredLabel otherwise = new("else"), end = new("end");
        LoweredExpression condition = Flatten(conditional.Condition);
        _out.Add(new LoweredBranch(condition, otherwise, JumpIf: false));
        use(conditional.WhenTrue);
        _out.Add(new LoweredGoto(end));
        _out.Add(new LoweredLabelStatement(otherwise));
        use(conditional.WhenFalse);
        _out.Add(new LoweredLabelStatement(end));
    }

    private LoweredExpression FlattenOperands(LoweredExpression expression) =>
        LoweredTree.WithOperands(expression, FlattenAll(LoweredTree.Operands(expression)));

    private ImmutableArray<LoweredExpression> FlattenAll(ImmutableArray<LoweredExpression> operands)
    {
        int last = operands.Length - 1;
        while (last >= 0 && !LoweredTree.NeedsStatements(operands[last]))
        {
            last--;
        }
        if (last < 0)
        {
            return operands;
        }
        var flat = ImmutableArray.CreateBuilder<LoweredExpression>(operands.Length);
        for (int i = 0; i < operands.Length; i++)
        {
            LoweredExpression value = Flatten(operands[i]);
            flat.Add(i < last ? Settle(value, operands.AsSpan()[(i + 1)..(last + 1)].ToArray()) : value);
        }
        return flat.MoveToImmutable();
    }

    /// <summary>The value so that evaluating <paramref name="later"/> first does not change it.</summary>
    private LoweredExpression Settle(LoweredExpression value, LoweredExpression[] later)
    {
        switch (value)
        {
            case LoweredConstant or LoweredDefault or LoweredThis or LoweredWorker or LoweredBlockExit:
                return value;
            case LoweredLocalRead read when !Assignments.MayAssign(later, read.Local):
                return value;
            case LoweredParameterRead read when !Assignments.MayAssign(later, read.Parameter):
                return value;
            case LoweredAddressOf or LoweredIndirect { Reference: LoweredCall } or LoweredCall { ReturnsReference: true }:
                // A reference is taken when it is used; what it is made of is evaluated now.
                return LoweredTree.WithOperands(value, [.. LoweredTree.Operands(value).Select(o => SettlePlace(o, later))]);
            default:
                LoweredLocal local = Temporary(value.Type);
                _out.Add(new LoweredAssignment(new LoweredLocalRead(local), value));
                return new LoweredLocalRead(local);
        }
    }

    /// <summary>What is inside a place: variables stay the storage they are.</summary>
    private LoweredExpression SettlePlace(LoweredExpression place, LoweredExpression[] later) => place switch
    {
        LoweredLocalRead or LoweredParameterRead or LoweredGlobalRead or LoweredThis => place,
        LoweredFieldRead or LoweredTupleItem or LoweredIndirect or LoweredCall { ReturnsReference: true } =>
            LoweredTree.WithOperands(place, [.. LoweredTree.Operands(place).Select(o => SettlePlace(o, later))]),
        _ => Settle(place, later),
    };

    private LoweredLocal Temporary(TypeSymbol type) => new($"$s{++_temporaries}", type.Resolved);

    private static LoweredStatement WithExpressions(LoweredStatement statement, ImmutableArray<LoweredExpression> parts) => statement switch
    {
        LoweredExpressionStatement => new LoweredExpressionStatement(parts[0]),
        LoweredAssignment => new LoweredAssignment(parts[0], parts[1]),
        LoweredBranch s => s with { Condition = parts[0] },
        LoweredSwitch s => s with { Value = parts[0] },
        LoweredReturn { Value: not null } => new LoweredReturn(parts[0]),
        LoweredThrow { Value: not null } => new LoweredThrow(parts[0]),
        LoweredYield s => s with { Value = parts[0] },
        _ => statement,
    };
}
