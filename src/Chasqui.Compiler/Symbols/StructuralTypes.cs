using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Symbols;

/// <summary>A type put together from others; resolution and substitution go into the parts.</summary>
public abstract class CompositeTypeSymbol : TypeSymbol
{
    /// <summary>The parts in a fixed order.</summary>
    public abstract ImmutableArray<TypeSymbol> Parts { get; }

    /// <summary>The same kind of type with other parts.</summary>
    protected abstract TypeSymbol WithParts(ImmutableArray<TypeSymbol> parts);

    /// <summary>What besides the parts makes two types of this kind different.</summary>
    protected abstract bool SameShape(TypeSymbol other);

    protected abstract int ShapeHashCode { get; }

    public sealed override bool ContainsInference => Parts.Any(p => p.ContainsInference);

    public sealed override bool ContainsTypeParameter => Parts.Any(p => p.ContainsTypeParameter);

    public sealed override bool IsError => Parts.Any(p => p.IsError);

    public sealed override TypeSymbol Resolved => ContainsInference ? Map(p => p.Resolved) : this;

    public sealed override TypeSymbol Substitute(TypeSubstitution substitution) =>
        ContainsTypeParameter || ContainsInference ? Map(p => p.Substitute(substitution)) : this;

    /// <summary>The type with <paramref name="map"/> applied to its parts; this instance when nothing changed.</summary>
    public TypeSymbol Map(Func<TypeSymbol, TypeSymbol> map)
    {
        ImmutableArray<TypeSymbol> parts = Parts;
        ImmutableArray<TypeSymbol>.Builder? changed = null;
        for (int i = 0; i < parts.Length; i++)
        {
            TypeSymbol part = map(parts[i]);
            if (changed is null && !ReferenceEquals(part, parts[i]))
            {
                changed = ImmutableArray.CreateBuilder<TypeSymbol>(parts.Length);
                changed.AddRange(parts.AsSpan()[..i]);
            }
            changed?.Add(part);
        }
        return changed is null ? this : WithParts(changed.MoveToImmutable());
    }

    protected sealed override bool EqualsResolved(TypeSymbol other) =>
        other is CompositeTypeSymbol composite
        && SameShape(other)
        && Parts.AsSpan().SequenceEqual(composite.Parts.AsSpan());

    protected sealed override int ResolvedHashCode()
    {
        var hash = default(HashCode);
        hash.Add(ShapeHashCode);
        foreach (TypeSymbol part in Parts)
        {
            hash.Add(part);
        }
        return hash.ToHashCode();
    }
}

/// <summary>A use of a declared or imported type with its arguments: <c>Point</c>, <c>list[int]</c>.</summary>
public sealed class NamedTypeSymbol(TypeDefinitionSymbol definition, ImmutableArray<TypeSymbol> arguments)
    : CompositeTypeSymbol
{
    public TypeDefinitionSymbol Definition { get; } = definition;

    public ImmutableArray<TypeSymbol> Arguments { get; } = arguments;

    public override ImmutableArray<TypeSymbol> Parts => Arguments;

    protected override int ShapeHashCode => Definition.GetHashCode();

    /// <summary>Replaces the definition's type parameters by the arguments.</summary>
    public TypeSubstitution Substitution => TypeSubstitution.Create(Definition.TypeParameters, Arguments);

    public override string ToString() =>
        Arguments.IsEmpty ? Definition.Name : $"{Definition.Name}[{string.Join(", ", Arguments)}]";

    protected override TypeSymbol WithParts(ImmutableArray<TypeSymbol> parts) => new NamedTypeSymbol(Definition, parts);

    protected override bool SameShape(TypeSymbol other) =>
        other is NamedTypeSymbol named && ReferenceEquals(named.Definition, Definition);
}

public sealed class TupleTypeSymbol(ImmutableArray<TypeSymbol> elements) : CompositeTypeSymbol
{
    public ImmutableArray<TypeSymbol> Elements { get; } = elements;

