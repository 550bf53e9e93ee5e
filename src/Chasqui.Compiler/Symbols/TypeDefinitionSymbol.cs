using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

public enum TypeDefinitionKind
{
    Model,
    Class,
    Trait,
    Enum,
    Newtype,

    /// <summary>An imported type that is none of the above: a runtime class or .NET type with methods.</summary>
    Opaque,

    /// <summary>Made by lowering: frames of async functions, closure environments.</summary>
    Synthesized,
}

/// <summary>How values of a type behave when copied and dropped.</summary>
public enum ValueKind
{
    /// <summary>Copying is free and unobservable: numbers, str, immutable objects without mutable parts.</summary>
    Plain,

    /// <summary>A <c>SharedObject</c>: copying a place marks it.</summary>
    SharedObject,

    /// <summary>May contain shared objects (Option[list], tuples, enums with payloads, type parameters): copied through <c>Ops.Share</c>.</summary>
    Compound,

    /// <summary>Copies refer to the same object.</summary>
    SharedHandle,

    /// <summary>Move-only.</summary>
    Resource,
}

/// <summary>The declaration of a type, wherever it comes from. Members are complete after the Declare phase.</summary>
public abstract class TypeDefinitionSymbol(string name, TypeDefinitionKind kind, SourceSpan? span) : Symbol(name, span)
{
    public virtual TypeDefinitionKind Kind { get; } = kind;

    public abstract ImmutableArray<TypeParameterSymbol> TypeParameters { get; }

    public abstract ImmutableArray<FieldSymbol> Fields { get; }

    /// <summary>Own methods, including static ones, properties' getters and constructor functions.</summary>
    public abstract ImmutableArray<FunctionSymbol> Methods { get; }

    /// <summary>Of an enum, in tag order; else empty.</summary>
    public abstract ImmutableArray<VariantSymbol> Variants { get; }

    /// <summary>Adopted traits or, of a trait, supertraits.</summary>
    public abstract ImmutableArray<NamedTypeSymbol> Traits { get; }

    /// <summary>The CLR base of an imported class.</summary>
    public abstract NamedTypeSymbol? BaseType { get; }

    public abstract ValueKind ValueKind { get; }

    /// <summary>Of a shared handle: over a resource it is one itself.</summary>
    public virtual bool IsCounted => false;

    /// <summary>Whether the CLR type is a value type.</summary>
    public abstract bool IsValueType { get; }

    /// <summary>Capabilities such as <c>Eq</c>, <c>Ord</c>, <c>Hash</c> that its values have, given that its type arguments have them.</summary>
    public abstract ImmutableArray<string> Capabilities { get; }

    /// <summary>The type applied to its own parameters; what <c>Self</c> means inside.</summary>
    public NamedTypeSymbol SelfType => new(this, [.. TypeParameters]);

    public virtual IEnumerable<FunctionSymbol> FindMethods(string name) => Methods.Where(m => m.Name == name);

    public FieldSymbol? FindField(string name) => Fields.FirstOrDefault(f => f.Name == name);

    public virtual VariantSymbol? FindVariant(string name) => Variants.FirstOrDefault(v => v.Name == name);
}

/// <summary>A field of a model or class, or of a synthesized type.</summary>
public sealed class FieldSymbol(string name, TypeDefinitionSymbol containingType, TypeSymbol type, bool isPublic, SourceSpan? span = null)
    : Symbol(name, span)
{
    public TypeDefinitionSymbol ContainingType { get; } = containingType;

    /// <summary>In terms of the containing type's parameters.</summary>
    public TypeSymbol Type { get; } = type;

    public bool IsPublic { get; } = isPublic;

    /// <summary>The default's syntax for source fields; bound per construction.</summary>
    public Syntax.Ast.ExpressionSyntax? DefaultSyntax { get; init; }

    /// <summary>Where the names of the default and the type are looked up.</summary>
    public Scope Scope { get; init; } = EmptyScope.Instance;

    /// <summary>Other name it may be called by (<c>[alias="x"]</c>).</summary>
    public string? Alias { get; init; }

    /// <summary>What reflection says of it (<c>[description="…"]</c>).</summary>
    public string? Description { get; init; }
}

/// <summary>A variant of an enum, source or imported.</summary>
public sealed class VariantSymbol(string name, TypeDefinitionSymbol enumType, int tag, ImmutableArray<VariantFieldSymbol> payload, SourceSpan? span = null)
    : Symbol(name, span)
{
    public TypeDefinitionSymbol Enum { get; } = enumType;

    public int Tag { get; } = tag;

    public ImmutableArray<VariantFieldSymbol> Payload { get; } = payload;

    /// <summary>Known without qualification wherever its enum is: Some, None, Ok, Err.</summary>
    public bool IsUnqualified { get; init; }

    /// <summary>The raw value of a value enum's variant: long or string; else null.</summary>
    public object? RawValue { get; init; }
}

/// <summary>Type is in terms of the enum's parameters.</summary>
public sealed record VariantFieldSymbol(string? Name, TypeSymbol Type, int Index);
