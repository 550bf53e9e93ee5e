using System.Collections.Immutable;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering;

/// <summary>A type seen as one of its parents or traits.</summary>
internal static class TypeRelations
{
    /// <summary>The containing type's arguments for a call of a method on a receiver of this type; null for functions outside types.</summary>
    public static NamedTypeSymbol? ContainingTypeOf(FunctionSymbol function, TypeSymbol receiver) =>
        function.ContainingType is { } definition ? AsInstanceOf(receiver, definition) ?? definition.SelfType : null;

    /// <summary>The definition with the arguments that <paramref name="type"/> gives it: itself, a base class or a trait.</summary>
    public static NamedTypeSymbol? AsInstanceOf(TypeSymbol type, TypeDefinitionSymbol definition)
    {
        switch (type.Resolved)
        {
            case NamedTypeSymbol named when ReferenceEquals(named.Definition, definition):
                return named;
            case NamedTypeSymbol named:
                IEnumerable<NamedTypeSymbol> parents = named.Definition.BaseType is { } parent ? [parent, .. named.Definition.Traits] : named.Definition.Traits;
                return parents
                    .Select(p => AsInstanceOf(p.Substitute(named.Substitution), definition))
                    .FirstOrDefault(p => p is not null);
            case TypeParameterSymbol parameter:
                return parameter.Bounds.Select(b => AsInstanceOf(b, definition)).FirstOrDefault(p => p is not null);
            default:
                return null;
        }
    }

    /// <summary>What the type parameters in the signature of a method without further ones stand for on a receiver of this type.</summary>
    public static TypeSubstitution SubstitutionOf(FunctionSymbol function, TypeSymbol receiver)
    {
        TypeSubstitution outer = ContainingTypeOf(function, receiver)?.Substitution ?? TypeSubstitution.Empty;
        ImmutableArray<TypeSymbol> own = ExtensionArguments(function, receiver);
        return own.IsEmpty ? outer : outer.And(function.TypeParameters, own);
    }

    /// <summary>The traits that a type adopts itself, with their supertraits.</summary>
    public static IEnumerable<NamedTypeSymbol> AllTraits(TypeDefinitionSymbol definition) =>
        definition.Traits.SelectMany(t => AllTraits(t.Definition).Select(s => s.Substitute(t.Substitution)).OfType<NamedTypeSymbol>().Prepend(t)).Distinct();

    /// <summary>
    /// The type arguments of an extension method that follow from its receiver: matched against the declared receiver type. Empty
    /// for every other function.
    /// </summary>
    public static ImmutableArray<TypeSymbol> ExtensionArguments(FunctionSymbol function, TypeSymbol receiver)
    {
        if (function is not ImportedFunctionSymbol { ReceiverType: { } declared } || function.TypeParameters.IsEmpty)
        {
            return [];
        }
        var found = new Dictionary<TypeParameterSymbol, TypeSymbol>();
        Match(declared.Resolved, (declared.Resolved is NamedTypeSymbol named ? AsInstanceOf(receiver, named.Definition) : null) ?? receiver.Resolved);
        return [.. function.TypeParameters.Select(p => found.GetValueOrDefault(p, p))];

        void Match(TypeSymbol pattern, TypeSymbol actual)
        {
            if (pattern is TypeParameterSymbol parameter)
            {
                found.TryAdd(parameter, actual);
            }
            else if (pattern is CompositeTypeSymbol p && actual is CompositeTypeSymbol a && p.Parts.Length == a.Parts.Length)
            {
                for (int i = 0; i < p.Parts.Length; i++)
                {
                    Match(p.Parts[i].Resolved, a.Parts[i].Resolved);
                }
            }
        }
    }
}
