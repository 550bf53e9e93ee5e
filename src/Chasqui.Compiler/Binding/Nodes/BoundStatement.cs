using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Nodes;

public abstract record BoundStatement(SourceSpan Span) : BoundNode(Span);

public sealed record BoundBlock(SourceSpan Span, ImmutableArray<BoundStatement> Statements) : BoundStatement(Span);

/// <summary>
/// Declares and initialises; the initialiser's value is copied if it is a place. A view is another name for what the initialiser names,
/// of another type.
/// </summary>
public sealed record BoundLocalDeclaration(SourceSpan Span, LocalSymbol Local, BoundExpression Initializer, bool IsView = false) : BoundStatement(Span);

/// <summary>
/// Declares the names of an irrefutable pattern (tuple unpacking), or of a list pattern that is checked at run time and raises
/// ValueError.
/// </summary>
public sealed record BoundDestructuringDeclaration(SourceSpan Span, BoundPattern Pattern, BoundExpression Value) : BoundStatement(Span);

/// <summary><c>place = value</c>; the value is evaluated first, then the place's receiver and index.</summary>
public sealed record BoundAssignment(SourceSpan Span, BoundExpression Target, BoundExpression Value) : BoundStatement(Span);

/// <summary><c>a, b.c, d[i] = value</c> over places: all values first, then the stores from left to right.</summary>
public sealed record BoundTupleAssignment(SourceSpan Span, ImmutableArray<BoundExpression> Targets, BoundExpression Value)
    : BoundStatement(Span);

/// <summary>
/// <c>place op= e</c>: receiver and index of the place are evaluated once. <see cref="Operation"/> computes the new value from
/// <see cref="Current"/>, a local that stands for the old one, and the operand.
/// </summary>
public sealed record BoundCompoundAssignment(SourceSpan Span, BoundExpression Target, LocalSymbol Current, BoundExpression Operation)
    : BoundStatement(Span);

public sealed record BoundExpressionStatement(SourceSpan Span, BoundExpression Expression) : BoundStatement(Span);

public sealed record BoundWhile(SourceSpan Span, LoopTarget Target, BoundCondition Condition, BoundBlock Body) : BoundStatement(Span);

public enum IterationKind
{
    /// <summary>An int range; counted loop.</summary>
    Range,

    /// <summary>A list by index, without copying.</summary>
    List,

    /// <summary>A str by Unicode scalar.</summary>
    Str,

    /// <summary>Keys, or pairs, of a dict in insertion order; elements of a set: through the runtime type's <c>__iter__</c>.</summary>
    Iterator,

    /// <summary>A user type: <c>__iter__</c> then <c>__next__() -> Option[T]</c>.</summary>
    Protocol,

    /// <summary>An async iterator: <c>__anext__</c>.</summary>
    Async,
}

/// <summary>
/// What is iterated and how. <see cref="Iter"/> makes the iterator from Source (null when Source is one already),
/// <see cref="Next"/> steps it; both null for the built-in kinds. <see cref="Close"/> ends an async iterator that the loop owns,
/// wherever control leaves the loop.
/// </summary>
public sealed record BoundIteration(
    BoundExpression Source,
    IterationKind Kind,
    TypeSymbol ElementType,
    FunctionSymbol? Iter = null,
    FunctionSymbol? Next = null,
    FunctionSymbol? Close = null);

/// <summary>
/// <see cref="MutatesElements"/>: the body writes through the loop variable, which then refers to the element's place.
/// </summary>
public sealed record BoundFor(
    SourceSpan Span,
    LoopTarget Target,
    BoundPattern Pattern,
    BoundIteration Iteration,
    BoundBlock Body,
    bool MutatesElements = false) : BoundStatement(Span);

public sealed record BoundBreak(SourceSpan Span, LoopTarget Target, BoundExpression? Value) : BoundStatement(Span);

public sealed record BoundContinue(SourceSpan Span, LoopTarget Target) : BoundStatement(Span);

/// <summary>Value is null in functions that return None.</summary>
public sealed record BoundReturn(SourceSpan Span, BoundExpression? Value) : BoundStatement(Span);

/// <summary>
/// <c>assert</c>. For a comparison, the failure shows both operands' values. With a pattern its names are declared in the
/// enclosing scope. With Raises the condition is a call that must raise it.
/// </summary>
public sealed record BoundAssert(
    SourceSpan Span,
    BoundExpression Condition,
    BoundPattern? Pattern,
    TypeSymbol? Raises,
    BoundExpression? Message) : BoundStatement(Span);

/// <summary>Value null: re-raise the error being handled.</summary>
public sealed record BoundRaise(SourceSpan Span, BoundExpression? Value, BoundExpression? Cause) : BoundStatement(Span);

public sealed record BoundTry(
    SourceSpan Span,
    BoundBlock Body,
    ImmutableArray<BoundExcept> Handlers,
    BoundBlock? Else,
    BoundBlock? Finally) : BoundStatement(Span);

/// <summary>No types: every error.</summary>
public sealed record BoundExcept(SourceSpan Span, ImmutableArray<TypeSymbol> Types, LocalSymbol? Local, BoundBlock Body);

/// <summary><c>del d[k]</c></summary>
public sealed record BoundDelete(SourceSpan Span, BoundExpression Receiver, BoundExpression Index, FunctionSymbol Deleter)
    : BoundStatement(Span);

/// <summary>Releases the resource that a local holds.</summary>
public sealed record BoundDrop(SourceSpan Span, LocalSymbol Local) : BoundStatement(Span);

/// <summary>An async generator that is closed here leaves as by <c>return</c>.</summary>
public sealed record BoundYield(SourceSpan Span, BoundExpression Value, bool IsAsync) : BoundStatement(Span);

/// <summary>A nested <c>def</c>: a closure bound to a local.</summary>
public sealed record BoundLocalFunction(SourceSpan Span, LocalSymbol Local, BoundClosure Closure) : BoundStatement(Span);
