using System.Collections.Immutable;
using System.Numerics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

public abstract record ExpressionSyntax(SourceSpan Span) : SyntaxNode(Span);

public sealed record IntLiteralSyntax(SourceSpan Span, BigInteger Value) : ExpressionSyntax(Span);

public sealed record FloatLiteralSyntax(SourceSpan Span, double Value) : ExpressionSyntax(Span);

/// <summary><c>19.99d</c>; the text is without the suffix and underscores.</summary>
public sealed record DecimalLiteralSyntax(SourceSpan Span, string Text) : ExpressionSyntax(Span);

public sealed record BoolLiteralSyntax(SourceSpan Span, bool Value) : ExpressionSyntax(Span);

public sealed record NoneLiteralSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>The value has its escapes resolved.</summary>
public sealed record StringLiteralSyntax(SourceSpan Span, string Value) : ExpressionSyntax(Span);

public sealed record BytesLiteralSyntax(SourceSpan Span, ImmutableArray<byte> Value) : ExpressionSyntax(Span);

public sealed record FStringSyntax(SourceSpan Span, ImmutableArray<FStringPartSyntax> Parts) : ExpressionSyntax(Span);

public abstract record FStringPartSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Literal text with escapes and doubled braces resolved.</summary>
public sealed record FStringTextSyntax(SourceSpan Span, string Text) : FStringPartSyntax(Span);

public enum FStringConversion
{
    Display,

    /// <summary><c>:?</c></summary>
    Debug,

    /// <summary><c>:#?</c></summary>
    PrettyDebug,
}

/// <summary>
/// <c>{expr=:spec}</c>. <paramref name="Spec"/> holds the format spec (text and nested holes), empty where there is
/// none. <paramref name="Prefix"/> is the source text printed before the value by <c>{x=}</c>, else null.
/// </summary>
public sealed record FStringHoleSyntax(
    SourceSpan Span,
    ExpressionSyntax Value,
    FStringConversion Conversion,
    ImmutableArray<FStringPartSyntax> Spec,
    string? Prefix) : FStringPartSyntax(Span);

/// <summary>A name used as a value; also <c>self</c>, <c>cls</c>, <c>Self</c>.</summary>
public sealed record NameExpressionSyntax(SourceSpan Span, string Name) : ExpressionSyntax(Span);

public sealed record MemberSyntax(SourceSpan Span, ExpressionSyntax Receiver, NameSyntax Name) : ExpressionSyntax(Span);

/// <summary><c>t.0</c></summary>
public sealed record TupleFieldSyntax(SourceSpan Span, ExpressionSyntax Receiver, int Index, SourceSpan IndexSpan)
    : ExpressionSyntax(Span);

/// <summary>
/// <c>xs[i]</c>, <c>xs[a:b:c]</c> and <c>f[int, _]</c>: whether it is an index or a list of type arguments is
/// decided by the binder, from what the receiver is.
/// </summary>
public sealed record IndexSyntax(SourceSpan Span, ExpressionSyntax Receiver, ImmutableArray<ExpressionSyntax> Arguments)
    : ExpressionSyntax(Span);

/// <summary>Only as an index argument.</summary>
public sealed record SliceSyntax(SourceSpan Span, ExpressionSyntax? Start, ExpressionSyntax? Stop, ExpressionSyntax? Step)
    : ExpressionSyntax(Span);

/// <summary>A type where an expression may stand and only a type parses: <c>f[(int) -> int](g)</c>.</summary>
public sealed record TypeExpressionSyntax(SourceSpan Span, TypeSyntax Type) : ExpressionSyntax(Span);

public sealed record CallSyntax(SourceSpan Span, ExpressionSyntax Callee, ImmutableArray<ArgumentSyntax> Arguments)
    : ExpressionSyntax(Span);

public enum SpreadKind
{
    None,

    /// <summary><c>*xs</c></summary>
    Sequence,

    /// <summary><c>**d</c></summary>
    Mapping,
}

public sealed record ArgumentSyntax(SourceSpan Span, NameSyntax? Name, SpreadKind Spread, ExpressionSyntax Value)
    : SyntaxNode(Span);

public enum UnaryOperator
{
    Negate,
    Plus,
    Not,
    Invert,
}

public sealed record UnarySyntax(SourceSpan Span, UnaryOperator Operator, ExpressionSyntax Operand) : ExpressionSyntax(Span);

public enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    MatrixMultiply,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    PipeForward,
    PipeBackward,
}

/// <summary>Everything left-associative but comparisons, which are a chain. <c>&amp;&amp;</c> and <c>||</c> do not exist; And/Or are the words.</summary>
public sealed record BinarySyntax(
    SourceSpan Span,
    ExpressionSyntax Left,
    BinaryOperator Operator,
    SourceSpan OperatorSpan,
    ExpressionSyntax Right) : ExpressionSyntax(Span);

public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Is,
    IsNot,
}

/// <summary><c>a &lt; b &lt;= c</c>; one link for the ordinary case.</summary>
public sealed record ComparisonSyntax(
    SourceSpan Span,
    ExpressionSyntax First,
    ImmutableArray<ComparisonLinkSyntax> Links) : ExpressionSyntax(Span);

public sealed record ComparisonLinkSyntax(
    SourceSpan Span,
    ComparisonOperator Operator,
    SourceSpan OperatorSpan,
    ExpressionSyntax Operand) : SyntaxNode(Span);

