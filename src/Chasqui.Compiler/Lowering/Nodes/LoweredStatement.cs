using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Lowering.Nodes;

public abstract record LoweredStatement;

public sealed record LoweredBlock(ImmutableArray<LoweredStatement> Statements) : LoweredStatement;

/// <summary>What follows, up to the next one, belongs to this place; null hides it from the debugger.</summary>
public sealed record LoweredSequencePoint(SourceSpan? Span) : LoweredStatement;

/// <summary>Evaluates; a result is popped.</summary>
public sealed record LoweredExpressionStatement(LoweredExpression Expression) : LoweredStatement;

/// <summary>
/// Stores into a local, parameter, field, tuple item, global or indirect place. Into a by-reference local (IsByRef) it stores the
/// reference itself: the value is then a <see cref="LoweredAddressOf"/> or a call that returns a reference.
/// </summary>
public sealed record LoweredAssignment(LoweredExpression Target, LoweredExpression Value) : LoweredStatement;

public sealed record LoweredLabelStatement(LoweredLabel Label) : LoweredStatement;

/// <summary>Out of a protected region it is a <c>leave</c>; Emit knows.</summary>
public sealed record LoweredGoto(LoweredLabel Label) : LoweredStatement;

/// <summary>Jumps when the condition equals <see cref="JumpIf"/>.</summary>
public sealed record LoweredBranch(LoweredExpression Condition, LoweredLabel Label, bool JumpIf) : LoweredStatement;

/// <summary>Jumps to label i when the CLR int32 value is i; falls through otherwise.</summary>
public sealed record LoweredSwitch(LoweredExpression Value, ImmutableArray<LoweredLabel> Labels) : LoweredStatement;

public sealed record LoweredReturn(LoweredExpression? Value) : LoweredStatement;

/// <summary>Null re-raises inside a handler.</summary>
public sealed record LoweredThrow(LoweredExpression? Value) : LoweredStatement;

public sealed record LoweredTry(LoweredBlock Body, ImmutableArray<LoweredCatch> Catches, LoweredBlock? Finally) : LoweredStatement
{
    /// <summary>Where in the body control goes when the function is abandoned at a suspension inside: the way to the cleanup.</summary>
    public LoweredLabel? Abandoned { get; init; }
}

/// <summary>Ends an abandoned function, through the cleanups of the regions around. Removed by the state machine pass.</summary>
public sealed record LoweredAbandon : LoweredStatement;

/// <summary>Catches CLR exceptions of Type into Local; with a filter, only those for which it gives true.</summary>
public sealed record LoweredCatch(TypeSymbol Type, LoweredLocal Local, LoweredExpression? Filter, LoweredBlock Body);

/// <summary>Gives an item of a generator. Removed by the state machine pass.</summary>
public sealed record LoweredYield(LoweredExpression Value) : LoweredStatement
{
    /// <summary>Where an async generator goes that is closed here.</summary>
    public LoweredLabel? Closed { get; init; }
}

/// <summary>An await with its result stored, null when unused. Removed by the state machine pass.</summary>
public sealed record LoweredAwaitStatement(LoweredCall Call, LoweredLocal? Result) : LoweredStatement;
