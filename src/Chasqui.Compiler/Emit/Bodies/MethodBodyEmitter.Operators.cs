using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;
using MethodReference = Mono.Cecil.MethodReference;

namespace Chasqui.Compiler.Emit.Bodies;

/// <summary>How IL computes with a primitive type.</summary>
internal enum NumericKind
{
    Signed,
    Unsigned,
    Float,

    /// <summary>128 bits: operator methods of Int128 and UInt128.</summary>
    Wide,
}

internal sealed partial class MethodBodyEmitter
{
    private static NumericKind Numeric(TypeSymbol type) => type.Resolved switch
    {
        PrimitiveTypeSymbol { IsFloat: true } => NumericKind.Float,
        PrimitiveTypeSymbol { Kind: PrimitiveKind.I128 or PrimitiveKind.U128 } => NumericKind.Wide,
        PrimitiveTypeSymbol { Kind: PrimitiveKind.U8 or PrimitiveKind.U16 or PrimitiveKind.U32 or PrimitiveKind.U64 or PrimitiveKind.USize or PrimitiveKind.Bool } =>
            NumericKind.Unsigned,
        _ => NumericKind.Signed,
    };

    private void EmitBinary(LoweredBinary binary)
    {
        NumericKind kind = Numeric(binary.Left.Type);
        if (kind == NumericKind.Wide)
        {
            EmitWideOperator(binary);
            return;
        }
        EmitExpression(binary.Left);
        EmitExpression(binary.Right);
        if (binary.Operator is LoweredOperator.ShiftLeft or LoweredOperator.ShiftRight)
        {
            // The count has the type of the left operand; IL wants an int32.
            if (StackSize(binary.Right.Type) == 8)
            {
                _il.Emit(OpCodes.Conv_I4);
            }
        }
        bool unsigned = kind == NumericKind.Unsigned;
        switch (binary.Operator)
        {
            case LoweredOperator.NotEqual:
                _il.Emit(OpCodes.Ceq);
                EmitNot();
                return;
            case LoweredOperator.LessOrEqual:
                // Not greater; for floats "greater or unordered".
                _il.Emit(unsigned || kind == NumericKind.Float ? OpCodes.Cgt_Un : OpCodes.Cgt);
                EmitNot();
                return;
            case LoweredOperator.GreaterOrEqual:
                _il.Emit(unsigned || kind == NumericKind.Float ? OpCodes.Clt_Un : OpCodes.Clt);
                EmitNot();
                return;
        }
        // A checked operation of a narrow type cannot overflow 32 bits, but its result may not fit.
        bool isNarrow = IsNarrow(binary.Type);
        bool isChecked = binary.Operator is LoweredOperator.AddChecked or LoweredOperator.SubtractChecked or LoweredOperator.MultiplyChecked;
        bool plain = kind == NumericKind.Float || isNarrow;
        _il.Emit(binary.Operator switch
        {
            LoweredOperator.Add => OpCodes.Add,
            LoweredOperator.Subtract => OpCodes.Sub,
            LoweredOperator.Multiply => OpCodes.Mul,
            LoweredOperator.AddChecked => plain ? OpCodes.Add : unsigned ? OpCodes.Add_Ovf_Un : OpCodes.Add_Ovf,
            LoweredOperator.SubtractChecked => plain ? OpCodes.Sub : unsigned ? OpCodes.Sub_Ovf_Un : OpCodes.Sub_Ovf,
            LoweredOperator.MultiplyChecked =>
                kind == NumericKind.Float ? OpCodes.Mul : unsigned && !isNarrow ? OpCodes.Mul_Ovf_Un : OpCodes.Mul_Ovf,
            LoweredOperator.Divide => unsigned ? OpCodes.Div_Un : OpCodes.Div,
            LoweredOperator.Remainder => unsigned ? OpCodes.Rem_Un : OpCodes.Rem,
            LoweredOperator.BitAnd => OpCodes.And,
            LoweredOperator.BitOr => OpCodes.Or,
            LoweredOperator.BitXor => OpCodes.Xor,
            LoweredOperator.ShiftLeft => OpCodes.Shl,
            LoweredOperator.ShiftRight => unsigned ? OpCodes.Shr_Un : OpCodes.Shr,
            LoweredOperator.Equal => OpCodes.Ceq,
            LoweredOperator.Less => unsigned ? OpCodes.Clt_Un : OpCodes.Clt,
            LoweredOperator.Greater => unsigned ? OpCodes.Cgt_Un : OpCodes.Cgt,
            _ => throw new InternalCompilerException($"{binary.Operator} has no IL"),
        });
        if (isNarrow)
        {
            EmitNarrowing(binary.Type, isChecked);
        }
    }

