using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>The members of the runtime library and the platform, as references of the emitted module.</summary>
internal sealed class ImportedMembers(ModuleDefinition module, PlatformTypes platform, RuntimeLibrary library)
{
    private readonly Dictionary<string, TypeReference> _types = [];
    private readonly Dictionary<string, MethodReference> _wellKnown = [];
    private readonly Dictionary<TypeReference, TypeReference> _importedTypes = [];
    private readonly Dictionary<MethodReference, MethodReference> _importedMethods = [];

    /// <summary>A type of the runtime by its CLR name.</summary>
    public TypeReference Type(string clrFullName)
    {
        if (!_types.TryGetValue(clrFullName, out TypeReference? type))
        {
            type = module.ImportReference(
                library.Module.GetType(clrFullName)
                ?? throw new InternalCompilerException($"the runtime library has no type {clrFullName}"));
            _types.Add(clrFullName, type);
        }
        return type;
    }

    public TypeReference TypeOf(TypeDefinitionSymbol definition) => definition is ImportedTypeSymbol imported
        ? Import(imported.Reference)
        : throw new InternalCompilerException($"the type `{definition.Name}` is used but was not lowered");

    public MethodReference MethodOf(FunctionSymbol function) => function is ImportedFunctionSymbol imported
        ? Import(imported.Method)
        : throw new InternalCompilerException($"the function `{function.DisplayName}` is called but was not lowered");

    public Mono.Cecil.FieldReference FieldOf(FieldDefinition field) => module.ImportReference(field);

    public MethodReference Import(MethodReference method)
    {
        if (!_importedMethods.TryGetValue(method, out MethodReference? reference))
        {
            reference = module.ImportReference(method);
            _importedMethods.Add(method, reference);
        }
        return reference;
    }

    private TypeReference Import(TypeReference type)
    {
        if (!_importedTypes.TryGetValue(type, out TypeReference? reference))
        {
            reference = module.ImportReference(type);
            _importedTypes.Add(type, reference);
        }
        return reference;
    }

    /// <summary>The property getter or factory that makes a variant of an imported enum.</summary>
    public MethodReference VariantFactory(ImportedTypeSymbol type, VariantSymbol variant) => type.ClrVariant(variant).Factory switch
    {
        MethodDefinition method => Import(method),
        PropertyDefinition property => Import(property.GetMethod),
        var other => throw new InternalCompilerException($"{other.FullName} does not make a variant"),
    };

    public MethodReference VariantPayload(ImportedTypeSymbol type, VariantSymbol variant, int index) =>
        Import(Getter(type, type.ClrVariant(variant).Payload[index]));

    public MethodReference VariantTag(ImportedTypeSymbol type) => Import(Getter(type, "Tag"));

    public MethodReference WellKnown(string key)
    {
        if (!_wellKnown.TryGetValue(key, out MethodReference? method))
        {
            WellKnownMember member = WellKnownMembers.Table.GetValueOrDefault(key)
                ?? throw new InternalCompilerException($"`{key}` is not in the table of well-known members");
            method = library.Module.GetType(member.Type) is { } type ? FromRuntime(type, member) : FromPlatform(member);
            _wellKnown.Add(key, method);
        }
        return method;
    }

    private static MethodDefinition Getter(ImportedTypeSymbol type, string name) =>
        type.Definition?.Methods.FirstOrDefault(m => !m.HasParameters && (m.Name == name || m.Name == $"get_{name}"))
        ?? throw new InternalCompilerException($"{type.Reference.FullName} has no member {name}");

    private MethodReference FromRuntime(TypeDefinition type, WellKnownMember member)
    {
        MethodDefinition[] found =
            [.. type.Methods.Where(m => m.Name == member.Name && !(m.IsConstructor && m.IsStatic) && Matches(m, member.Parameters))];
        return found is [var only]
            ? module.ImportReference(only)
            : throw new InternalCompilerException($"the runtime library has {found.Length} methods {member.Type}.{member.Name} that match");
    }

    private static bool Matches(MethodDefinition method, ImmutableArray<string>? parameters) =>
        parameters is not { } names || method.Parameters.Select(p => Spell(p.ParameterType)).SequenceEqual(names);

    /// <summary>The spelling of <see cref="WellKnownMember.Parameters"/>: CLR names, type parameters by position.</summary>
    private static string Spell(TypeReference type) => type switch
    {
        GenericParameter { Type: GenericParameterType.Type } p => $"!{p.Position}",
        GenericParameter p => $"!!{p.Position}",
        ByReferenceType reference => $"{Spell(reference.ElementType)}&",
        ArrayType array => $"{Spell(array.ElementType)}[]",
        GenericInstanceType instance => $"{instance.ElementType.FullName}<{string.Join(",", instance.GenericArguments.Select(Spell))}>",
        _ => type.FullName,
    };

