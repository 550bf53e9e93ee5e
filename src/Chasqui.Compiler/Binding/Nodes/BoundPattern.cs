using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Nodes;

/// <summary>A pattern against a subject of type <paramref name="SubjectType"/>. Bound names are copies of the parts they match.</summary>
public abstract record BoundPattern(SourceSpan Span, TypeSymbol SubjectType) : BoundNode(Span);

public sealed record BoundWildcardPattern(SourceSpan Span, TypeSymbol SubjectType) : BoundPattern(Span, SubjectType);

/// <summary>Matches everything, or what <see cref="Inner"/> matches (<c>p as x</c>), and binds the whole.</summary>
public sealed record BoundBindingPattern(SourceSpan Span, TypeSymbol SubjectType, LocalSymbol Local, BoundPattern? Inner = null)
    : BoundPattern(Span, SubjectType);

/// <summary>Equality with a literal or constant of the subject's type.</summary>
public sealed record BoundValuePattern(SourceSpan Span, TypeSymbol SubjectType, BoundExpression Value)
    : BoundPattern(Span, SubjectType);

public sealed record BoundRangePattern(SourceSpan Span, TypeSymbol SubjectType, BoundExpression Start, BoundExpression End, bool IsInclusive)
    : BoundPattern(Span, SubjectType);

public sealed record BoundTuplePattern(SourceSpan Span, TypeSymbol SubjectType, ImmutableArray<BoundPattern> Elements)
    : BoundPattern(Span, SubjectType);

/// <summary><c>[a, *rest, b]</c> on a list; Rest null when there is no star, a wildcard for <c>*_</c>.</summary>
public sealed record BoundListPattern(
    SourceSpan Span,
    TypeSymbol SubjectType,
    ImmutableArray<BoundPattern> Prefix,
    BoundPattern? Rest,
    ImmutableArray<BoundPattern> Suffix) : BoundPattern(Span, SubjectType);

/// <summary>One sub-pattern per payload field of the variant, in payload order.</summary>
public sealed record BoundVariantPattern(SourceSpan Span, TypeSymbol SubjectType, VariantSymbol Variant, ImmutableArray<BoundPattern> Payload)
    : BoundPattern(Span, SubjectType);

/// <summary>A model or class by named fields; fields not named match everything.</summary>
public sealed record BoundFieldsPattern(SourceSpan Span, TypeSymbol SubjectType, ImmutableArray<(FieldSymbol Field, BoundPattern Pattern)> Fields)
    : BoundPattern(Span, SubjectType);

/// <summary>The union member <paramref name="Type"/>, then Inner against it.</summary>
public sealed record BoundTypePattern(SourceSpan Span, TypeSymbol SubjectType, TypeSymbol Type, BoundPattern Inner)
    : BoundPattern(Span, SubjectType);

/// <summary>All alternatives bind the same locals.</summary>
public sealed record BoundOrPattern(SourceSpan Span, TypeSymbol SubjectType, ImmutableArray<BoundPattern> Alternatives)
    : BoundPattern(Span, SubjectType);
