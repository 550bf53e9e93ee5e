using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>What a value of some type can be at its outermost level. Two with the same key match the same values.</summary>
internal sealed record Constructor(object Key, ImmutableArray<TypeSymbol> Parts, Func<IReadOnlyList<string>, string> Write)
{
    public bool Equals(Constructor? other) => other is not null && Key.Equals(other.Key);

    public override int GetHashCode() => Key.GetHashCode();
}

/// <summary>A pattern reduced to constructors; <see cref="Head"/> null matches everything.</summary>
internal sealed record SpacePattern(Constructor? Head, ImmutableArray<SpacePattern> Parts)
{
    public static readonly SpacePattern Any = new(null, []);
}

/// <summary>Bound patterns to constructors, and the full set of constructors of a type.</summary>
internal static class PatternSpace
{
    /// <summary>All constructors of a type; null when there are too many to list, so that only a wildcard covers it.</summary>
    public static ImmutableArray<Constructor>? All(TypeSymbol type)
    {
        switch (type.Resolved)
        {
            case PrimitiveTypeSymbol { Kind: PrimitiveKind.Bool }:
                return [Value(true, "true"), Value(false, "false")];
            case PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit }:
                return [Value("()", "None")];
            case TupleTypeSymbol tuple:
                return [Tuple(tuple)];
            case UnionTypeSymbol union:
                return [.. union.Members.Select(Member)];
            case NamedTypeSymbol { Definition: { Kind: TypeDefinitionKind.Enum } definition } named:
                return [.. definition.Variants.Select(v => Variant(v, named))];
            case NamedTypeSymbol { Definition: { Kind: TypeDefinitionKind.Model or TypeDefinitionKind.Class } } named:
                return [Fields(named)];
            default:
                return null;
        }
    }

    /// <summary>The alternatives of a pattern, each without or-patterns inside.</summary>
    public static IEnumerable<SpacePattern> Reduce(BoundPattern pattern) => pattern switch
    {
        BoundWildcardPattern => [SpacePattern.Any],
        BoundBindingPattern binding => binding.Inner is null ? [SpacePattern.Any] : Reduce(binding.Inner),
        BoundOrPattern or => or.Alternatives.SelectMany(Reduce),
        BoundTuplePattern tuple when tuple.SubjectType.Resolved is TupleTypeSymbol type =>
            Product(tuple.Elements).Select(parts => new SpacePattern(Tuple(type), parts)),
        BoundVariantPattern variant when variant.SubjectType.Resolved is NamedTypeSymbol type =>
            Product(variant.Payload).Select(parts => new SpacePattern(Variant(variant.Variant, type), parts)),
        BoundFieldsPattern fields when fields.SubjectType.Resolved is NamedTypeSymbol type => FieldPatterns(fields, type),
        BoundTypePattern type => Reduce(type.Inner).Select(inner => new SpacePattern(Member(type.Type), [inner])),
        BoundValuePattern { Value: BoundLiteral { Value: { } value } } => [new SpacePattern(Value(value, value.ToString() ?? ""), [])],
        BoundListPattern { Prefix.IsEmpty: true, Suffix.IsEmpty: true, Rest: { } rest } => Reduce(rest),
        _ => [new SpacePattern(new Constructor(pattern, [], _ => "…"), [])],
    };

    private static IEnumerable<SpacePattern> FieldPatterns(BoundFieldsPattern pattern, NamedTypeSymbol type)
    {
        Constructor constructor = Fields(type);
        BoundPattern?[] byField = [.. type.Definition.Fields.Select(f => pattern.Fields.FirstOrDefault(p => p.Field == f).Pattern)];
        IEnumerable<ImmutableArray<SpacePattern>> rows = [[]];
        foreach (BoundPattern? field in byField)
        {
            SpacePattern[] choices = field is null ? [SpacePattern.Any] : [.. Reduce(field)];
            rows = rows.SelectMany(row => choices.Select(c => row.Add(c)));
        }
        return rows.Select(parts => new SpacePattern(constructor, parts));
    }

    private static IEnumerable<ImmutableArray<SpacePattern>> Product(ImmutableArray<BoundPattern> patterns)
    {
        IEnumerable<ImmutableArray<SpacePattern>> rows = [[]];
        foreach (BoundPattern pattern in patterns)
        {
            SpacePattern[] choices = [.. Reduce(pattern)];
            rows = rows.SelectMany(row => choices.Select(c => row.Add(c)));
        }
        return rows;
    }

    private static Constructor Value(object value, string text) => new(value, [], _ => text);

    private static Constructor Tuple(TupleTypeSymbol type) => new(
        "tuple", type.Elements, parts => parts.Count == 1 ? $"({parts[0]},)" : $"({string.Join(", ", parts)})");

    private static Constructor Variant(VariantSymbol variant, NamedTypeSymbol type)
    {
        TypeSubstitution substitution = type.Substitution;
        string name = variant.IsUnqualified ? variant.Name : $"{variant.Enum.Name}.{variant.Name}";
        return new Constructor(
            variant,
            [.. variant.Payload.Select(p => p.Type.Substitute(substitution))],
            parts => parts.Count == 0 ? name : $"{name}({string.Join(", ", parts)})");
    }

    private static Constructor Fields(NamedTypeSymbol type)
    {
        TypeSubstitution substitution = type.Substitution;
        ImmutableArray<FieldSymbol> fields = type.Definition.Fields;
        return new Constructor(
            type.Definition,
            [.. fields.Select(f => f.Type.Substitute(substitution))],
            parts => $"{type.Definition.Name}({string.Join(", ", parts.Select((p, i) => (p, i)).Where(t => t.p != "_").Select(t => $"{fields[t.i].Name}={t.p}"))})");
    }

    private static Constructor Member(TypeSymbol member) => new(member, [member], parts => $"{member}({parts[0]})");
}