    /// <summary>
    /// The compiler runs on the platform it compiles for, so its own System.Private.CoreLib tells the signature; the reference goes
    /// to System.Runtime.
    /// </summary>
    private MethodReference FromPlatform(WellKnownMember member)
    {
        Type type = typeof(object).Assembly.GetType(member.Type)
            ?? throw new InternalCompilerException($"neither the runtime library nor System.Runtime has a type {member.Type}");
        System.Reflection.MethodBase[] candidates = member.Name == ".ctor" ? type.GetConstructors(Members) : type.GetMethods(Members);
        System.Reflection.MethodBase[] found =
            [.. candidates.Where(m => m.Name == member.Name && m.DeclaringType == type
                && (member.Parameters is not { } names || m.GetParameters().Select(p => Spell(p.ParameterType)).SequenceEqual(names)))];
        if (found is not [var only])
        {
            throw new InternalCompilerException($"System.Runtime has {found.Length} methods {member.Type}.{member.Name} that match");
        }
        TypeReference declaring = Platform(type);
        var reference = new MethodReference(
            only.Name, platform.Void, declaring) { HasThis = !only.IsStatic };
        foreach (Type parameter in only.IsGenericMethodDefinition ? only.GetGenericArguments() : [])
        {
            reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));
        }
        if (only is System.Reflection.MethodInfo { ReturnType: var returnType })
        {
            reference.ReturnType = Platform(returnType, reference);
        }
        foreach (System.Reflection.ParameterInfo parameter in only.GetParameters())
        {
            reference.Parameters.Add(new ParameterDefinition(Platform(parameter.ParameterType, reference)));
        }
        return reference;
    }

    private const System.Reflection.BindingFlags Members = System.Reflection.BindingFlags.Public
        | System.Reflection.BindingFlags.NonPublic
        | System.Reflection.BindingFlags.Instance
        | System.Reflection.BindingFlags.Static;

    private static string Spell(Type type) =>
        type.IsGenericTypeParameter ? $"!{type.GenericParameterPosition}"
        : type.IsGenericMethodParameter ? $"!!{type.GenericParameterPosition}"
        : type.IsByRef && type.GetElementType() is { } target ? $"{Spell(target)}&"
        : type.IsArray && type.GetElementType() is { } element ? $"{Spell(element)}[]"
        : type.IsConstructedGenericType ? $"{type.Namespace}.{type.Name}<{string.Join(",", type.GetGenericArguments().Select(Spell))}>"
        : type.FullName ?? type.Name;

    private TypeReference Platform(Type type, MethodReference? scope = null)
    {
        if (type.IsGenericMethodParameter && scope is not null)
        {
            return scope.GenericParameters[type.GenericParameterPosition];
        }
        if (type.IsGenericTypeParameter && scope is not null)
        {
            return scope.DeclaringType.GetElementType().GenericParameters[type.GenericParameterPosition];
        }
        if (type.IsByRef && type.GetElementType() is { } target)
        {
            return new ByReferenceType(Platform(target, scope));
        }
        if (type.IsArray && type.GetElementType() is { } element)
        {
            return new ArrayType(Platform(element, scope));
        }
        if (type.IsConstructedGenericType)
        {
            var instance = new GenericInstanceType(Platform(type.GetGenericTypeDefinition()));
            foreach (Type argument in type.GetGenericArguments())
            {
                instance.GenericArguments.Add(Platform(argument, scope));
            }
            return instance;
        }
        TypeSystem system = module.TypeSystem;
        return System.Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => system.Boolean,
            TypeCode.Char => system.Char,
            TypeCode.SByte => system.SByte,
            TypeCode.Byte => system.Byte,
            TypeCode.Int16 when !type.IsEnum => system.Int16,
            TypeCode.UInt16 when !type.IsEnum => system.UInt16,
            TypeCode.Int32 when !type.IsEnum => system.Int32,
            TypeCode.UInt32 when !type.IsEnum => system.UInt32,
            TypeCode.Int64 => system.Int64,
            TypeCode.UInt64 => system.UInt64,
            TypeCode.Single => system.Single,
            TypeCode.Double => system.Double,
            TypeCode.String => system.String,
            _ when type == typeof(object) => system.Object,
            _ when type == typeof(void) => system.Void,
            _ when type == typeof(nint) => system.IntPtr,
            _ when type == typeof(nuint) => system.UIntPtr,
            _ => platform.Type(type.Namespace ?? "", type.Name, type.IsValueType),
        };
    }
}
