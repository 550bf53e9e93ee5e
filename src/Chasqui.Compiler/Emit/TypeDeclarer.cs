using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit;

/// <summary>
/// Declares the CLR types of a program in two steps, since types refer to each other: names and type parameters first, then bases,
/// fields and constructors.
/// </summary>
internal sealed class TypeDeclarer(
    ModuleDefinition module, PlatformTypes platform, TypeEmitter types, MemberResolver members, ImportedMembers imported, AttributeEmitter attributes)
{
    private const TypeAttributes Static = TypeAttributes.Abstract | TypeAttributes.Sealed;

    private readonly Dictionary<TypeDefinitionSymbol, GenericScope> _scopes = [];

    public GenericScope ScopeOf(TypeDefinitionSymbol type) => _scopes[type];

    /// <summary>A module is a static class; its path's head is the namespace.</summary>
    private TypeDefinition DeclareClass(LoweredModule lowered)
    {
        string path = lowered.Symbol.Path;
        int dot = path.LastIndexOf('.');
        return StaticClass(dot < 0 ? "" : path[..dot], path[(dot + 1)..]);
    }

    /// <summary>Once all types have names.</summary>
    public void DeclareGlobals(LoweredModule lowered, TypeDefinition type)
    {
        foreach (GlobalSymbol global in lowered.Globals)
        {
            var field = new FieldDefinition(
                global.Name, FieldAttributes.Assembly | FieldAttributes.Static, types.Get(global.Type, GenericScope.None));
            type.Fields.Add(field);
            members.Declare(global, field);
        }
    }

    /// <summary>The module's class with the names of its types.</summary>
    public TypeDefinition DeclareNamesOf(LoweredModule lowered)
    {
        TypeDefinition moduleClass = DeclareClass(lowered);
        foreach (LoweredType type in lowered.Types)
        {
            DeclareName(type, moduleClass);
        }
        return moduleClass;
    }

    public TypeDefinition StaticClass(string @namespace, string name)
    {
        var type = new TypeDefinition(
            @namespace, name, TypeAttributes.Public | Static | TypeAttributes.BeforeFieldInit, module.TypeSystem.Object);
        module.Types.Add(type);
        return type;
    }

    /// <summary>First step: the name, nested in its module's class.</summary>
    private void DeclareName(LoweredType lowered, TypeDefinition moduleClass)
    {
        TypeDefinitionSymbol symbol = lowered.Definition;
        string name = symbol.TypeParameters.IsEmpty ? symbol.Name : $"{symbol.Name}`{symbol.TypeParameters.Length}";
        TypeAttributes kind = symbol.Kind switch
        {
            TypeDefinitionKind.Trait => TypeAttributes.Interface | TypeAttributes.Abstract,
            TypeDefinitionKind.Enum => TypeAttributes.Abstract | TypeAttributes.BeforeFieldInit,
            _ => TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
        };
        TypeAttributes visibility = symbol.Kind == TypeDefinitionKind.Synthesized ? TypeAttributes.NestedAssembly : TypeAttributes.NestedPublic;
        TypeAttributes layout = symbol.IsValueType ? TypeAttributes.SequentialLayout : TypeAttributes.AutoLayout;
        var type = new TypeDefinition("", name, kind | visibility | layout);
        moduleClass.NestedTypes.Add(type);
        _scopes.Add(symbol, GenericScope.Declare(null, type, symbol.TypeParameters));
        types.Declare(symbol, type);
    }

    /// <summary>Second step: what refers to other types.</summary>
    public void DeclareMembers(LoweredType lowered)
    {
        TypeDefinitionSymbol symbol = lowered.Definition;
        TypeDefinition type = types.DefinitionOf(symbol);
        GenericScope scope = _scopes[symbol];
        scope.Constrain(types);
        if (lowered.DisplayName.Length > 0)
        {
            attributes.AddSourceName(type, lowered.DisplayName);
        }
        foreach (TypeSymbol implemented in lowered.Interfaces)
        {
            type.Interfaces.Add(new InterfaceImplementation(types.Get(implemented, scope)));
        }
        if (symbol.Kind == TypeDefinitionKind.Trait)
        {
            return;
        }
        type.BaseType = lowered.Base is { } given ? types.Get(given, scope) : DefaultBase(symbol);
        if (symbol.Kind == TypeDefinitionKind.Enum)
        {
            new SourceEnumEmitter(module, platform, types, members).Declare(symbol, type, scope);
            return;
        }
        foreach (FieldSymbol field in symbol.Fields)
        {
            var definition = new FieldDefinition(field.Name, FieldAttributes.Assembly, types.Get(field.Type, scope));
            type.Fields.Add(definition);
            members.Declare(field, definition);
            if (field.IsPublic && symbol.Kind is TypeDefinitionKind.Model or TypeDefinitionKind.Class)
            {
                attributes.AddField(definition, field);
            }
        }
    }

    /// <summary>Third step: constructors, which take every field.</summary>
    public void DeclareConstructor(LoweredType lowered)
    {
        TypeDefinitionSymbol symbol = lowered.Definition;
        if (symbol.Kind is TypeDefinitionKind.Trait or TypeDefinitionKind.Enum || members.HasConstructor(symbol))
        {
            return;
        }
        TypeDefinition type = types.DefinitionOf(symbol);
        var constructor = new MethodDefinition(
            ".ctor",
            MethodAttributes.Assembly | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            module.TypeSystem.Void);
        type.Methods.Add(constructor);
        members.DeclareConstructor(symbol, constructor);
        ILProcessor il = constructor.Body.GetILProcessor();
        bool takesFields = symbol.Kind != TypeDefinitionKind.Synthesized;
        if (!symbol.IsValueType)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, platform.Constructor(type.BaseType));
        }
        foreach (FieldSymbol field in takesFields ? symbol.Fields : [])
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg, Parameter(constructor, field, _scopes[symbol]));
            il.Emit(OpCodes.Stfld, MemberResolver.On(members.Declared(field), SourceEnumEmitter.SelfOf(type)));
        }
        il.Emit(OpCodes.Ret);
    }

    private ParameterDefinition Parameter(MethodDefinition constructor, FieldSymbol field, GenericScope scope)
    {
        var parameter = new ParameterDefinition(field.Name, ParameterAttributes.None, types.Get(field.Type, scope));
        constructor.Parameters.Add(parameter);
        return parameter;
    }

    private TypeReference DefaultBase(TypeDefinitionSymbol symbol) =>
        symbol.IsValueType ? platform.Class("ValueType")
        : symbol.ValueKind == ValueKind.SharedObject ? imported.Type(WellKnownTypes.SharedObject)
        : platform.Object;
}
