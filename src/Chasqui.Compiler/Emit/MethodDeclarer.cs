using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols.Source;
using Mono.Cecil;
using MethodReference = Mono.Cecil.MethodReference;

namespace Chasqui.Compiler.Emit;

/// <summary>Declares the CLR signatures of lowered methods.</summary>
internal sealed class MethodDeclarer(ModuleDefinition module, TypeEmitter types, MemberResolver members, AttributeEmitter attributes)
{
    public (MethodDefinition Method, GenericScope Scope) Declare(LoweredMethod lowered, TypeDefinition type, GenericScope outer)
    {
        var method = new MethodDefinition(lowered.Symbol.Name, Attributes(lowered, type), module.TypeSystem.Void);
        GenericScope scope = GenericScope.Declare(outer, method, lowered.Symbol.TypeParameters);
        scope.Constrain(types);
        method.ReturnType = types.Get(lowered.ReturnType, scope);
        foreach (LoweredParameter parameter in lowered.Parameters)
        {
            TypeReference parameterType = types.Get(parameter.Type, scope);
            method.Parameters.Add(new ParameterDefinition(
                parameter.Name,
                parameter.Mode == PassingMode.Out ? ParameterAttributes.Out : ParameterAttributes.None,
                parameter.Mode == PassingMode.Value ? parameterType : new ByReferenceType(parameterType)));
        }
        if (lowered.DisplayName.Length > 0)
        {
            attributes.AddSourceName(method, lowered.DisplayName);
        }
        if (lowered.IsKeptInTraces)
        {
            method.ImplAttributes |= MethodImplAttributes.NoInlining;
        }
        type.Methods.Add(method);
        members.Declare(lowered.Symbol, method);
        return (method, scope);
    }

    /// <summary>Once every method is declared: an override takes the place and so the name of what it overrides.</summary>
    public void DeclareOverride(MethodDefinition method, LoweredMethod lowered, GenericScope scope)
    {
        if (lowered.Overrides is not { } overridden)
        {
            return;
        }
        MethodReference target = members.Method(overridden, scope);
        if (method.DeclaringType.IsInterface || lowered.Symbol is SourceFunctionSymbol { ForTrait: not null })
        {
            method.Name = $"{target.DeclaringType.Name}.{target.Name}";
            method.Overrides.Add(target);
            method.Attributes = (method.Attributes & ~(MethodAttributes.NewSlot | MethodAttributes.MemberAccessMask)) | MethodAttributes.Assembly | MethodAttributes.Virtual | MethodAttributes.Final;
            return;
        }
        if (method.IsStatic)
        {
            method.Name = $"{target.DeclaringType.Name}.{target.Name}";
            method.Overrides.Add(target);
            return;
        }
        method.Name = target.Name;
        bool isInterface = method.DeclaringType.Interfaces
            .Any(i => i.InterfaceType.GetElementType().FullName == target.DeclaringType.GetElementType().FullName);
        method.Attributes |= isInterface ? MethodAttributes.NewSlot | MethodAttributes.Final : MethodAttributes.ReuseSlot;
    }

    private static MethodAttributes Attributes(LoweredMethod lowered, TypeDefinition type)
    {
        MethodAttributes attributes = MethodAttributes.Public | MethodAttributes.HideBySig;
        if (lowered.IsStatic)
        {
            attributes |= MethodAttributes.Static;
        }
        if (lowered.Overrides is not null && !lowered.IsStatic)
        {
            attributes |= MethodAttributes.Virtual;
        }
        if (type.IsInterface && !lowered.IsStatic)
        {
            attributes |= MethodAttributes.Virtual | MethodAttributes.NewSlot;
        }
        if (lowered.Symbol is SourceFunctionSymbol { Adopter: not null })
        {
            attributes |= MethodAttributes.Virtual;
        }
        if (lowered.IsAbstract)
        {
            attributes |= MethodAttributes.Abstract;
        }
        return attributes;
    }
}
