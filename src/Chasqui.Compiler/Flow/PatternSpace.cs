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

/// <summary>The length of a list, as a constructor's key: the last one stands for every greater length too.</summary>
internal sealed record ListLength(int Count);

/// <summary>
/// Bound patterns to constructors, and the full set of constructors of a type. Of lists only the lengths that the match tells apart
/// count: up to the longest pattern, and all beyond.
/// </summary>
internal sealed class PatternSpace(int longestList)
{
    public static PatternSpace Of(BoundMatch match)
    {
        int longest = 0;
        foreach (BoundMatchArm arm in match.Arms)
        {
            VisitLists(arm.Pattern, list => longest = Math.Max(longest, list.Prefix.Length + list.Suffix.Length));
        }
        return new PatternSpace(longest);
    }

    private static void VisitLists(BoundPattern pattern, Action<BoundListPattern> visit)
    {
        if (pattern is BoundListPattern list)
        {
            visit(list);
        }
        IEnumerable<BoundPattern> parts = pattern switch
        {
            BoundListPattern p => [.. p.Prefix, .. p.Suffix],
            BoundBindingPattern { Inner: { } inner } => [inner],
            BoundOrPattern p => p.Alternatives,
            BoundTuplePattern p => p.Elements,
            BoundVariantPattern p => p.Payload,
            BoundFieldsPattern p => p.Fields.Select(f => f.Pattern),
            BoundTypePattern p => [p.Inner],
            _ => [],
        };
        foreach (BoundPattern part in parts)
        {
            VisitLists(part, visit);
        }
    }

    /// <summary>All constructors of a type; null when there are too many to list, so that only a wildcard covers it.</summary>
    public ImmutableArray<Constructor>? All(TypeSymbol type, IEnumerable<Constructor> used)
    {
        switch (type.Resolved)
        {
            case NamedTypeSymbol { Arguments: [var element] } when used.Any(c => c.Key is ListLength):
                return [.. Enumerable.Range(0, longestList + 2).Select(n => List(n, element))];
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
    public IEnumerable<SpacePattern> Reduce(BoundPattern pattern) => pattern switch
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
        BoundListPattern list when list.SubjectType.Resolved is NamedTypeSymbol { Arguments: [var element] } => ListPatterns(list, element),
        _ => [new SpacePattern(new Constructor(pattern, [], _ => "…"), [])],
    };

    /// <summary><c>[a, *rest]</c> is one pattern per length that it takes.</summary>
    private IEnumerable<SpacePattern> ListPatterns(BoundListPattern pattern, TypeSymbol element)
    {
        int known = pattern.Prefix.Length + pattern.Suffix.Length;
        int most = pattern.Rest is null ? known : longestList + 1;
        ImmutableArray<SpacePattern>[] parts = [.. Product([.. pattern.Prefix, .. pattern.Suffix])];
        return Enumerable.Range(known, most - known + 1).SelectMany(length => parts.Select(p => new SpacePattern(
            List(length, element), p.InsertRange(pattern.Prefix.Length, Enumerable.Repeat(SpacePattern.Any, length - known)))));
    }

    private Constructor List(int length, TypeSymbol element) => new(
        new ListLength(length),
        [.. Enumerable.Repeat(element, length)],
        parts => length <= longestList ? $"[{string.Join(", ", parts)}]" : $"[{string.Join(", ", parts.Append("*_"))}]");

    private IEnumerable<SpacePattern> FieldPatterns(BoundFieldsPattern pattern, NamedTypeSymbol type)
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

    private IEnumerable<ImmutableArray<SpacePattern>> Product(IEnumerable<BoundPattern> patterns)
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