/// <summary><c>a if c else b</c></summary>
public sealed record ConditionalSyntax(
    SourceSpan Span,
    ExpressionSyntax Condition,
    ExpressionSyntax WhenTrue,
    ExpressionSyntax WhenFalse) : ExpressionSyntax(Span);

/// <summary><c>if</c>/<c>elif</c>/<c>else</c> as statement or value. Each branch may be an <c>if let</c>.</summary>
public sealed record IfSyntax(
    SourceSpan Span,
    ImmutableArray<IfBranchSyntax> Branches,
    BlockSyntax? Else) : ExpressionSyntax(Span);

public sealed record IfBranchSyntax(SourceSpan Span, ConditionSyntax Condition, BlockSyntax Body) : SyntaxNode(Span);

public sealed record LoopSyntax(SourceSpan Span, BlockSyntax Body) : ExpressionSyntax(Span);

public sealed record MatchSyntax(SourceSpan Span, ExpressionSyntax Subject, ImmutableArray<MatchArmSyntax> Arms)
    : ExpressionSyntax(Span);

/// <summary>
/// <c>case P if g: …</c> (IsCase) or <c>P => …</c>. An inline expression body is a block of one expression statement.
/// </summary>
public sealed record MatchArmSyntax(
    SourceSpan Span,
    bool IsCase,
    PatternSyntax Pattern,
    ExpressionSyntax? Guard,
    BlockSyntax Body) : SyntaxNode(Span);

/// <summary><c>(a, b)</c>, <c>a, b</c>, <c>(a,)</c>, <c>()</c>.</summary>
public sealed record TupleSyntax(SourceSpan Span, ImmutableArray<ExpressionSyntax> Elements) : ExpressionSyntax(Span);

/// <summary><c>*xs</c> inside a list, set, tuple or assignment target; <c>**d</c> inside a dict.</summary>
public sealed record SpreadSyntax(SourceSpan Span, SpreadKind Kind, ExpressionSyntax Value) : ExpressionSyntax(Span);

public sealed record ListSyntax(SourceSpan Span, ImmutableArray<ExpressionSyntax> Elements) : ExpressionSyntax(Span);

public sealed record SetSyntax(SourceSpan Span, ImmutableArray<ExpressionSyntax> Elements) : ExpressionSyntax(Span);

public sealed record DictSyntax(SourceSpan Span, ImmutableArray<DictEntrySyntax> Entries) : ExpressionSyntax(Span);

/// <summary><c>k: v</c>, or <c>**v</c> when Key is null.</summary>
public sealed record DictEntrySyntax(SourceSpan Span, ExpressionSyntax? Key, ExpressionSyntax Value) : SyntaxNode(Span);

public enum ComprehensionKind
{
    List,
    Set,
    Dict,
    Generator,
}

/// <summary>For a dict comprehension Element is the key and Value the value; else Value is null.</summary>
public sealed record ComprehensionSyntax(
    SourceSpan Span,
    ComprehensionKind Kind,
    ExpressionSyntax Element,
    ExpressionSyntax? Value,
    ImmutableArray<ComprehensionClauseSyntax> Clauses) : ExpressionSyntax(Span);

public abstract record ComprehensionClauseSyntax(SourceSpan Span) : SyntaxNode(Span);

public sealed record ForClauseSyntax(SourceSpan Span, bool IsAsync, PatternSyntax Target, ExpressionSyntax Iterable)
    : ComprehensionClauseSyntax(Span);

public sealed record IfClauseSyntax(SourceSpan Span, ExpressionSyntax Condition) : ComprehensionClauseSyntax(Span);

/// <summary><c>a..b</c> and <c>a..=b</c></summary>
public sealed record RangeSyntax(SourceSpan Span, ExpressionSyntax Start, ExpressionSyntax End, bool IsInclusive)
    : ExpressionSyntax(Span);

/// <summary>
/// <c>(x) => e</c>, <c>(x: int) -> T: e</c>, or with an indented block. Exactly one of Expression and Block is set.
/// </summary>
public sealed record ClosureSyntax(
    SourceSpan Span,
    bool IsAsync,
    ImmutableArray<ParameterSyntax> Parameters,
    TypeSyntax? ReturnType,
    ExpressionSyntax? Expression,
    BlockSyntax? Block) : ExpressionSyntax(Span);

public sealed record AwaitSyntax(SourceSpan Span, SourceSpan KeywordSpan, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary><c>e?</c></summary>
public sealed record PropagateSyntax(SourceSpan Span, ExpressionSyntax Operand) : ExpressionSyntax(Span);

public sealed record YieldSyntax(SourceSpan Span, ExpressionSyntax? Value) : ExpressionSyntax(Span);

/// <summary><c>partial f(a=1)</c> as an expression.</summary>
public sealed record PartialSyntax(SourceSpan Span, CallSyntax Call) : ExpressionSyntax(Span);

/// <summary><c>race for v:</c> with arms <c>await e => body</c>.</summary>
public sealed record RaceSyntax(SourceSpan Span, NameSyntax Binding, ImmutableArray<RaceArmSyntax> Arms)
    : ExpressionSyntax(Span);

public sealed record RaceArmSyntax(SourceSpan Span, ExpressionSyntax Awaitable, BlockSyntax Body) : SyntaxNode(Span);

/// <summary>The operator form <c>spawn f(x)</c>.</summary>
public sealed record SpawnSyntax(SourceSpan Span, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary>Where an expression was expected and none could be parsed; already reported.</summary>
public sealed record ErrorExpressionSyntax(SourceSpan Span) : ExpressionSyntax(Span);
