using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;
using MethodReference = Mono.Cecil.MethodReference;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    private void EmitCall(LoweredCall call)
    {
        switch (call.Method)
        {
            case VariantTagReference { Enum: var type } when _context.Members.EnumOf(type.Definition) is { } members:
                EmitExpression(Subject(call));
                _il.Emit(OpCodes.Ldfld, MemberResolver.On(members.Tag, ClrType(type)));
                break;
            case VariantPayloadReference { Enum: var type } payload when _context.Members.EnumOf(type.Definition) is { } members:
                EmitSourcePayload(payload, Subject(call), members.Variants[payload.Variant.Tag]);
                break;
            case VariantTagReference or VariantPayloadReference:
                // Payload readers of imported enums take the enum as their receiver.
                EmitInstanceCall(_context.Members.Method(call.Method, _scope), Subject(call), []);
                break;
            default:
                MethodReference method = _context.Members.Method(call.Method, _scope);
                if (call.Receiver is { } receiver && method.HasThis)
                {
                    EmitInstanceCall(method, receiver, call.Arguments);
                }
                else
                {
                    EmitStaticReceiver(call.Receiver, method);
                    EmitAll(call.Arguments);
                    if (call.Method is FunctionReference { Adopter: { } adopter })
                    {
                        _il.Emit(OpCodes.Constrained, ClrType(adopter));
                    }
                    _il.Emit(method.Name == ".ctor" ? OpCodes.Newobj : OpCodes.Call, method);
                }
                break;
        }
    }

    /// <summary>An extension method takes its receiver as the first parameter: by reference when it mutates.</summary>
    private void EmitStaticReceiver(LoweredExpression? receiver, MethodReference method)
    {
        if (receiver is null)
        {
            return;
        }
        if (method.Parameters is [{ ParameterType: ByReferenceType }, ..] && receiver is not LoweredAddressOf)
        {
            EmitAddress(receiver);
        }
        else
        {
            EmitExpression(receiver);
            if (receiver.Type.Resolved is NamedTypeSymbol { Definition: Metadata.Foreign.ForeignTypeSymbol { IsValueType: true } }
                && method.Parameters is [{ ParameterType: { IsValueType: false } and not GenericParameter }, ..])
            {
                // A struct of .NET as the interface that the method extends.
                _il.Emit(OpCodes.Box, ClrType(receiver.Type));
            }
        }
    }

    private static LoweredExpression Subject(LoweredCall call) =>
        call.Receiver ?? (call.Arguments is [var only] ? only : throw new InternalCompilerException("an enum's tag or payload is read of one value"));

    private void EmitSourcePayload(VariantPayloadReference payload, LoweredExpression subject, VariantMembers variant)
    {
        TypeReference type = ClrType(payload.Enum);
        TypeReference variantType = SourceEnumEmitter.VariantType(variant.Class, type);
        EmitExpression(subject);
        _il.Emit(OpCodes.Castclass, variantType);
        _il.Emit(OpCodes.Ldfld, MemberResolver.On(variant.Payload[payload.Index], variantType));
    }

    private void EmitInstanceCall(MethodReference method, LoweredExpression receiver, IReadOnlyList<LoweredExpression> arguments)
    {
        bool isByAddress = IsByAddress(receiver.Type);
        if (isByAddress)
        {
            EmitAddress(receiver is LoweredAddressOf { Place: var place } ? place : receiver);
        }
        else
        {
            EmitExpression(receiver);
        }
        EmitAll(arguments);
        if (isByAddress)
        {
            TypeReference type = ClrType(receiver.Type);
            bool isOwn = type is not GenericParameter && method.DeclaringType.GetElementType().FullName == type.GetElementType().FullName;
            if (!isOwn)
            {
                _il.Emit(OpCodes.Constrained, type);
            }
            _il.Emit(isOwn ? OpCodes.Call : OpCodes.Callvirt, method);
            return;
        }
        bool isKnownTarget = receiver is LoweredThis or LoweredNew && method.GetElementMethod() is MethodDefinition { IsVirtual: false };
        _il.Emit(isKnownTarget ? OpCodes.Call : OpCodes.Callvirt, method);
    }

    private void EmitInvoke(LoweredInvoke invoke)
    {
        EmitExpression(invoke.Callee);
        EmitAll(invoke.Arguments);
        TypeReference type = ClrType(invoke.Callee.Type);
        TypeReference open = type.GetElementType();
        var method = new MethodReference("Invoke", open.GenericParameters[^1], type) { HasThis = true };
        foreach (GenericParameter parameter in open.GenericParameters.SkipLast(1))
        {
            method.Parameters.Add(new ParameterDefinition(parameter));
        }
        _il.Emit(OpCodes.Callvirt, method);
    }

    private void EmitNewDelegate(LoweredNewDelegate creation)
    {
        MethodReference method = _context.Members.Method(creation.Method, _scope);
        if (creation.Receiver is { } receiver)
        {
            EmitExpression(receiver);
            BoxIfNeeded(receiver.Type);
        }
        else
        {
            _il.Emit(OpCodes.Ldnull);
        }
        if (method.HasThis && method.GetElementMethod() is not MethodDefinition { IsVirtual: false })
        {
            _il.Emit(OpCodes.Dup);
            _il.Emit(OpCodes.Ldvirtftn, method);
        }
        else
        {
            _il.Emit(OpCodes.Ldftn, method);
        }
        TypeSystem system = _method.Module.TypeSystem;
        _il.Emit(OpCodes.Newobj, _context.Platform.Constructor(ClrType(creation.Type), system.Object, system.IntPtr));
    }

    private void EmitCast(LoweredCast cast)
    {
        EmitExpression(cast.Operand);
        TypeSymbol from = cast.Operand.Type;
        if (IsByAddress(cast.Type))
        {
            BoxIfDifferent(from, cast.Type);
            return;
        }
        if (IsByAddress(from))
        {
            _il.Emit(OpCodes.Box, ClrType(from));
            if (from.Resolved is not TypeParameterSymbol || IsObject(cast.Type))
            {
                return;
            }
        }
        if (!IsObject(cast.Type) && !IsUpcast(from.Resolved, cast.Type.Resolved))
        {
            _il.Emit(OpCodes.Castclass, ClrType(cast.Type));
        }
    }

    private void BoxIfDifferent(TypeSymbol from, TypeSymbol to)
    {
        if (from == to)
        {
            return;
        }
        BoxIfNeeded(from);
        _il.Emit(OpCodes.Unbox_Any, ClrType(to));
    }

    private void BoxIfNeeded(TypeSymbol type)
    {
        if (IsByAddress(type))
        {
            _il.Emit(OpCodes.Box, ClrType(type));
        }
    }

    private static bool IsObject(TypeSymbol type) =>
        type.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Object } or UnionTypeSymbol;

    /// <summary>Whether the static types already tell that the reference is of the target type.</summary>
    private static bool IsUpcast(TypeSymbol from, TypeSymbol to)
    {
        for (NamedTypeSymbol? type = from as NamedTypeSymbol; type is not null; type = type.Definition.BaseType)
        {
            if (to is NamedTypeSymbol target
                && (ReferenceEquals(type.Definition, target.Definition) || type.Definition.Traits.Any(t => ReferenceEquals(t.Definition, target.Definition))))
            {
                return true;
            }
        }
        return from == to;
    }
}
