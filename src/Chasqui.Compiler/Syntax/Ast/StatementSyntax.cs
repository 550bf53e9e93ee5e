using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

public abstract record StatementSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Also how <c>if</c>, <c>match</c> and <c>loop</c>, which are expressions, stand as statements.</summary>
public sealed record ExpressionStatementSyntax(SourceSpan Span, ExpressionSyntax Expression) : StatementSyntax(Span);

public enum BindingKind
{
    /// <summary><c>x = e</c>: reassigns the nearest mutable binding, else declares an immutable one.</summary>
    Plain,
    Let,
    Mut,
}

/// <summary>
/// <c>[let|mut] target [: T] = e</c> and <c>a = b = e</c>. A target is a name, member, index, tuple, list or
/// spread (<c>*rest</c>) expression.
/// </summary>
public sealed record AssignmentSyntax(
    SourceSpan Span,
    BindingKind Kind,
    ImmutableArray<ExpressionSyntax> Targets,
    TypeSyntax? Type,
    ExpressionSyntax Value) : StatementSyntax(Span);

public sealed record AugmentedAssignmentSyntax(
    SourceSpan Span,
    ExpressionSyntax Target,
    BinaryOperator Operator,
    SourceSpan OperatorSpan,
    ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary><c>cond</c>, or <c>let pattern = value</c> when Pattern is set.</summary>
public sealed record ConditionSyntax(SourceSpan Span, PatternSyntax? Pattern, ExpressionSyntax Value) : SyntaxNode(Span);

public sealed record WhileSyntax(SourceSpan Span, ConditionSyntax Condition, BlockSyntax Body) : StatementSyntax(Span);

/// <summary><paramref name="Target"/>: a name, <c>_</c> or tuple pattern.</summary>
public sealed record ForSyntax(
    SourceSpan Span,
    bool IsAsync,
    PatternSyntax Target,
    ExpressionSyntax Iterable,
    BlockSyntax Body) : StatementSyntax(Span);

public sealed record BreakSyntax(SourceSpan Span, ExpressionSyntax? Value) : StatementSyntax(Span);

public sealed record ContinueSyntax(SourceSpan Span) : StatementSyntax(Span);

public sealed record ReturnSyntax(SourceSpan Span, ExpressionSyntax? Value) : StatementSyntax(Span);

/// <summary><c>pass</c> and a lone <c>...</c>.</summary>
public sealed record PassSyntax(SourceSpan Span) : StatementSyntax(Span);

public sealed record RaiseSyntax(SourceSpan Span, ExpressionSyntax? Value, ExpressionSyntax? Cause) : StatementSyntax(Span);

public sealed record TrySyntax(
    SourceSpan Span,
    BlockSyntax Body,
    ImmutableArray<ExceptSyntax> Handlers,
    BlockSyntax? Else,
    BlockSyntax? Finally) : StatementSyntax(Span);

/// <summary>No types means a bare <c>except:</c>.</summary>
public sealed record ExceptSyntax(
    SourceSpan Span,
    ImmutableArray<TypeSyntax> Types,
    NameSyntax? Name,
    BlockSyntax Body) : SyntaxNode(Span);

public sealed record WithSyntax(
    SourceSpan Span,
    bool IsAsync,
    ImmutableArray<WithItemSyntax> Items,
    BlockSyntax Body) : StatementSyntax(Span);

public sealed record WithItemSyntax(SourceSpan Span, ExpressionSyntax Value, PatternSyntax? Target) : SyntaxNode(Span);

/// <summary>
/// <c>assert cond [, msg]</c>; with <paramref name="Pattern"/> <c>assert x is Some(v)</c>; with <paramref name="Raises"/>
/// <c>assert call() raises E</c>.
/// </summary>
public sealed record AssertSyntax(
    SourceSpan Span,
    ExpressionSyntax Condition,
    PatternSyntax? Pattern,
    TypeSyntax? Raises,
    ExpressionSyntax? Message) : StatementSyntax(Span);

public sealed record DelSyntax(SourceSpan Span, ImmutableArray<ExpressionSyntax> Targets) : StatementSyntax(Span);

public sealed record SelectSyntax(SourceSpan Span, bool IsBiased, ImmutableArray<SelectArmSyntax> Arms) : StatementSyntax(Span);

public abstract record SelectArmSyntax(SourceSpan Span, BlockSyntax Body) : SyntaxNode(Span);

/// <summary><c>msg from rx => …</c>; Target <c>_</c> is a wildcard pattern.</summary>
public sealed record SelectReceiveSyntax(
    SourceSpan Span, PatternSyntax Target, ExpressionSyntax Channel, BlockSyntax Body) : SelectArmSyntax(Span, Body);

/// <summary><c>closed from rx => …</c></summary>
public sealed record SelectClosedSyntax(
    SourceSpan Span, ExpressionSyntax Channel, BlockSyntax Body) : SelectArmSyntax(Span, Body);

/// <summary><c>tx.send(v) => …</c></summary>
public sealed record SelectSendSyntax(
    SourceSpan Span, CallSyntax Send, BlockSyntax Body) : SelectArmSyntax(Span, Body);

/// <summary><c>v = await f => …</c> and <c>await f => …</c></summary>
public sealed record SelectAwaitSyntax(
    SourceSpan Span, PatternSyntax? Target, ExpressionSyntax Awaitable, BlockSyntax Body) : SelectArmSyntax(Span, Body);

/// <summary><c>timeout(5.0) => …</c></summary>
public sealed record SelectTimeoutSyntax(
    SourceSpan Span, ExpressionSyntax Seconds, BlockSyntax Body) : SelectArmSyntax(Span, Body);

/// <summary><c>_ => …</c></summary>
public sealed record SelectDefaultSyntax(SourceSpan Span, BlockSyntax Body) : SelectArmSyntax(Span, Body);

public enum ConcurrentMode
{
    All,
    CancelOnError,
    First,
    Timeout,
}

public sealed record ConcurrentSyntax(
    SourceSpan Span,
    ConcurrentMode Mode,
    ExpressionSyntax? Seconds,
    BlockSyntax Body) : StatementSyntax(Span);

/// <summary>What the parser skipped after a syntax error.</summary>
public sealed record ErrorStatementSyntax(SourceSpan Span) : StatementSyntax(Span);