    public override ImmutableArray<TypeSymbol> Parts => Elements;

    protected override int ShapeHashCode => Elements.Length;

    public override string ToString() =>
        Elements.Length == 1 ? $"({Elements[0]},)" : $"({string.Join(", ", Elements)})";

    protected override TypeSymbol WithParts(ImmutableArray<TypeSymbol> parts) => new TupleTypeSymbol(parts);

    protected override bool SameShape(TypeSymbol other) =>
        other is TupleTypeSymbol tuple && tuple.Elements.Length == Elements.Length;
}

/// <summary><c>T[]</c> of .NET, in signatures: programs pass and receive lists.</summary>
public sealed class ArrayTypeSymbol(TypeSymbol element) : CompositeTypeSymbol
{
    public TypeSymbol Element { get; } = element;

    public override ImmutableArray<TypeSymbol> Parts => [Element];

    protected override int ShapeHashCode => 17;

    public override string ToString() => $"{Element}[]";

    protected override TypeSymbol WithParts(ImmutableArray<TypeSymbol> parts) => new ArrayTypeSymbol(parts[0]);

    protected override bool SameShape(TypeSymbol other) => other is ArrayTypeSymbol;
}

/// <summary><c>(A, B) -> R</c>. The result of an async function or closure is a <c>Future[R]</c> here.</summary>
public sealed class FunctionTypeSymbol(
    ImmutableArray<TypeSymbol> parameters,
    TypeSymbol result,
    FunctionTypeModifier modifier = FunctionTypeModifier.None) : CompositeTypeSymbol
{
    public ImmutableArray<TypeSymbol> Parameters { get; } = parameters;

    public TypeSymbol Result { get; } = result;

    public FunctionTypeModifier Modifier { get; } = modifier;

    public FunctionTypeSymbol With(FunctionTypeModifier modifier) => new(Parameters, Result, modifier);

    public override ImmutableArray<TypeSymbol> Parts { get; } = parameters.Add(result);

    protected override int ShapeHashCode => Parts.Length;

    public override string ToString()
    {
        string prefix = Modifier switch
        {
            FunctionTypeModifier.Once => "once ",
            FunctionTypeModifier.Local => "local ",
            _ => "",
        };
        return $"{prefix}({string.Join(", ", Parameters)}) -> {Result}";
    }

    protected override TypeSymbol WithParts(ImmutableArray<TypeSymbol> parts) =>
        new FunctionTypeSymbol(parts[..^1], parts[^1], Modifier);

    protected override bool SameShape(TypeSymbol other) =>
        other is FunctionTypeSymbol f && f.Parameters.Length == Parameters.Length && f.Modifier == Modifier;
}

/// <summary>A closed union; members are distinct, flattened and in a canonical order, and there are at least two.</summary>
public sealed class UnionTypeSymbol : CompositeTypeSymbol
{
    private UnionTypeSymbol(ImmutableArray<TypeSymbol> members)
    {
        Members = members;
    }

    public ImmutableArray<TypeSymbol> Members { get; }

    public override ImmutableArray<TypeSymbol> Parts => Members;

    protected override int ShapeHashCode => 31 + Members.Length;

    /// <summary>The union of the types: flattened, without repeats; one member alone is that member.</summary>
    public static TypeSymbol Create(IEnumerable<TypeSymbol> types)
    {
        ImmutableArray<TypeSymbol> members =
            [.. types
                .SelectMany(t => t.Resolved is UnionTypeSymbol u ? u.Members : [t.Resolved])
                .Distinct()
                .OrderBy(t => t.ToString(), StringComparer.Ordinal)];
        return members.Length == 1 ? members[0] : new UnionTypeSymbol(members);
    }

    public override string ToString() => string.Join(" | ", Members);

    protected override TypeSymbol WithParts(ImmutableArray<TypeSymbol> parts) => Create(parts);

    protected override bool SameShape(TypeSymbol other) =>
        other is UnionTypeSymbol union && union.Members.Length == Members.Length;
}
