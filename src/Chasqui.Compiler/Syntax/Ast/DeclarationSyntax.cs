using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

/// <summary>What may stand before any declaration. The doc string is the first string of the body.</summary>
public sealed record DeclarationModifiers(
    ImmutableArray<DecoratorSyntax> Decorators,
    bool IsPublic,
    string? DocString)
{
    public static readonly DeclarationModifiers None = new([], false, null);
}

/// <summary>A declaration is a statement, because functions and imports may be nested.</summary>
public abstract record DeclarationSyntax(SourceSpan Span, DeclarationModifiers Modifiers, NameSyntax Name)
    : StatementSyntax(Span);

public sealed record DecoratorSyntax(
    SourceSpan Span,
    ImmutableArray<NameSyntax> Path,
    ImmutableArray<TypeSyntax> TypeArguments,
    ImmutableArray<DecoratorArgumentSyntax> Arguments,
    bool HasArgumentList) : SyntaxNode(Span);

/// <summary><c>value</c>, <c>name=value</c> or <c>name: Type</c>; exactly one of Value and Type is set.</summary>
public sealed record DecoratorArgumentSyntax(
    SourceSpan Span,
    NameSyntax? Name,
    ExpressionSyntax? Value,
    TypeSyntax? Type) : SyntaxNode(Span);

/// <summary><c>T</c>, <c>T with A</c>, <c>T with (A, B[U])</c>.</summary>
public sealed record TypeParameterSyntax(
    SourceSpan Span,
    NameSyntax Name,
    ImmutableArray<TypeSyntax> Bounds) : SyntaxNode(Span);

public enum ParameterKind
{
    Normal,

    /// <summary><c>*name: T</c></summary>
    Rest,

    /// <summary><c>**name: T</c></summary>
    KeywordRest,
}

public enum ParameterMode
{
    /// <summary>A read-only view, or a move for resources.</summary>
    Value,
    Mut,
    Ref,
}

/// <summary>Type is null only for closure parameters without annotation.</summary>
public sealed record ParameterSyntax(
    SourceSpan Span,
    NameSyntax Name,
    TypeSyntax? Type,
    ExpressionSyntax? Default,
    ParameterKind Kind,
    ParameterMode Mode) : SyntaxNode(Span);

public enum ReceiverKind
{
    None,
    Self,
    MutSelf,
    Cls,
}

/// <summary>
/// <c>def</c> / <c>async def</c>. <paramref name="Parameters"/> is without the receiver. A null body is an abstract
/// method (no suite, or <c>: ...</c>). <paramref name="ForTrait"/> is the <c>for A</c> of a method that names its trait.
/// </summary>
public sealed record FunctionDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    bool IsAsync,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    ReceiverKind Receiver,
    ImmutableArray<ParameterSyntax> Parameters,
    TypeSyntax? ForTrait,
    TypeSyntax? ReturnType,
    BlockSyntax? Body) : DeclarationSyntax(Span, Modifiers, Name)
{
    /// <summary>Its own body, without functions and closures in it, has a <c>yield</c>.</summary>
    public bool Yields { get; init; }
}

public sealed record PropertyDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    TypeSyntax Type,
    BlockSyntax? Body) : DeclarationSyntax(Span, Modifiers, Name);

/// <summary><c>[pub] name [alias="x", …] as "wire": T = e</c></summary>
public sealed record FieldDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<FieldMetadataSyntax> Metadata,
    string? WireName,
    TypeSyntax Type,
    ExpressionSyntax? Default) : DeclarationSyntax(Span, Modifiers, Name);

public sealed record FieldMetadataSyntax(SourceSpan Span, NameSyntax Key, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary>A type with a body. Members are fields, functions, properties, aliases and partials in source order.</summary>
public abstract record TypeDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    ImmutableArray<TypeSyntax> Traits,
    ImmutableArray<DeclarationSyntax> Members) : DeclarationSyntax(Span, Modifiers, Name);

public sealed record ModelDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    ImmutableArray<TypeSyntax> Traits,
    ImmutableArray<DeclarationSyntax> Members)
    : TypeDeclarationSyntax(Span, Modifiers, Name, TypeParameters, Traits, Members);

public sealed record ClassDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    TypeSyntax? Base,
    ImmutableArray<TypeSyntax> Traits,
    ImmutableArray<DeclarationSyntax> Members)
    : TypeDeclarationSyntax(Span, Modifiers, Name, TypeParameters, Traits, Members);

/// <summary>Traits are the supertraits.</summary>
public sealed record TraitDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    ImmutableArray<TypeSyntax> Traits,
    ImmutableArray<DeclarationSyntax> Members)
    : TypeDeclarationSyntax(Span, Modifiers, Name, TypeParameters, Traits, Members);

/// <summary><paramref name="ValueType"/> is the <c>str</c> or <c>int</c> of a value enum.</summary>
public sealed record EnumDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    TypeSyntax? ValueType,
    ImmutableArray<TypeSyntax> Traits,
    ImmutableArray<VariantSyntax> Variants,
    ImmutableArray<DeclarationSyntax> Members)
    : TypeDeclarationSyntax(Span, Modifiers, Name, TypeParameters, Traits, Members);

/// <summary><c>Dot</c>, <c>Circle(radius: float)</c>, <c>Low = "low"</c>, <c>Point = alias Dot</c>.</summary>
public sealed record VariantSyntax(
    SourceSpan Span,
    NameSyntax Name,
    ImmutableArray<VariantFieldSyntax> Payload,
    ExpressionSyntax? Value,
    NameSyntax? AliasOf) : SyntaxNode(Span);

public sealed record VariantFieldSyntax(SourceSpan Span, NameSyntax? Name, TypeSyntax Type) : SyntaxNode(Span);

/// <summary><c>type N[T] = newtype U [with T]</c> and <c>newtype N = U</c>.</summary>
public sealed record NewtypeDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    TypeSyntax Underlying,
    ImmutableArray<TypeSyntax> Traits,
    ImmutableArray<DeclarationSyntax> Members)
    : TypeDeclarationSyntax(Span, Modifiers, Name, TypeParameters, Traits, Members);

/// <summary><c>type X[T] = list[T]</c></summary>
public sealed record TypeAliasSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<TypeParameterSyntax> TypeParameters,
    TypeSyntax Target) : DeclarationSyntax(Span, Modifiers, Name);

public sealed record ConstDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    TypeSyntax? Type,
    ExpressionSyntax Value) : DeclarationSyntax(Span, Modifiers, Name);

public sealed record StaticDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    TypeSyntax? Type,
    ExpressionSyntax Value) : DeclarationSyntax(Span, Modifiers, Name);

/// <summary><c>name = alias a.b</c>; in a type body also <c>name = method</c>.</summary>
public sealed record AliasDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<NameSyntax> Target) : DeclarationSyntax(Span, Modifiers, Name);

/// <summary><c>name = partial f(a=1)</c></summary>
public sealed record PartialDeclarationSyntax(
    SourceSpan Span,
    DeclarationModifiers Modifiers,
    NameSyntax Name,
    ImmutableArray<NameSyntax> Target,
    ImmutableArray<ArgumentSyntax> Arguments) : DeclarationSyntax(Span, Modifiers, Name);

/// <summary>The block <c>module tests:</c>.</summary>
public sealed record TestModuleSyntax(SourceSpan Span, ImmutableArray<StatementSyntax> Members) : StatementSyntax(Span)
{
    /// <summary>All imports in it, those inside functions too.</summary>
    public ImmutableArray<ImportSyntax> Imports { get; init; } = [];
}
