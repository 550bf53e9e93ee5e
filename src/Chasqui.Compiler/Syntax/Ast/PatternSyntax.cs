using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

public abstract record PatternSyntax(SourceSpan Span) : SyntaxNode(Span);

public sealed record WildcardPatternSyntax(SourceSpan Span) : PatternSyntax(Span);

/// <summary>A bare name: a binding, a constant to compare with, or a variant, as the binder finds.</summary>
public sealed record NamePatternSyntax(SourceSpan Span, string Name) : PatternSyntax(Span);

/// <summary>A literal, possibly with a minus sign (then a <see cref="UnarySyntax"/>).</summary>
public sealed record LiteralPatternSyntax(SourceSpan Span, ExpressionSyntax Value) : PatternSyntax(Span);

/// <summary><c>1..9</c>, <c>1..=9</c>, <c>'a'..='z'</c></summary>
public sealed record RangePatternSyntax(SourceSpan Span, ExpressionSyntax Start, ExpressionSyntax End, bool IsInclusive)
    : PatternSyntax(Span);

public sealed record TuplePatternSyntax(SourceSpan Span, ImmutableArray<PatternSyntax> Elements) : PatternSyntax(Span);

/// <summary><c>[a, *rest, b]</c></summary>
public sealed record ListPatternSyntax(SourceSpan Span, ImmutableArray<PatternSyntax> Elements) : PatternSyntax(Span);

/// <summary><c>*rest</c> or <c>*_</c> (null name) inside a list or tuple pattern.</summary>
public sealed record RestPatternSyntax(SourceSpan Span, NameSyntax? Name) : PatternSyntax(Span);

/// <summary>
/// <c>Shape.Circle(r)</c>, <c>Some(x)</c>, <c>None</c>, <c>Point(x=0, y=b)</c>, <c>int(n)</c>. Without an argument list
/// (<paramref name="HasArgumentList"/> false) the path has at least two segments or is <c>None</c>.
/// </summary>
public sealed record ConstructorPatternSyntax(
    SourceSpan Span,
    ImmutableArray<NameSyntax> Path,
    ImmutableArray<PatternArgumentSyntax> Arguments,
    bool HasArgumentList) : PatternSyntax(Span);

public sealed record PatternArgumentSyntax(SourceSpan Span, NameSyntax? Name, PatternSyntax Pattern) : SyntaxNode(Span);

/// <summary><c>p | q</c></summary>
public sealed record OrPatternSyntax(SourceSpan Span, ImmutableArray<PatternSyntax> Alternatives) : PatternSyntax(Span);

/// <summary><c>p as name</c></summary>
public sealed record AsPatternSyntax(SourceSpan Span, PatternSyntax Pattern, NameSyntax Name) : PatternSyntax(Span);

public sealed record ErrorPatternSyntax(SourceSpan Span) : PatternSyntax(Span);
