using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    private void EmitAssignment(LoweredExpression target, LoweredExpression value)
    {
        if (value is LoweredDefault { Type: var type } && target is not LoweredLocalRead { Local.IsByRef: true } && NeedsInitialization(type))
        {
            EmitAddress(target);
            _il.Emit(OpCodes.Initobj, ClrType(type));
            return;
        }
        switch (target)
        {
            case LoweredLocalRead { Local: var local }:
                EmitExpression(value);
                _il.Emit(OpCodes.Stloc, Local(local));
                break;
            case LoweredParameterRead { Parameter: { Mode: PassingMode.Value } parameter }:
                EmitExpression(value);
                _il.Emit(OpCodes.Starg, _parameters[parameter]);
                break;
            case LoweredParameterRead { Parameter: var parameter }:
                _il.Emit(OpCodes.Ldarg, _parameters[parameter]);
                EmitExpression(value);
                EmitStoreIndirect(parameter.Type);
                break;
            case LoweredFieldRead field:
                EmitReceiver(field.Receiver);
                EmitExpression(value);
                _il.Emit(OpCodes.Stfld, _context.Members.Field(field.Field, _scope));
                break;
            case LoweredTupleItem item:
                EmitAddress(item.Receiver);
                Mono.Cecil.FieldReference place = EmitTupleRest(item, OpCodes.Ldflda);
                EmitExpression(value);
                _il.Emit(OpCodes.Stfld, place);
                break;
            case LoweredGlobalRead { Global: var global }:
                EmitExpression(value);
                _il.Emit(OpCodes.Stsfld, GlobalField(global));
                break;
            case LoweredIndirect indirect:
                EmitExpression(indirect.Reference);
                EmitExpression(value);
                EmitStoreIndirect(indirect.Type);
                break;
            default:
                throw new InternalCompilerException($"{target.GetType().Name} is not a place");
        }
    }

    /// <summary>What a member is accessed on: a reference, or the address of a value.</summary>
    private void EmitReceiver(LoweredExpression receiver)
    {
        if (IsByAddress(receiver.Type))
        {
            EmitAddress(receiver);
        }
        else
        {
            EmitExpression(receiver);
        }
    }

    /// <summary>The managed reference to a place; a value that has none is stored in a temporary first.</summary>
    private void EmitAddress(LoweredExpression place)
    {
        switch (place)
        {
            case LoweredLocalRead { Local: { IsByRef: true } reference }:
                _il.Emit(OpCodes.Ldloc, Local(reference));
                break;
            case LoweredLocalRead { Local: var local }:
                _il.Emit(OpCodes.Ldloca, Local(local));
                break;
            case LoweredParameterRead { Parameter: var parameter }:
                _il.Emit(parameter.Mode == PassingMode.Value ? OpCodes.Ldarga : OpCodes.Ldarg, _parameters[parameter]);
                break;
            case LoweredFieldRead field:
                EmitReceiver(field.Receiver);
                _il.Emit(OpCodes.Ldflda, _context.Members.Field(field.Field, _scope));
                break;
            case LoweredTupleItem item:
                EmitAddress(item.Receiver);
                _il.Emit(OpCodes.Ldflda, EmitTupleRest(item, OpCodes.Ldflda));
                break;
            case LoweredGlobalRead { Global: var global } when _context.Members.Global(global) is { } field:
                _il.Emit(OpCodes.Ldsflda, field);
                break;
            case LoweredIndirect indirect:
                EmitExpression(indirect.Reference);
                break;
            case LoweredThis when IsByAddress(place.Type):
                _il.Emit(OpCodes.Ldarg_0);
                break;
            case LoweredCall { ReturnsReference: true }:
                EmitExpression(place);
                break;
            default:
                VariableDefinition temporary = NewLocal(ClrType(place.Type));
                EmitExpression(place);
                _il.Emit(OpCodes.Stloc, temporary);
                _il.Emit(OpCodes.Ldloca, temporary);
                break;
        }
    }

    private void EmitFieldRead(LoweredFieldRead field)
    {
        EmitFieldOwner(field.Receiver);
        _il.Emit(OpCodes.Ldfld, _context.Members.Field(field.Field, _scope));
    }

    private void EmitTupleItem(LoweredTupleItem item)
    {
        EmitFieldOwner(item.Receiver);
        _il.Emit(OpCodes.Ldfld, EmitTupleRest(item, OpCodes.Ldfld));
    }

    /// <summary>A field can be read of a value on the stack too; the address of a place saves copying it.</summary>
    private void EmitFieldOwner(LoweredExpression receiver)
    {
        bool isPlace = receiver is LoweredLocalRead or LoweredParameterRead or LoweredFieldRead or LoweredTupleItem or LoweredIndirect or LoweredThis
            || (receiver is LoweredGlobalRead { Global: var global } && _context.Members.Global(global) is not null);
        if (IsByAddress(receiver.Type) && isPlace)
        {
            EmitAddress(receiver);
        }
        else
        {
            EmitExpression(receiver);
        }
    }

    /// <summary>Goes through the Rest fields of a long tuple; gives the field of the item in the innermost one.</summary>
    private Mono.Cecil.FieldReference EmitTupleRest(LoweredTupleItem item, OpCode load)
    {
        TypeReference tuple = ClrType(item.Receiver.Type);
        int index = item.Index;
        for (; index >= TypeEmitter.TupleItems; index -= TypeEmitter.TupleItems)
        {
            _il.Emit(load, TupleField(tuple, "Rest", TypeEmitter.TupleItems));
            tuple = ((GenericInstanceType)tuple).GenericArguments[TypeEmitter.TupleItems];
        }
        return TupleField(tuple, $"Item{index + 1}", index);
    }

    private static Mono.Cecil.FieldReference TupleField(TypeReference tuple, string name, int position) =>
        new(name, tuple.GetElementType().GenericParameters[position], tuple);

    private void EmitGlobalRead(GlobalSymbol global)
    {
        switch (global)
        {
            case ImportedGlobalSymbol { ConstantValue: { } value }:
                EmitConstant(new LoweredConstant(global.Type, value));
                break;
            case ImportedGlobalSymbol { Member: PropertyDefinition property }:
                _il.Emit(OpCodes.Call, _context.Imported.Import(property.GetMethod));
                break;
            default:
                _il.Emit(OpCodes.Ldsfld, GlobalField(global));
                break;
        }
    }

    private Mono.Cecil.FieldReference GlobalField(GlobalSymbol global) =>
        _context.Members.Global(global)
        ?? (global is ImportedGlobalSymbol { Member: FieldDefinition field } imported
            ? imported.ContainingType is { } type ? MemberResolver.OnForeign(_context.Imported.FieldOf(field), ClrType(type)) : _context.Imported.FieldOf(field)
            : throw new InternalCompilerException($"the global `{global.Name}` was not lowered"));

    private void EmitLoadIndirect(TypeSymbol type)
    {
        if (IndirectCode(type) is { } codes)
        {
            _il.Emit(codes.Load);
        }
        else
        {
            _il.Emit(OpCodes.Ldobj, ClrType(type));
        }
    }

    private void EmitStoreIndirect(TypeSymbol type)
    {
        if (IndirectCode(type) is { } codes)
        {
            _il.Emit(codes.Store);
        }
        else
        {
            _il.Emit(OpCodes.Stobj, ClrType(type));
        }
    }

    private static (OpCode Load, OpCode Store)? IndirectCode(TypeSymbol type) => type.Resolved switch
    {
        PrimitiveTypeSymbol primitive => primitive.Kind switch
        {
            PrimitiveKind.Int => (OpCodes.Ldind_I8, OpCodes.Stind_I8),
            PrimitiveKind.U64 => (OpCodes.Ldind_I8, OpCodes.Stind_I8),
            PrimitiveKind.Float => (OpCodes.Ldind_R8, OpCodes.Stind_R8),
            PrimitiveKind.F32 => (OpCodes.Ldind_R4, OpCodes.Stind_R4),
            PrimitiveKind.Bool or PrimitiveKind.U8 => (OpCodes.Ldind_U1, OpCodes.Stind_I1),
            PrimitiveKind.I8 => (OpCodes.Ldind_I1, OpCodes.Stind_I1),
            PrimitiveKind.I16 => (OpCodes.Ldind_I2, OpCodes.Stind_I2),
            PrimitiveKind.U16 => (OpCodes.Ldind_U2, OpCodes.Stind_I2),
            PrimitiveKind.I32 => (OpCodes.Ldind_I4, OpCodes.Stind_I4),
            PrimitiveKind.U32 => (OpCodes.Ldind_U4, OpCodes.Stind_I4),
            PrimitiveKind.ISize or PrimitiveKind.USize => (OpCodes.Ldind_I, OpCodes.Stind_I),
            PrimitiveKind.Str or PrimitiveKind.Object => (OpCodes.Ldind_Ref, OpCodes.Stind_Ref),
            _ => null,
        },
        TypeParameterSymbol => null,
        _ => IsByAddress(type) ? null : (OpCodes.Ldind_Ref, OpCodes.Stind_Ref),
    };
}
