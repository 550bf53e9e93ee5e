using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Nodes;

/// <summary>
/// Base of the lowered tree: only what IL can say directly. After the flattening pass an expression contains no statement, no
/// await and no control flow but <see cref="LoweredConditional"/>.
/// </summary>
public abstract record LoweredExpression(TypeSymbol Type);

/// <summary>long, int (CLR Int32, type I32), double, float, bool, string, BigInteger for 128-bit; null is the null reference.</summary>
public sealed record LoweredConstant(TypeSymbol Type, object? Value) : LoweredExpression(Type);

/// <summary><c>default(T)</c>; also the unit value.</summary>
public sealed record LoweredDefault(TypeSymbol Type) : LoweredExpression(Type);

public sealed record LoweredLocalRead(LoweredLocal Local) : LoweredExpression(Local.Type);

/// <summary>Of a by-reference parameter: reads through it.</summary>
public sealed record LoweredParameterRead(LoweredParameter Parameter) : LoweredExpression(Parameter.Type);

/// <summary><c>this</c></summary>
public sealed record LoweredThis(TypeSymbol Type) : LoweredExpression(Type);

/// <summary>The worker that runs an async function. Removed by the state machine pass.</summary>
public sealed record LoweredWorker(TypeSymbol Type) : LoweredExpression(Type);

/// <summary>
/// How the body of the protected region around ended, a <c>BlockExit</c>: only in the region's Finally, which has a suspension. Removed
/// by the state machine pass.
/// </summary>
public sealed record LoweredBlockExit(TypeSymbol Type) : LoweredExpression(Type);

/// <summary>Receiver: a reference, or a place of value type.</summary>
public sealed record LoweredFieldRead(TypeSymbol Type, LoweredExpression Receiver, FieldReference Field) : LoweredExpression(Type);

/// <summary><c>ItemN</c> of a ValueTuple, N from 0.</summary>
public sealed record LoweredTupleItem(TypeSymbol Type, LoweredExpression Receiver, int Index) : LoweredExpression(Type);

/// <summary>The static field of a module-level variable, or an imported constant or static.</summary>
public sealed record LoweredGlobalRead(GlobalSymbol Global) : LoweredExpression(Global.Type);

/// <summary>Reads the place that a managed reference points to.</summary>
public sealed record LoweredIndirect(TypeSymbol Type, LoweredExpression Reference) : LoweredExpression(Type);

/// <summary>The managed reference to a place: local, parameter, field, tuple item, global, indirect, or a value (then a temporary is made).</summary>
public sealed record LoweredAddressOf(LoweredExpression Place) : LoweredExpression(Place.Type);

/// <summary>
/// Type is the CLR result, <c>Void</c> for none. A receiver of value type is passed by address (Emit takes it). By-reference
/// arguments are <see cref="LoweredAddressOf"/>. <see cref="ReturnsReference"/>: the CLR result is a managed reference to Type.
/// </summary>
public sealed record LoweredCall(
    TypeSymbol Type,
    MethodReference Method,
    LoweredExpression? Receiver,
    ImmutableArray<LoweredExpression> Arguments,
    bool ReturnsReference = false) : LoweredExpression(Type);

/// <summary>Method is a <see cref="ConstructorReference"/> or a well-known constructor.</summary>
public sealed record LoweredNew(TypeSymbol Type, MethodReference Constructor, ImmutableArray<LoweredExpression> Arguments)
    : LoweredExpression(Type);

public sealed record LoweredNewTuple(TypeSymbol Type, ImmutableArray<LoweredExpression> Elements) : LoweredExpression(Type);

/// <summary>Calls a delegate of a function type.</summary>
public sealed record LoweredInvoke(TypeSymbol Type, LoweredExpression Callee, ImmutableArray<LoweredExpression> Arguments)
    : LoweredExpression(Type);

/// <summary>Makes a delegate of a function type over a method; receiver null for static methods.</summary>
public sealed record LoweredNewDelegate(TypeSymbol Type, MethodReference Method, LoweredExpression? Receiver) : LoweredExpression(Type);

public enum LoweredOperator
{
    Add,
    Subtract,
    Multiply,
    AddChecked,
    SubtractChecked,
    MultiplyChecked,
    Divide,
    Remainder,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>An IL operator on two operands of one primitive type. Comparisons give bool; ordered ones of floats are false for NaN, NotEqual is true.</summary>
public sealed record LoweredBinary(TypeSymbol Type, LoweredOperator Operator, LoweredExpression Left, LoweredExpression Right)
    : LoweredExpression(Type);

public enum LoweredUnaryOperator
{
    Negate,
    NegateChecked,
    Not,
    Complement,
}

public sealed record LoweredUnary(TypeSymbol Type, LoweredUnaryOperator Operator, LoweredExpression Operand) : LoweredExpression(Type);

/// <summary>A numeric IL conversion from the operand's primitive type to Type; checked ones raise OverflowException.</summary>
public sealed record LoweredConvert(TypeSymbol Type, LoweredExpression Operand, bool IsChecked) : LoweredExpression(Type);

/// <summary>A reference or boxing conversion that cannot fail, or a cast that was tested before.</summary>
public sealed record LoweredCast(TypeSymbol Type, LoweredExpression Operand) : LoweredExpression(Type);

/// <summary>Whether a reference is of the tested type.</summary>
public sealed record LoweredIsInstance(TypeSymbol TestedType, LoweredExpression Operand) : LoweredExpression(PrimitiveTypeSymbol.Bool);

/// <summary>Operands after the condition are evaluated only when chosen. Also how and/or stand.</summary>
public sealed record LoweredConditional(TypeSymbol Type, LoweredExpression Condition, LoweredExpression WhenTrue, LoweredExpression WhenFalse)
    : LoweredExpression(Type);

/// <summary>Statements, then a value. Removed by flattening.</summary>
public sealed record LoweredSequence(TypeSymbol Type, ImmutableArray<LoweredStatement> Statements, LoweredExpression Value)
    : LoweredExpression(Type);

/// <summary>
/// Awaits a call of an async function; <see cref="Call"/> has the arguments without worker and result. Flattening makes it a
/// <see cref="LoweredAwaitStatement"/>.
/// </summary>
public sealed record LoweredAwait(TypeSymbol Type, LoweredCall Call) : LoweredExpression(Type);
