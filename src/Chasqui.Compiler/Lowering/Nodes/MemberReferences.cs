using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Lowering.Nodes;

/// <summary>A method as called from lowered code; Emit turns it into a CLR reference.</summary>
public abstract record MethodReference;

/// <summary>
/// A source, imported or synthesized function. <paramref name="ContainingType"/> gives the containing type's arguments, null for
/// module functions.
/// </summary>
public sealed record FunctionReference(
    FunctionSymbol Function,
    NamedTypeSymbol? ContainingType,
    ImmutableArray<TypeSymbol> TypeArguments) : MethodReference
{
    /// <summary>The type whose implementation of a trait's static method is meant: the method's first type argument.</summary>
    public TypeSymbol? Adopter => Function is SourceFunctionSymbol { Adopter: not null } ? TypeArguments[0] : null;
}

/// <summary>The constructor of a source or synthesized type; a source type's takes all fields in declaration order, a synthesized type's nothing.</summary>
public sealed record ConstructorReference(NamedTypeSymbol Type) : MethodReference;

/// <summary>A variant's factory: a static method of the enum's CLR type that takes the payload, or its singleton's getter.</summary>
public sealed record VariantFactoryReference(NamedTypeSymbol Enum, VariantSymbol Variant) : MethodReference;

/// <summary>Reads a payload field of an enum value whose tag is known to match.</summary>
public sealed record VariantPayloadReference(NamedTypeSymbol Enum, VariantSymbol Variant, int Index) : MethodReference;

/// <summary>Reads an enum value's tag (CLR int).</summary>
public sealed record VariantTagReference(NamedTypeSymbol Enum) : MethodReference;

/// <summary>
/// A member of the runtime library or the BCL that lowering itself needs, from the one table in <c>Metadata/WellKnownMembers.cs</c>.
/// </summary>
public sealed record WellKnownReference(
    string Member,
    ImmutableArray<TypeSymbol> ContainingTypeArguments,
    ImmutableArray<TypeSymbol> TypeArguments) : MethodReference;

/// <summary>A field with its containing type's arguments.</summary>
public sealed record FieldReference(FieldSymbol Field, NamedTypeSymbol ContainingType);
