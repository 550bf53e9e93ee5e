namespace Chasqui.Compiler.Symbols;

/// <summary>
/// Which types are resources: move-only, with one owner that drops them. A type is one if it is marked so, or if it holds one.
/// </summary>
/// <param name="parameters">The type parameters that stand for a resource somewhere in the program.</param>
internal sealed class ResourceTypes(IReadOnlySet<TypeParameterSymbol> parameters)
{
    /// <summary>A generic type that holds itself with ever larger arguments is looked into so far.</summary>
    private const int DeepestType = 16;

    /// <summary>Of types without arguments, which are asked for again and again.</summary>
    private readonly Dictionary<TypeDefinitionSymbol, bool> _known = [];

    public bool IsResource(TypeSymbol type) => IsResource(type, []);

    /// <param name="open">Types of the program being looked into: a recursive one is as plain as its other parts.</param>
    private bool IsResource(TypeSymbol type, HashSet<TypeSymbol> open) => type.Resolved switch
    {
        TypeParameterSymbol parameter => parameters.Contains(parameter),
        TupleTypeSymbol or UnionTypeSymbol => ((CompositeTypeSymbol)type.Resolved).Parts.Any(p => IsResource(p, open)),
        FunctionTypeSymbol function => function.Modifier == Syntax.Ast.FunctionTypeModifier.Once,
        NamedTypeSymbol { Arguments.IsEmpty: true } named when open.Count == 0 => IsKnown(named),
        NamedTypeSymbol named => Holds(named, open),
        _ => false,
    };

    private bool IsKnown(NamedTypeSymbol named)
    {
        if (!_known.TryGetValue(named.Definition, out bool isResource))
        {
            _known[named.Definition] = isResource = Holds(named, []);
        }
        return isResource;
    }

    private bool Holds(NamedTypeSymbol named, HashSet<TypeSymbol> open)
    {
        TypeDefinitionSymbol definition = named.Definition;
        if (definition.ValueKind == ValueKind.Resource)
        {
            return true;
        }
        if (definition is { ValueKind: ValueKind.SharedHandle, IsCounted: false } || definition.Kind == TypeDefinitionKind.Trait)
        {
            return false;
        }
        if (definition is not Source.SourceTypeSymbol source)
        {
            // What an imported type holds is known by its arguments.
            return named.Arguments.Any(a => IsResource(a, open));
        }
        if (open.Count == DeepestType || !open.Add(named))
        {
            return false;
        }
        TypeSubstitution substitution = named.Substitution;
        bool holds = PartsOf(source).Any(p => IsResource(p.Substitute(substitution), open));
        open.Remove(named);
        return holds;
    }

    private static IEnumerable<TypeSymbol> PartsOf(Source.SourceTypeSymbol type) =>
    [
        .. type.Fields.Select(f => f.Type),
        .. type.Variants.SelectMany(v => v.Payload).Select(p => p.Type),
        .. type.Underlying is { } wrapped ? [wrapped] : (TypeSymbol[])[],
    ];
}
