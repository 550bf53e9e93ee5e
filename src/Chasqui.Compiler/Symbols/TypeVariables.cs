using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

/// <summary>A declared type parameter; also the type it stands for in its declaration.</summary>
public sealed class TypeParameterSymbol(string name, int ordinal, bool isMethodParameter, SourceSpan? span = null) : TypeSymbol
{
    public string Name { get; } = name;

    public int Ordinal { get; } = ordinal;

    /// <summary>Declared by a function rather than by a type.</summary>
    public bool IsMethodParameter { get; } = isMethodParameter;

    public SourceSpan? Span { get; } = span;

    /// <summary>Of a trait's static method: stands for the type the method is called on.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Trait bounds; set once by the declaring phase.</summary>
    public ImmutableArray<TypeSymbol> Bounds { get; set; } = [];

    /// <summary>Built-in capabilities it must have (<c>Eq</c>, <c>Ord</c>, …), declared or inferred.</summary>
    public ImmutableArray<string> Capabilities { get; set; } = [];

    public override bool ContainsTypeParameter => true;

    public override TypeSymbol Substitute(TypeSubstitution substitution) => substitution.Apply(this);

    public override string ToString() => Name;

    protected override bool EqualsResolved(TypeSymbol other) => ReferenceEquals(this, other);

    protected override int ResolvedHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A type to be found out within one function body: of <c>[]</c>, of <c>Ok</c>'s error, of a generic call.</summary>
public sealed class InferenceTypeSymbol(SourceSpan origin) : TypeSymbol
{
    /// <summary>Where the unknown came from, for "cannot infer".</summary>
    public SourceSpan Origin { get; } = origin;

    /// <summary>Set once, by unification. Never set to a type that contains this variable.</summary>
    public TypeSymbol? Solution { get; set; }

    public override TypeSymbol Resolved => Solution is null ? this : Solution.Resolved;

    public override bool ContainsInference => true;

    public override bool IsError => Solution?.IsError ?? false;

    public override TypeSymbol Substitute(TypeSubstitution substitution) =>
        Solution is null ? this : Solution.Substitute(substitution);

    public override string ToString() => Solution?.ToString() ?? "_";

    protected override bool EqualsResolved(TypeSymbol other) => ReferenceEquals(this, other);

    protected override int ResolvedHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>The type of what was already reported; equal to itself, convertible to and from everything, silent.</summary>
public sealed class ErrorTypeSymbol : TypeSymbol
{
    public static readonly ErrorTypeSymbol Instance = new();

    private ErrorTypeSymbol()
    {
    }

    public override bool IsError => true;

    public override string ToString() => "?";

    protected override bool EqualsResolved(TypeSymbol other) => ReferenceEquals(this, other);

    protected override int ResolvedHashCode() => 0;
}

/// <summary>A finite map from type parameters to types. Parameters outside it stay.</summary>
public sealed class TypeSubstitution
{
    public static readonly TypeSubstitution Empty = new(ImmutableDictionary<TypeParameterSymbol, TypeSymbol>.Empty);

    private readonly ImmutableDictionary<TypeParameterSymbol, TypeSymbol> _map;

    private TypeSubstitution(ImmutableDictionary<TypeParameterSymbol, TypeSymbol> map)
    {
        _map = map;
    }

    public static TypeSubstitution Create(ImmutableArray<TypeParameterSymbol> parameters, ImmutableArray<TypeSymbol> arguments) =>
        parameters.IsEmpty ? Empty : Empty.And(parameters, arguments);

    /// <summary>This substitution and the given pairs; lengths must agree.</summary>
    public TypeSubstitution And(ImmutableArray<TypeParameterSymbol> parameters, ImmutableArray<TypeSymbol> arguments)
    {
        if (parameters.Length != arguments.Length)
        {
            throw new ArgumentException($"{parameters.Length} type parameters, {arguments.Length} arguments");
        }
        return new TypeSubstitution(_map.SetItems(
            parameters.Select((p, i) => KeyValuePair.Create(p, arguments[i]))));
    }

    public TypeSymbol Apply(TypeParameterSymbol parameter) => _map.GetValueOrDefault(parameter, parameter);
}
