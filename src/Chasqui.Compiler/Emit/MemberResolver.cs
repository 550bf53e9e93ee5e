using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using FieldReference = Chasqui.Compiler.Lowering.Nodes.FieldReference;
using MethodReference = Chasqui.Compiler.Lowering.Nodes.MethodReference;

namespace Chasqui.Compiler.Emit;

/// <summary>The CLR members of a source enum.</summary>
internal sealed record EnumMembers(FieldDefinition Tag, ImmutableDictionary<int, VariantMembers> Variants);

/// <summary>Factory: a static method, or the getter of the one instance. Class holds the payload fields.</summary>
internal sealed record VariantMembers(MethodDefinition Factory, TypeDefinition Class, ImmutableArray<FieldDefinition> Payload);

/// <summary>Turns the members that lowered code names into CLR references, constructed for the type arguments in use.</summary>
internal sealed class MemberResolver(ModuleDefinition module, TypeEmitter types, ImportedMembers imported)
{
    private readonly Dictionary<FunctionSymbol, MethodDefinition> _methods = [];
    private readonly Dictionary<TypeDefinitionSymbol, MethodDefinition> _constructors = [];
    private readonly Dictionary<FieldSymbol, FieldDefinition> _fields = [];
    private readonly Dictionary<GlobalSymbol, FieldDefinition> _globals = [];
    private readonly Dictionary<TypeDefinitionSymbol, EnumMembers> _enums = [];

    public void Declare(FunctionSymbol symbol, MethodDefinition method) => _methods.Add(symbol, method);

    public void Declare(FieldSymbol symbol, FieldDefinition field) => _fields.Add(symbol, field);

    public void Declare(GlobalSymbol symbol, FieldDefinition field) => _globals.Add(symbol, field);

    public void DeclareConstructor(TypeDefinitionSymbol type, MethodDefinition constructor) => _constructors.Add(type, constructor);

    public bool HasConstructor(TypeDefinitionSymbol type) => _constructors.ContainsKey(type);

    public void DeclareEnum(TypeDefinitionSymbol type, EnumMembers members) => _enums.Add(type, members);

    public FieldDefinition Declared(FieldSymbol field) => _fields[field];

    public EnumMembers? EnumOf(TypeDefinitionSymbol type) => _enums.GetValueOrDefault(type);

    public Mono.Cecil.MethodReference Method(MethodReference reference, GenericScope scope) => reference switch
    {
        FunctionReference f => Function(f, scope),
        ConstructorReference c => Constructor(c.Type, scope),
        VariantFactoryReference v => VariantFactory(v, scope),
        VariantPayloadReference { Enum.Definition: ImportedTypeSymbol type } v =>
            On(imported.VariantPayload(type, v.Variant, v.Index), types.Get(v.Enum, scope)),
        VariantTagReference { Enum.Definition: ImportedTypeSymbol type } v => On(imported.VariantTag(type), types.Get(v.Enum, scope)),
        WellKnownReference w => WellKnown(w, scope),
        _ => throw new InternalCompilerException($"{reference} has no CLR method"),
    };

    public Mono.Cecil.FieldReference Field(FieldReference reference, GenericScope scope)
    {
        if (reference.Field.ContainingType is Metadata.Foreign.ForeignTypeSymbol foreign)
        {
            return OnForeign(imported.FieldOf(foreign.ClrField(reference.Field)), types.Get(reference.ContainingType, scope));
        }
        if (!_fields.TryGetValue(reference.Field, out FieldDefinition? field))
        {
            throw new InternalCompilerException($"the field `{reference.ContainingType}.{reference.Field.Name}` was not lowered");
        }
        return On(field, types.Get(reference.ContainingType, scope));
    }

    public FieldDefinition? Global(GlobalSymbol global) => _globals.GetValueOrDefault(global);

