using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// Whether types have the capabilities that operations need. A type parameter gets what its function's body needs; so calls of
/// generic functions are checked when every body has been bound.
/// </summary>
internal sealed class CapabilityCheck(KnownTypes types, MemberLookup members, DiagnosticBag diagnostics)
{
    private readonly List<Func<Diagnostic?>> _deferred = [];

    public void Require(TypeSymbol type, string capability, SourceSpan span) =>
        _deferred.Add(() => Missing(type.Resolved, capability) is { } lacking ? TypeErrors.MissingCapability(span, lacking, capability) : null);

    private readonly HashSet<(TypeParameterSymbol, string)> _inferred = [];

    /// <summary>The body needs it of its type parameters.</summary>
    public static void Infer(TypeParameterSymbol parameter, string capability)
    {
        if (!parameter.Capabilities.Contains(capability))
        {
            parameter.Capabilities = parameter.Capabilities.Add(capability);
        }
    }

    /// <summary>An argument for a type parameter, against its bounds and capabilities.</summary>
    public void RequireArgument(TypeParameterSymbol parameter, TypeSymbol argument, TypeSubstitution substitution, SourceSpan span) => _deferred.Add(() =>
    {
        foreach (string capability in parameter.Capabilities)
        {
            if (Missing(argument.Resolved, capability) is { } lacking)
            {
                return TypeErrors.MissingCapability(span, lacking, capability);
            }
        }
        foreach (TypeSymbol bound in parameter.Bounds.Select(b => b.Substitute(substitution).Resolved))
        {
            if (argument.Resolved is NamedTypeSymbol or PrimitiveTypeSymbol or TypeParameterSymbol && bound is NamedTypeSymbol trait && !Adopts(argument.Resolved, trait))
            {
                return TypeErrors.MissingTrait(span, argument.Resolved, bound);
            }
            if (!parameter.IsSelf && argument.Resolved is NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Trait } itself }
                && itself.Methods.OfType<SourceFunctionSymbol>().FirstOrDefault(m => m is { IsStatic: true, IsAbstract: true }) is { } required)
            {
                return TypeErrors.TraitWithStatics(span, argument.Resolved, required);
            }
        }
        return null;
    });

    /// <summary>
    /// A derived comparison or hash compares or hashes every field. What a type parameter brings is checked where it gets its type.
    /// </summary>
    public void RequireOfFields(SourceTypeSymbol type)
    {
        if (type.Kind is not (TypeDefinitionKind.Model or TypeDefinitionKind.Class))
        {
            return;
        }
        foreach (string capability in type.Capabilities.Where(c => c is "Eq" or "Ord" or "Hash"))
        {
            if (Hooks(capability).Any(h => type.Methods.Any(m => m.Name == h)))
            {
                continue;
            }
            foreach (FieldSymbol field in type.Fields.Where(f => !f.Type.ContainsTypeParameter))
            {
                if (Missing(field.Type.Resolved, capability) is { } lacking)
                {
                    diagnostics.Add(TypeErrors.UnderivableField(field.Span ?? type.Span ?? default, type.Name, capability, field.Name, lacking));
                    return;
                }
            }
        }
    }

    /// <summary>What one function needs, its callers need too: the checks run until they find no more of that.</summary>
    public void CheckDeferred()
    {
        Diagnostic?[] faults;
        int known;
        do
        {
            known = _inferred.Count;
            faults = [.. _deferred.Select(check => check())];
        }
        while (_inferred.Count > known);
        foreach (Diagnostic fault in faults.OfType<Diagnostic>())
        {
            diagnostics.Add(fault);
        }
        _deferred.Clear();
    }

    private static bool Adopts(TypeSymbol type, NamedTypeSymbol trait) =>
        trait.Definition.Kind != TypeDefinitionKind.Trait
        || type.Equals(trait)
        || MemberLookup.AllTraits(type).Any(t => ReferenceEquals(t.Definition, trait.Definition));

    /// <summary>The part of a type that lacks a capability, or null.</summary>
    private TypeSymbol? Missing(TypeSymbol type, string capability)
    {
        switch (type)
        {
            case ErrorTypeSymbol or InferenceTypeSymbol:
                return null;
            case PrimitiveTypeSymbol primitive:
                bool isLacking = capability == "Fields" || IsOperator(capability) ? !HasOperator(primitive, capability)
                    : (capability == "Number" && !primitive.IsNumeric && primitive.Kind != PrimitiveKind.Never) || (capability == "Integer" && !primitive.IsInteger);
                return isLacking ? type : null;
            case TypeParameterSymbol parameter:
                Infer(parameter, capability);
                _inferred.Add((parameter, capability));
                return null;
            case TupleTypeSymbol or UnionTypeSymbol when capability is not ("Number" or "Integer" or "Fields") && !IsOperator(capability):
                return ((CompositeTypeSymbol)type).Parts.Select(p => Missing(p.Resolved, capability)).FirstOrDefault(m => m is not null);
            case DecimalTypeSymbol:
                return capability is "Number" or "Integer" || IsOperator(capability) ? type : null;
            case FunctionTypeSymbol:
                return IsOperator(capability) || capability is "Integer" or "Eq" or "Ord" or "Hash" or "Number" or "Default" or "Serialize" or "Fields" ? type : null;
            case NamedTypeSymbol named:
                return MissingNamed(named, capability);
            default:
                return type;
        }
    }

    private static bool IsOperator(string capability) => capability.StartsWith("__", StringComparison.Ordinal);

    /// <summary>An operator, named by its hook. A quotient of integers is not one of them.</summary>
    private static bool HasOperator(PrimitiveTypeSymbol type, string hook) => hook switch
    {
        "__add__" => type.IsNumeric || type.Kind == PrimitiveKind.Str,
        "__sub__" or "__mul__" or "__floordiv__" or "__mod__" or "__neg__" => type.IsNumeric,
        "__div__" => type.IsFloat,
        _ => false,
    };

    private TypeSymbol? MissingNamed(NamedTypeSymbol type, string capability)
    {
        if (IsOperator(capability))
        {
            return members.FindMethods(type, capability).IsEmpty ? type : null;
        }
        if (capability == "Copy")
        {
            // Ownership knows whether it has it; here counts who passes the need on.
            foreach (TypeSymbol argument in type.Arguments)
            {
                Missing(argument.Resolved, capability);
            }
        }
        if (capability is not ("Integer" or "Eq" or "Ord" or "Hash" or "Number" or "Default" or "Clone" or "Serialize" or "Fields"))
        {
            return null;
        }
        if (capability == "Fields")
        {
            return type.Definition.Kind is TypeDefinitionKind.Model or TypeDefinitionKind.Class or TypeDefinitionKind.Trait ? null : type;
        }
        bool has = type.Definition.Capabilities.Contains(capability)
            || (capability == "Eq" && type.Definition.Kind == TypeDefinitionKind.Enum)
            || (capability == "Serialize" && types.IsSerializable(type))
            || (capability is not ("Number" or "Integer") && types.IsStructural(type) && !(capability == "Default" && types.IsResult(type, out _, out _)))
            || Hooks(capability).Any(h => !members.FindMethods(type, h).IsEmpty);
        if (has && capability == "Default" && types.IsStructural(type))
        {
            return null;
        }
        return !has ? type : type.Arguments.Select(a => Missing(a.Resolved, capability)).FirstOrDefault(m => m is not null);
    }

    private static string[] Hooks(string capability) => capability switch
    {
        "Eq" => ["__eq__"],
        "Ord" => ["__lt__", "__gt__"],
        "Hash" => ["__hash__"],
        "Number" => ["__add__"],
        _ => [],
    };
}
