using System.Numerics;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    /// <summary>Leaves the value on the stack; nothing for type Void.</summary>
    private void EmitExpression(LoweredExpression expression)
    {
        switch (expression)
        {
            case LoweredConstant constant:
                EmitConstant(constant);
                break;
            case LoweredDefault d:
                EmitDefault(d.Type);
                break;
            case LoweredLocalRead read:
                _il.Emit(OpCodes.Ldloc, Local(read.Local));
                break;
            case LoweredParameterRead { Parameter: var parameter }:
                _il.Emit(OpCodes.Ldarg, _parameters[parameter]);
                if (parameter.Mode != PassingMode.Value)
                {
                    EmitLoadIndirect(parameter.Type);
                }
                break;
            case LoweredThis self:
                _il.Emit(OpCodes.Ldarg_0);
                if (IsByAddress(self.Type))
                {
                    EmitLoadIndirect(self.Type);
                }
                break;
            case LoweredFieldRead field:
                EmitFieldRead(field);
                break;
            case LoweredTupleItem item:
                EmitTupleItem(item);
                break;
            case LoweredGlobalRead global:
                EmitGlobalRead(global.Global);
                break;
            case LoweredIndirect indirect:
                EmitExpression(indirect.Reference);
                EmitLoadIndirect(indirect.Type);
                break;
            case LoweredAddressOf address:
                EmitAddress(address.Place);
                break;
            case LoweredCall call:
                EmitCall(call);
                break;
            case LoweredNew creation:
                EmitAll(creation.Arguments);
                _il.Emit(OpCodes.Newobj, _context.Members.Method(creation.Constructor, _scope));
                break;
            case LoweredNewTuple tuple:
                EmitNewTuple(tuple);
                break;
            case LoweredInvoke invoke:
                EmitInvoke(invoke);
                break;
            case LoweredNewDelegate creation:
                EmitNewDelegate(creation);
                break;
            case LoweredBinary binary:
                EmitBinary(binary);
                break;
            case LoweredUnary unary:
                EmitUnary(unary);
                break;
            case LoweredConvert conversion:
                EmitConvert(conversion);
                break;
            case LoweredCast cast:
                EmitCast(cast);
                break;
            case LoweredIsInstance test:
                EmitExpression(test.Operand);
                BoxIfNeeded(test.Operand.Type);
                _il.Emit(OpCodes.Isinst, ClrType(test.TestedType));
                _il.Emit(OpCodes.Ldnull);
                _il.Emit(OpCodes.Cgt_Un);
                break;
            case LoweredConditional choice:
                EmitConditional(choice);
                break;
            default:
                throw new InternalCompilerException($"{expression.GetType().Name} reached Emit");
        }
    }

    private void EmitAll(IEnumerable<LoweredExpression> expressions)
    {
        foreach (LoweredExpression expression in expressions)
        {
            EmitExpression(expression);
        }
    }

    /// <summary>A value of an enum of .NET, or a char.</summary>
    private void EmitForeignConstant(object value)
    {
        if (value is long or ulong)
        {
            _il.Emit(Bits(value));
        }
        else
        {
            _il.Emit(value is char character ? character : unchecked((int)Bits(value)));
        }
    }

    private void EmitConstant(LoweredConstant constant)
    {
        if (constant.Value is null)
        {
            EmitDefault(constant.Type);
            return;
        }
        if (constant.Value is string text)
        {
            _il.Emit(text);
            return;
        }
        if (constant.Type.Resolved is NamedTypeSymbol)
        {
            EmitForeignConstant(constant.Value);
            return;
        }
        switch ((constant.Type.Resolved as PrimitiveTypeSymbol)?.Kind)
        {
            case PrimitiveKind.Bool:
                _il.Emit((bool)constant.Value ? 1 : 0);
                break;
            case PrimitiveKind.Float:
                _il.Emit(Convert.ToDouble(constant.Value, null));
                break;
            case PrimitiveKind.F32:
                _il.Emit(Convert.ToSingle(constant.Value, null));
                break;
            case PrimitiveKind.I128 or PrimitiveKind.U128:
                EmitWideConstant(constant);
                break;
            case PrimitiveKind.Int:
                _il.Emit(Bits(constant.Value));
                break;
            case PrimitiveKind.U64:
                _il.Emit(Bits(constant.Value));
                break;
            case PrimitiveKind.ISize:
                _il.Emit(Bits(constant.Value));
                _il.Emit(OpCodes.Conv_I);
                break;
            case PrimitiveKind.USize:
                _il.Emit(Bits(constant.Value));
                _il.Emit(OpCodes.Conv_U);
                break;
            case PrimitiveKind.I8 or PrimitiveKind.I16 or PrimitiveKind.I32 or PrimitiveKind.U8 or PrimitiveKind.U16 or PrimitiveKind.U32:
                _il.Emit(unchecked((int)Bits(constant.Value)));
                break;
            default:
                throw new InternalCompilerException($"a constant of type {constant.Type} has no CLR form");
        }
    }

    /// <summary>The 64 bits of an integer constant, however it is boxed.</summary>
    private static long Bits(object value) => value switch
    {
        long l => l,
        int i => i,
        ulong u => unchecked((long)u),
        BigInteger big => unchecked((long)(ulong)(big & ulong.MaxValue)),
        _ => Convert.ToInt64(value, null),
    };

    private void EmitWideConstant(LoweredConstant constant)
    {
        BigInteger value = constant.Value switch
        {
            BigInteger big => big,
            ulong u => u,
            var other => Convert.ToInt64(other, null),
        };
        _il.Emit(unchecked((long)(ulong)((value >> 64) & ulong.MaxValue)));
        _il.Emit(unchecked((long)(ulong)(value & ulong.MaxValue)));
        TypeReference word = _method.Module.TypeSystem.UInt64;
        _il.Emit(OpCodes.Newobj, _context.Platform.Constructor(ClrType(constant.Type), word, word));
    }

    private static bool NeedsInitialization(TypeSymbol type) => type.Resolved switch
    {
        PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit or PrimitiveKind.I128 or PrimitiveKind.U128 } => true,
        PrimitiveTypeSymbol => false,
        _ => IsByAddress(type),
    };

    private void EmitDefault(TypeSymbol type)
    {
        if (IsVoid(type))
        {
            return;
        }
        if (NeedsInitialization(type))
        {
            // A local that is never written holds the default value.
            TypeReference clrType = ClrType(type);
            if (!_zeros.TryGetValue(clrType, out VariableDefinition? zero))
            {
                zero = NewLocal(clrType);
                _zeros.Add(clrType, zero);
            }
            _il.Emit(OpCodes.Ldloc, zero);
            return;
        }
        switch ((type.Resolved as PrimitiveTypeSymbol)?.Kind)
        {
            case PrimitiveKind.Int or PrimitiveKind.U64:
                _il.Emit(0L);
                break;
            case PrimitiveKind.Float:
                _il.Emit(0.0);
                break;
            case PrimitiveKind.F32:
                _il.Emit(0.0f);
                break;
            case PrimitiveKind.ISize or PrimitiveKind.USize:
                _il.Emit(0);
                _il.Emit(OpCodes.Conv_I);
                break;
            case null or PrimitiveKind.Str or PrimitiveKind.Object or PrimitiveKind.StringArray:
                _il.Emit(OpCodes.Ldnull);
                break;
            default:
                _il.Emit(0);
                break;
        }
    }

    /// <summary>Beyond seven items the last constructor argument is the tuple of the rest: <c>new(1..7, new(8..))</c>.</summary>
    private void EmitNewTuple(LoweredNewTuple tuple)
    {
        if (tuple.Elements.IsEmpty)
        {
            EmitDefault(tuple.Type);
            return;
        }
        EmitAll(tuple.Elements);
        var levels = new Stack<TypeReference>();
        TypeReference level = ClrType(tuple.Type);
        while (true)
        {
            levels.Push(level);
            if (level is not GenericInstanceType { GenericArguments: { Count: TypeEmitter.TupleItems + 1 } arguments })
            {
                break;
            }
            level = arguments[TypeEmitter.TupleItems];
        }
        foreach (TypeReference type in levels)
        {
            _il.Emit(OpCodes.Newobj, _context.Platform.Constructor(type, [.. type.GetElementType().GenericParameters]));
        }
    }
}