    /// <summary>The same method on an instance of its declaring type.</summary>
    public static Mono.Cecil.MethodReference On(Mono.Cecil.MethodReference method, TypeReference declaring)
    {
        if (declaring is not GenericInstanceType)
        {
            return method;
        }
        var reference = new Mono.Cecil.MethodReference(method.Name, method.ReturnType, declaring)
        {
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };
        foreach (GenericParameter parameter in method.GenericParameters)
        {
            reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));
        }
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
        }
        return reference;
    }

    public static Mono.Cecil.FieldReference On(FieldDefinition field, TypeReference declaring) =>
        declaring is GenericInstanceType ? new Mono.Cecil.FieldReference(field.Name, field.FieldType, declaring) : field;

    /// <summary>The same field of .NET on an instance of its declaring type.</summary>
    public static Mono.Cecil.FieldReference OnForeign(Mono.Cecil.FieldReference field, TypeReference declaring) =>
        declaring is GenericInstanceType ? new Mono.Cecil.FieldReference(field.Name, field.FieldType, declaring) : field;

    private Mono.Cecil.MethodReference Function(FunctionReference reference, GenericScope scope)
    {
        bool isDeclared = _methods.TryGetValue(reference.Function, out MethodDefinition? declared);
        Mono.Cecil.MethodReference method = isDeclared && declared is not null ? declared : imported.MethodOf(reference.Function);
        ImmutableArray<TypeSymbol> outer = reference.ContainingType?.Arguments ?? [];
        // An extension of a generic type is a static method whose leading type parameters stand for the type's.
        bool isExtension = method.DeclaringType.GenericParameters.Count == 0
            && method.GenericParameters.Count == outer.Length + reference.TypeArguments.Length;
        if (isExtension)
        {
            return Construct(method, outer.AddRange(reference.TypeArguments), scope);
        }
        Mono.Cecil.MethodReference placed = reference.ContainingType is { } type && !outer.IsEmpty
            ? On(method, DeclaringInstance(method, types.Get(type, scope)))
            : method;
        return Construct(placed, reference.TypeArguments, scope);
    }

    /// <summary>The receiver's type or the base of it that declares the method.</summary>
    private TypeReference DeclaringInstance(Mono.Cecil.MethodReference method, TypeReference receiver)
    {
        TypeReference current = receiver;
        while (current.GetElementType().FullName != method.DeclaringType.FullName)
        {
            TypeDefinition? definition = current.GetElementType().Resolve();
            if (definition?.BaseType is not { } next)
            {
                return receiver;
            }
            current = module.ImportReference(Substitute(next, current));
        }
        return current;
    }

    private static TypeReference Substitute(TypeReference type, TypeReference instance) => type switch
    {
        GenericParameter { Type: GenericParameterType.Type } p when instance is GenericInstanceType g => g.GenericArguments[p.Position],
        GenericInstanceType g => Instance(g.ElementType, g.GenericArguments.Select(a => Substitute(a, instance))),
        _ => type,
    };

    private static GenericInstanceType Instance(TypeReference open, IEnumerable<TypeReference> arguments)
    {
        var instance = new GenericInstanceType(open);
        foreach (TypeReference argument in arguments)
        {
            instance.GenericArguments.Add(argument);
        }
        return instance;
    }

    public Mono.Cecil.MethodReference Constructor(NamedTypeSymbol type, GenericScope scope) =>
        _constructors.TryGetValue(type.Definition, out MethodDefinition? constructor)
            ? On(constructor, types.Get(type, scope))
            : throw new InternalCompilerException($"`{type}` has no constructor");

    private Mono.Cecil.MethodReference VariantFactory(VariantFactoryReference reference, GenericScope scope)
    {
        Mono.Cecil.MethodReference factory = reference.Enum.Definition is ImportedTypeSymbol type
            ? imported.VariantFactory(type, reference.Variant)
            : _enums[reference.Enum.Definition].Variants[reference.Variant.Tag].Factory;
        return On(factory, types.Get(reference.Enum, scope));
    }

    private Mono.Cecil.MethodReference WellKnown(WellKnownReference reference, GenericScope scope)
    {
        Mono.Cecil.MethodReference method = imported.WellKnown(reference.Member);
        if (!reference.ContainingTypeArguments.IsEmpty && method.DeclaringType.GenericParameters.Count > 0)
        {
            method = On(method, Instance(method.DeclaringType, reference.ContainingTypeArguments.Select(a => types.Get(a, scope))));
        }
        return Construct(method, reference.TypeArguments, scope);
    }

    private Mono.Cecil.MethodReference Construct(
        Mono.Cecil.MethodReference method, ImmutableArray<TypeSymbol> arguments, GenericScope scope)
    {
        if (arguments.IsEmpty)
        {
            return method;
        }
        var instance = new GenericInstanceMethod(method);
        foreach (TypeSymbol argument in arguments)
        {
            instance.GenericArguments.Add(types.Get(argument, scope));
        }
        return instance;
    }
}
