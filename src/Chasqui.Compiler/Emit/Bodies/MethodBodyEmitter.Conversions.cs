using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    private void EmitConvert(LoweredConvert conversion)
    {
        EmitExpression(conversion.Operand);
        EmitConversion(conversion.Operand.Type, conversion.Type, conversion.IsChecked);
    }

    private void EmitConversion(TypeSymbol from, TypeSymbol to, bool isChecked)
    {
        if (from == to)
        {
            return;
        }
        if (Numeric(from) == NumericKind.Wide || Numeric(to) == NumericKind.Wide)
        {
            EmitWideConversion(from, to, isChecked);
            return;
        }
        bool isUnsigned = Numeric(from) == NumericKind.Unsigned;
        PrimitiveKind target = ((PrimitiveTypeSymbol)to.Resolved).Kind;
        if (target is PrimitiveKind.Float or PrimitiveKind.F32)
        {
            if (isUnsigned)
            {
                _il.Emit(OpCodes.Conv_R_Un);
            }
            _il.Emit(target == PrimitiveKind.Float ? OpCodes.Conv_R8 : OpCodes.Conv_R4);
            return;
        }
        _il.Emit(isChecked ? CheckedConversion(target, isUnsigned) : PlainConversion(target, isUnsigned));
    }

    /// <summary>What widens to 64 bits keeps the sign of the source.</summary>
    private static OpCode PlainConversion(PrimitiveKind target, bool isUnsigned) => target switch
    {
        PrimitiveKind.Int or PrimitiveKind.U64 => isUnsigned ? OpCodes.Conv_U8 : OpCodes.Conv_I8,
        PrimitiveKind.ISize or PrimitiveKind.USize => isUnsigned ? OpCodes.Conv_U : OpCodes.Conv_I,
        PrimitiveKind.I8 => OpCodes.Conv_I1,
        PrimitiveKind.I16 => OpCodes.Conv_I2,
        PrimitiveKind.I32 => OpCodes.Conv_I4,
        PrimitiveKind.U8 or PrimitiveKind.Bool => OpCodes.Conv_U1,
        PrimitiveKind.U16 => OpCodes.Conv_U2,
        PrimitiveKind.U32 => OpCodes.Conv_U4,
        _ => throw new InternalCompilerException($"no numeric conversion to {target}"),
    };

    private static OpCode CheckedConversion(PrimitiveKind target, bool isUnsigned) => target switch
    {
        PrimitiveKind.Int => isUnsigned ? OpCodes.Conv_Ovf_I8_Un : OpCodes.Conv_Ovf_I8,
        PrimitiveKind.U64 => isUnsigned ? OpCodes.Conv_Ovf_U8_Un : OpCodes.Conv_Ovf_U8,
        PrimitiveKind.ISize => isUnsigned ? OpCodes.Conv_Ovf_I_Un : OpCodes.Conv_Ovf_I,
        PrimitiveKind.USize => isUnsigned ? OpCodes.Conv_Ovf_U_Un : OpCodes.Conv_Ovf_U,
        PrimitiveKind.I8 => isUnsigned ? OpCodes.Conv_Ovf_I1_Un : OpCodes.Conv_Ovf_I1,
        PrimitiveKind.I16 => isUnsigned ? OpCodes.Conv_Ovf_I2_Un : OpCodes.Conv_Ovf_I2,
        PrimitiveKind.I32 => isUnsigned ? OpCodes.Conv_Ovf_I4_Un : OpCodes.Conv_Ovf_I4,
        PrimitiveKind.U8 => isUnsigned ? OpCodes.Conv_Ovf_U1_Un : OpCodes.Conv_Ovf_U1,
        PrimitiveKind.U16 => isUnsigned ? OpCodes.Conv_Ovf_U2_Un : OpCodes.Conv_Ovf_U2,
        PrimitiveKind.U32 => isUnsigned ? OpCodes.Conv_Ovf_U4_Un : OpCodes.Conv_Ovf_U4,
        _ => throw new InternalCompilerException($"no numeric conversion to {target}"),
    };

    /// <summary>Int128 and UInt128 declare implicit conversions from what they contain, explicit ones for the rest.</summary>
    private void EmitWideConversion(TypeSymbol from, TypeSymbol to, bool isChecked)
    {
        bool isImplicit = Numeric(to) == NumericKind.Wide
            && Numeric(from) is not (NumericKind.Wide or NumericKind.Float)
            && (Numeric(from) == NumericKind.Unsigned || to.Resolved == PrimitiveTypeSymbol.I128);
        // The checked forms exist only where a value may not fit.
        bool canFail = !isImplicit && ((PrimitiveTypeSymbol)to.Resolved).IsInteger;
        string name = isImplicit ? "op_Implicit" : isChecked && canFail ? "op_CheckedExplicit" : "op_Explicit";
        EmitWideCall(name, to, from);
    }
}