    private void EmitUnary(LoweredUnary unary)
    {
        NumericKind kind = Numeric(unary.Type);
        if (kind == NumericKind.Wide)
        {
            EmitExpression(unary.Operand);
            EmitWideCall(
                unary.Operator switch
                {
                    LoweredUnaryOperator.Negate => "op_UnaryNegation",
                    LoweredUnaryOperator.NegateChecked => "op_CheckedUnaryNegation",
                    _ => "op_OnesComplement",
                },
                unary.Type,
                unary.Type);
            return;
        }
        switch (unary.Operator)
        {
            case LoweredUnaryOperator.Not:
                EmitExpression(unary.Operand);
                EmitNot();
                return;
            case LoweredUnaryOperator.NegateChecked when kind != NumericKind.Float:
                EmitDefault(unary.Type);
                EmitExpression(unary.Operand);
                _il.Emit(IsNarrow(unary.Type) ? OpCodes.Sub : kind == NumericKind.Unsigned ? OpCodes.Sub_Ovf_Un : OpCodes.Sub_Ovf);
                break;
            case LoweredUnaryOperator.Negate or LoweredUnaryOperator.NegateChecked:
                EmitExpression(unary.Operand);
                _il.Emit(OpCodes.Neg);
                break;
            default:
                EmitExpression(unary.Operand);
                _il.Emit(OpCodes.Not);
                break;
        }
        if (IsNarrow(unary.Type))
        {
            EmitNarrowing(unary.Type, unary.Operator == LoweredUnaryOperator.NegateChecked);
        }
    }

    private void EmitNot()
    {
        _il.Emit(0);
        _il.Emit(OpCodes.Ceq);
    }

    /// <summary>Computed in 32 bits but smaller.</summary>
    private static bool IsNarrow(TypeSymbol type) =>
        type.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.I8 or PrimitiveKind.I16 or PrimitiveKind.U8 or PrimitiveKind.U16 };

    private void EmitNarrowing(TypeSymbol type, bool isChecked) =>
        _il.Emit(((PrimitiveTypeSymbol)type.Resolved).Kind switch
        {
            PrimitiveKind.I8 => isChecked ? OpCodes.Conv_Ovf_I1 : OpCodes.Conv_I1,
            PrimitiveKind.I16 => isChecked ? OpCodes.Conv_Ovf_I2 : OpCodes.Conv_I2,
            PrimitiveKind.U8 => isChecked ? OpCodes.Conv_Ovf_U1 : OpCodes.Conv_U1,
            _ => isChecked ? OpCodes.Conv_Ovf_U2 : OpCodes.Conv_U2,
        });

    private static int StackSize(TypeSymbol type) => ((type.Resolved as PrimitiveTypeSymbol)?.Kind) switch
    {
        PrimitiveKind.Int or PrimitiveKind.U64 or PrimitiveKind.Float or PrimitiveKind.ISize or PrimitiveKind.USize => 8,
        PrimitiveKind.I128 or PrimitiveKind.U128 => 16,
        _ => 4,
    };

    private void EmitWideOperator(LoweredBinary binary)
    {
        EmitExpression(binary.Left);
        EmitExpression(binary.Right);
        bool isShift = binary.Operator is LoweredOperator.ShiftLeft or LoweredOperator.ShiftRight;
        if (isShift)
        {
            EmitConversion(binary.Right.Type, PrimitiveTypeSymbol.I32, isChecked: false);
        }
        string name = binary.Operator switch
        {
            LoweredOperator.Add => "op_Addition",
            LoweredOperator.Subtract => "op_Subtraction",
            LoweredOperator.Multiply => "op_Multiply",
            LoweredOperator.AddChecked => "op_CheckedAddition",
            LoweredOperator.SubtractChecked => "op_CheckedSubtraction",
            LoweredOperator.MultiplyChecked => "op_CheckedMultiply",
            LoweredOperator.Divide => "op_Division",
            LoweredOperator.Remainder => "op_Modulus",
            LoweredOperator.BitAnd => "op_BitwiseAnd",
            LoweredOperator.BitOr => "op_BitwiseOr",
            LoweredOperator.BitXor => "op_ExclusiveOr",
            LoweredOperator.ShiftLeft => "op_LeftShift",
            LoweredOperator.ShiftRight => "op_RightShift",
            LoweredOperator.Equal => "op_Equality",
            LoweredOperator.NotEqual => "op_Inequality",
            LoweredOperator.Less => "op_LessThan",
            LoweredOperator.LessOrEqual => "op_LessThanOrEqual",
            LoweredOperator.Greater => "op_GreaterThan",
            _ => "op_GreaterThanOrEqual",
        };
        EmitWideCall(name, binary.Type, binary.Left.Type, isShift ? PrimitiveTypeSymbol.I32 : binary.Right.Type);
    }

    /// <summary>Calls an operator method of the wide type among the operands and result.</summary>
    private void EmitWideCall(string name, TypeSymbol result, params ReadOnlySpan<TypeSymbol> operands)
    {
        TypeSymbol declaring = Numeric(operands[0]) == NumericKind.Wide ? operands[0] : result;
        var method = new MethodReference(name, ClrType(result), ClrType(declaring));
        foreach (TypeSymbol operand in operands)
        {
            method.Parameters.Add(new ParameterDefinition(ClrType(operand)));
        }
        _il.Emit(OpCodes.Call, method);
    }
}
