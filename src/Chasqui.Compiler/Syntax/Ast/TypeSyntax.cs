using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

public abstract record TypeSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>int</c>, <c>list[T]</c>, <c>mod.Name[A, B]</c>, <c>None</c>, <c>Self</c>; <c>()</c> is the name <c>Unit</c>.</summary>
public sealed record NamedTypeSyntax(
    SourceSpan Span,
    ImmutableArray<NameSyntax> Path,
    ImmutableArray<TypeSyntax> Arguments) : TypeSyntax(Span);

/// <summary><c>(A, B)</c> or <c>(A,)</c>.</summary>
public sealed record TupleTypeSyntax(SourceSpan Span, ImmutableArray<TypeSyntax> Elements) : TypeSyntax(Span);

public enum FunctionTypeModifier
{
    None,
    Once,
    Local,
}

/// <summary><c>(A, B) -> R</c>, <c>once () -> R</c>, <c>local (A) -> R</c>.</summary>
public sealed record FunctionTypeSyntax(
    SourceSpan Span,
    FunctionTypeModifier Modifier,
    ImmutableArray<TypeSyntax> Parameters,
    TypeSyntax Result) : TypeSyntax(Span);

/// <summary><c>A | B | None</c>, flattened.</summary>
public sealed record UnionTypeSyntax(SourceSpan Span, ImmutableArray<TypeSyntax> Members) : TypeSyntax(Span);

/// <summary><c>_</c> in explicit type arguments.</summary>
public sealed record InferredTypeSyntax(SourceSpan Span) : TypeSyntax(Span);

/// <summary><c>int[ge=0, lt=10]</c>, the underlying type of a newtype.</summary>
public sealed record ConstrainedTypeSyntax(
    SourceSpan Span,
    TypeSyntax Base,
    ImmutableArray<TypeConstraintSyntax> Constraints) : TypeSyntax(Span);

public sealed record TypeConstraintSyntax(SourceSpan Span, NameSyntax Key, ExpressionSyntax Value) : SyntaxNode(Span);

public sealed record ErrorTypeSyntax(SourceSpan Span) : TypeSyntax(Span);
