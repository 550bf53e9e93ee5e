using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit;

/// <summary>
/// A source enum. <c>enum Shape: Circle(float), Empty</c> is
/// <code>
/// abstract class Shape { readonly int Tag; static Shape Circle(double); static Shape Empty { get; } }
/// nested sealed class CircleCase : Shape { readonly double Item0; }
/// nested sealed class EmptyCase : Shape        one instance, kept in a static field
/// </code>
/// </summary>
internal sealed class SourceEnumEmitter(ModuleDefinition module, PlatformTypes platform, TypeEmitter types, MemberResolver members)
{
    private const MethodAttributes Constructor =
        MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;

    public void Declare(TypeDefinitionSymbol symbol, TypeDefinition type, GenericScope scope)
    {
        TypeReference self = SelfOf(type);
        var tag = new FieldDefinition("Tag", FieldAttributes.Public | FieldAttributes.InitOnly, module.TypeSystem.Int32);
        type.Fields.Add(tag);
        MethodDefinition baseConstructor = DeclareBaseConstructor(type, self, tag);
        var variants = ImmutableDictionary.CreateBuilder<int, VariantMembers>();
        var singletons = new List<(FieldReference Field, MethodReference Constructor)>();
        foreach (VariantSymbol variant in symbol.Variants)
        {
            var (nested, payload, constructor) = DeclareVariant(type, self, variant, scope, baseConstructor);
            MethodReference create = MemberResolver.On(constructor, VariantType(nested, self));
            MethodDefinition factory = variant.Payload.IsEmpty
                ? DeclareSingleton(type, self, variant, create, singletons)
                : DeclareFactory(type, self, variant, create, scope);
            variants.Add(variant.Tag, new VariantMembers(factory, nested, payload));
        }
        DeclareInitializer(type, singletons);
        members.DeclareEnum(symbol, new EnumMembers(tag, variants.ToImmutable()));
    }

    /// <summary>The variant's class for an instance of the enum; the nested class repeats the enum's type parameters.</summary>
    public static TypeReference VariantType(TypeDefinition variant, TypeReference enumType)
    {
        if (enumType is not GenericInstanceType generic)
        {
            return variant;
        }
        var instance = new GenericInstanceType(variant);
        foreach (TypeReference argument in generic.GenericArguments)
        {
            instance.GenericArguments.Add(argument);
        }
        return instance;
    }

    public static TypeReference SelfOf(TypeDefinition type)
    {
        if (!type.HasGenericParameters)
        {
            return type;
        }
        var self = new GenericInstanceType(type);
        foreach (GenericParameter parameter in type.GenericParameters)
        {
            self.GenericArguments.Add(parameter);
        }
        return self;
    }

    private MethodDefinition DeclareBaseConstructor(TypeDefinition type, TypeReference self, FieldDefinition tag)
    {
        var constructor = new MethodDefinition(".ctor", Constructor | MethodAttributes.FamANDAssem, module.TypeSystem.Void);
        constructor.Parameters.Add(new ParameterDefinition("tag", ParameterAttributes.None, module.TypeSystem.Int32));
        type.Methods.Add(constructor);
        ILProcessor il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, platform.Constructor(type.BaseType));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, MemberResolver.On(tag, self));
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private (TypeDefinition Class, ImmutableArray<FieldDefinition> Payload, MethodDefinition Constructor) DeclareVariant(
        TypeDefinition enumType, TypeReference enumSelf, VariantSymbol variant, GenericScope enumScope, MethodDefinition baseConstructor)
    {
        var type = new TypeDefinition(
            "", $"{variant.Name}Case", TypeAttributes.NestedAssembly | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit);
        enumType.NestedTypes.Add(type);
        GenericScope scope = GenericScope.Declare(enumScope, type, variant.Enum.TypeParameters);
        TypeReference baseType = enumType.HasGenericParameters ? VariantType(enumType, SelfOf(type)) : enumSelf;
        type.BaseType = baseType;

        var constructor = new MethodDefinition(".ctor", Constructor | MethodAttributes.Assembly, module.TypeSystem.Void);
        type.Methods.Add(constructor);
        ILProcessor il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, variant.Tag);
        il.Emit(OpCodes.Call, MemberResolver.On(baseConstructor, baseType));
        var payload = ImmutableArray.CreateBuilder<FieldDefinition>();
        foreach (VariantFieldSymbol item in variant.Payload)
        {
            var field = new FieldDefinition(
                item.Name ?? $"Item{item.Index}", FieldAttributes.Assembly | FieldAttributes.InitOnly, types.Get(item.Type, scope));
            type.Fields.Add(field);
            payload.Add(field);
            var parameter = new ParameterDefinition(field.Name, ParameterAttributes.None, field.FieldType);
            constructor.Parameters.Add(parameter);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg, parameter);
            il.Emit(OpCodes.Stfld, MemberResolver.On(field, SelfOf(type)));
        }
        il.Emit(OpCodes.Ret);
        return (type, payload.ToImmutable(), constructor);
    }

    private MethodDefinition DeclareFactory(
        TypeDefinition type, TypeReference self, VariantSymbol variant, MethodReference create, GenericScope scope)
    {
        var factory = new MethodDefinition(
            variant.Name, MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, self);
        type.Methods.Add(factory);
        ILProcessor il = factory.Body.GetILProcessor();
        foreach (VariantFieldSymbol item in variant.Payload)
        {
            var parameter = new ParameterDefinition(
                item.Name ?? $"item{item.Index}", ParameterAttributes.None, types.Get(item.Type, scope));
            factory.Parameters.Add(parameter);
            il.Emit(OpCodes.Ldarg, parameter);
        }
        il.Emit(OpCodes.Newobj, create);
        il.Emit(OpCodes.Ret);
        return factory;
    }

    private MethodDefinition DeclareSingleton(
        TypeDefinition type,
        TypeReference self,
        VariantSymbol variant,
        MethodReference create,
        List<(FieldReference Field, MethodReference Constructor)> singletons)
    {
        var field = new FieldDefinition(
            $"<{variant.Name}>k__BackingField", FieldAttributes.Private | FieldAttributes.Static | FieldAttributes.InitOnly, self);
        type.Fields.Add(field);
        FieldReference place = MemberResolver.On(field, self);
        singletons.Add((place, create));
        var getter = new MethodDefinition(
            $"get_{variant.Name}",
            MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig | MethodAttributes.SpecialName,
            self);
        type.Methods.Add(getter);
        type.Properties.Add(new PropertyDefinition(variant.Name, PropertyAttributes.None, self) { GetMethod = getter });
        ILProcessor il = getter.Body.GetILProcessor();
        il.Emit(OpCodes.Ldsfld, place);
        il.Emit(OpCodes.Ret);
        return getter;
    }

    private void DeclareInitializer(TypeDefinition type, List<(FieldReference Field, MethodReference Constructor)> singletons)
    {
        if (singletons.Count == 0)
        {
            return;
        }
        var initializer = new MethodDefinition(
            ".cctor", Constructor | MethodAttributes.Private | MethodAttributes.Static, module.TypeSystem.Void);
        type.Methods.Add(initializer);
        ILProcessor il = initializer.Body.GetILProcessor();
        foreach (var (field, constructor) in singletons)
        {
            il.Emit(OpCodes.Newobj, constructor);
            il.Emit(OpCodes.Stsfld, field);
        }
        il.Emit(OpCodes.Ret);
    }
}
