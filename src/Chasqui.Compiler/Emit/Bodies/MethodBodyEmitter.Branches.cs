using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    private void EmitConditionalGoto(LoweredBranch branch)
    {
        if (!LeavesRegion(branch.Label))
        {
            EmitBranch(branch.Condition, MarkOf(branch.Label), branch.JumpIf);
            return;
        }
        var stay = new Mark();
        EmitBranch(branch.Condition, stay, !branch.JumpIf);
        EmitGoto(branch.Label);
        _il.Place(stay);
    }

    /// <summary>Jumps when the condition equals <paramref name="jumpIf"/>; comparisons and and/or become jumps themselves.</summary>
    private void EmitBranch(LoweredExpression condition, Mark target, bool jumpIf)
    {
        switch (condition)
        {
            case LoweredConstant { Value: bool value }:
                if (value == jumpIf)
                {
                    _il.Jump(OpCodes.Br, target);
                }
                break;
            case LoweredUnary { Operator: LoweredUnaryOperator.Not, Operand: var operand }:
                EmitBranch(operand, target, !jumpIf);
                break;
            case LoweredConditional { WhenFalse: LoweredConstant { Value: bool whenFalse } } choice:
                EmitAndOr(choice.Condition, whenTrue: choice.WhenTrue, isAnd: true, shortcut: whenFalse, target, jumpIf);
                break;
            case LoweredConditional { WhenTrue: LoweredConstant { Value: bool whenTrue } } choice:
                EmitAndOr(choice.Condition, whenTrue: choice.WhenFalse, isAnd: false, shortcut: whenTrue, target, jumpIf);
                break;
            case LoweredBinary binary when JumpOf(binary.Operator, jumpIf, Numeric(binary.Left.Type)) is { } jump:
                EmitComparisonJump(binary, jump, target, jumpIf);
                break;
            default:
                EmitExpression(condition);
                _il.Jump(jumpIf ? OpCodes.Brtrue : OpCodes.Brfalse, target);
                break;
        }
    }

    /// <summary>
    /// <c>c ? x : k</c> (isAnd) or <c>c ? k : x</c>, with the constant k: where c decides, the outcome is k, else x tells.
    /// </summary>
    private void EmitAndOr(LoweredExpression condition, LoweredExpression whenTrue, bool isAnd, bool shortcut, Mark target, bool jumpIf)
    {
        if (shortcut == jumpIf)
        {
            EmitBranch(condition, target, !isAnd);
            EmitBranch(whenTrue, target, jumpIf);
            return;
        }
        var skip = new Mark();
        EmitBranch(condition, skip, !isAnd);
        EmitBranch(whenTrue, target, jumpIf);
        _il.Place(skip);
    }

    private void EmitComparisonJump(LoweredBinary binary, OpCode jump, Mark target, bool jumpIf)
    {
        if (binary.Operator is LoweredOperator.Equal or LoweredOperator.NotEqual && IsZero(binary.Right))
        {
            EmitExpression(binary.Left);
            _il.Jump((binary.Operator == LoweredOperator.NotEqual) == jumpIf ? OpCodes.Brtrue : OpCodes.Brfalse, target);
            return;
        }
        EmitExpression(binary.Left);
        EmitExpression(binary.Right);
        _il.Jump(jump, target);
    }

    private static bool IsZero(LoweredExpression expression) =>
        expression is LoweredConstant { Value: null or false or 0 or 0L }
        && expression.Type.Resolved is not PrimitiveTypeSymbol { Kind: PrimitiveKind.I128 or PrimitiveKind.U128 };

    /// <summary>
    /// The jump for a comparison or its negation. A negated comparison of floats must jump for NaN, which the unordered forms do;
    /// for integers these forms are the unsigned ones.
    /// </summary>
    private static OpCode? JumpOf(LoweredOperator comparison, bool jumpIf, NumericKind kind)
    {
        if (kind == NumericKind.Wide)
        {
            return null;
        }
        bool isUnordered = kind == NumericKind.Unsigned || (kind == NumericKind.Float && !jumpIf);
        return (comparison, jumpIf) switch
        {
            (LoweredOperator.Equal, true) or (LoweredOperator.NotEqual, false) => OpCodes.Beq,
            (LoweredOperator.Equal, false) or (LoweredOperator.NotEqual, true) => OpCodes.Bne_Un,
            (LoweredOperator.Less, true) or (LoweredOperator.GreaterOrEqual, false) => isUnordered ? OpCodes.Blt_Un : OpCodes.Blt,
            (LoweredOperator.LessOrEqual, true) or (LoweredOperator.Greater, false) => isUnordered ? OpCodes.Ble_Un : OpCodes.Ble,
            (LoweredOperator.Greater, true) or (LoweredOperator.LessOrEqual, false) => isUnordered ? OpCodes.Bgt_Un : OpCodes.Bgt,
            (LoweredOperator.GreaterOrEqual, true) or (LoweredOperator.Less, false) => isUnordered ? OpCodes.Bge_Un : OpCodes.Bge,
            _ => null,
        };
    }

    private void EmitConditional(LoweredConditional choice)
    {
        var (otherwise, done) = (new Mark(), new Mark());
        EmitBranch(choice.Condition, otherwise, jumpIf: false);
        EmitExpression(choice.WhenTrue);
        bool goesOn = _il.IsReachable;
        _il.Jump(OpCodes.Br, done);
        _il.Place(otherwise);
        EmitExpression(choice.WhenFalse);
        if (goesOn)
        {
            _il.Place(done);
        }
    }
}
