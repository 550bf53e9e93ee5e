using System.Collections.Immutable;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Nodes;

/// <summary>Base of the bound tree: syntax with every name and type decided.</summary>
public abstract record BoundNode(SourceSpan Span);

/// <summary>An expression with its type. <see cref="Type"/> is resolved: after its function is bound, no inference variable is left.</summary>
public abstract record BoundExpression(SourceSpan Span, TypeSymbol RawType) : BoundNode(Span)
{
    public TypeSymbol Type => RawType.Resolved;

    /// <summary>Whether it names storage that outlives the expression, so that using its value is a copy.</summary>
    public virtual bool IsPlace => false;
}

/// <summary>Already reported; quiet from here on. Never reaches lowering.</summary>
public sealed record BoundErrorExpression(SourceSpan Span) : BoundExpression(Span, ErrorTypeSymbol.Instance);

/// <summary>
/// Value: long, BigInteger (integer types wider than 64 bits), double, bool, string, ImmutableArray&lt;byte&gt;, or null for the
/// unit value <c>()</c>. An int literal used as float has a double.
/// </summary>
public sealed record BoundLiteral(SourceSpan Span, TypeSymbol RawType, object? Value) : BoundExpression(Span, RawType);

/// <summary>A local, parameter, self or global.</summary>
public sealed record BoundVariable(SourceSpan Span, VariableSymbol Variable) : BoundExpression(Span, Variable.Type)
{
    public override bool IsPlace => true;
}

public sealed record BoundFieldAccess(SourceSpan Span, TypeSymbol RawType, BoundExpression Receiver, FieldSymbol Field)
    : BoundExpression(Span, RawType)
{
    public override bool IsPlace => true;
}

public sealed record BoundTupleElement(SourceSpan Span, TypeSymbol RawType, BoundExpression Receiver, int Index)
    : BoundExpression(Span, RawType)
{
    public override bool IsPlace => Receiver.IsPlace;
}

/// <summary>
/// <c>r[i]</c> through <c>__getitem__</c>. As an assignment target it goes through <see cref="Setter"/> (<c>__setitem__</c>); as a place
/// to mutate in, through <see cref="ItemRef"/> (<c>__itemref__</c>, returns a CLR reference), null where the type has none.
/// </summary>
public sealed record BoundIndex(
    SourceSpan Span,
    TypeSymbol RawType,
    BoundExpression Receiver,
    BoundExpression Index,
    FunctionSymbol Getter,
    FunctionSymbol? Setter,
    FunctionSymbol? ItemRef) : BoundExpression(Span, RawType)
{
    public override bool IsPlace => true;
}

/// <summary>An argument in evaluation order; <see cref="IsDefault"/> when the call omitted it and Value is the parameter's default.</summary>
public sealed record BoundArgument(ParameterSymbol Parameter, BoundExpression Value, bool IsDefault = false);

/// <summary>
/// A call of a known function. Every parameter has exactly one argument; those of rest parameters are list or dict literals.
/// For an async function the type is <c>Future[T]</c>; under a <see cref="BoundAwait"/> it is called directly.
/// <see cref="Receiver"/> is null for static functions; its type tells the containing type's arguments.
/// <see cref="ContainingType"/> is set for a static method of a generic type.
/// </summary>
public sealed record BoundCall(
    SourceSpan Span,
    TypeSymbol RawType,
    FunctionSymbol Function,
    BoundExpression? Receiver,
    ImmutableArray<TypeSymbol> TypeArguments,
    ImmutableArray<BoundArgument> Arguments,
    NamedTypeSymbol? ContainingType = null) : BoundExpression(Span, RawType)
{
    /// <summary>What <c>d.setdefault(k, [])</c> gives lies in the dict.</summary>
    public override bool IsPlace => Function is ImportedFunctionSymbol { MutatesReceiver: true, Contract.Lends: true };
}

/// <summary>A call of a function value. <see cref="Nested"/>: the nested function that its name stands for, whose parameters may be <c>ref</c>.</summary>
public sealed record BoundInvoke(
    SourceSpan Span, TypeSymbol RawType, BoundExpression Callee, ImmutableArray<BoundExpression> Arguments, FunctionSymbol? Nested = null)
    : BoundExpression(Span, RawType);

/// <summary>A function or method as a value; Receiver is captured by value.</summary>
public sealed record BoundFunctionReference(
    SourceSpan Span,
    TypeSymbol RawType,
    FunctionSymbol Function,
    BoundExpression? Receiver,
    ImmutableArray<TypeSymbol> TypeArguments,
    NamedTypeSymbol? ContainingType = null) : BoundExpression(Span, RawType);

/// <summary><c>Point(x=1, y=2)</c>: one initialiser per field, written ones in source order, then the defaults.</summary>
public sealed record BoundConstruction(SourceSpan Span, NamedTypeSymbol ConstructedType, ImmutableArray<BoundFieldInitializer> Fields)
    : BoundExpression(Span, ConstructedType);

public sealed record BoundFieldInitializer(FieldSymbol Field, BoundExpression Value);

/// <summary>A variant, with as many arguments as it has payload fields; arguments are in evaluation order.</summary>
public sealed record BoundVariantConstruction(
    SourceSpan Span,
    TypeSymbol RawType,
    VariantSymbol Variant,
    ImmutableArray<BoundExpression> Arguments) : BoundExpression(Span, RawType);

/// <summary>Operators on the language's own types; operators of other types are calls.</summary>
public enum BoundUnaryKind
{
    /// <summary>Integer: overflow raises. Float.</summary>
    Negate,
    Not,
    Invert,
}

public sealed record BoundUnary(SourceSpan Span, TypeSymbol RawType, BoundUnaryKind Kind, BoundExpression Operand)
    : BoundExpression(Span, RawType);

/// <summary>
/// Arithmetic on two operands of one numeric type (conversions are explicit nodes), with that type as result; only
/// <c>Divide</c> of ints has the result float. <c>Add</c> of two str concatenates.
/// </summary>
public sealed record BoundBinary(SourceSpan Span, TypeSymbol RawType, BinaryOperator Operator, BoundExpression Left, BoundExpression Right)
    : BoundExpression(Span, RawType);

/// <summary><c>and</c>, <c>or</c></summary>
public sealed record BoundLogical(SourceSpan Span, bool IsAnd, BoundExpression Left, BoundExpression Right)
    : BoundExpression(Span, PrimitiveTypeSymbol.Bool);

/// <summary>
/// <c>== != &lt; &lt;= &gt; &gt;=</c> on two operands of one type: opcodes for numbers, otherwise <c>Ops.Equal</c> and <c>Ops.Compare</c>.
/// </summary>
public sealed record BoundComparison(SourceSpan Span, ComparisonOperator Operator, BoundExpression Left, BoundExpression Right)
    : BoundExpression(Span, PrimitiveTypeSymbol.Bool);

/// <summary>
/// <c>a &lt; b &lt; c</c>: the middle operands are evaluated once, into locals which the links read; stops at the first false link.
/// </summary>
public sealed record BoundComparisonChain(SourceSpan Span, ImmutableArray<BoundChainLink> Links)
    : BoundExpression(Span, PrimitiveTypeSymbol.Bool);

/// <summary><see cref="Test"/> reads its operands directly or from locals that <see cref="Before"/> has set.</summary>
public sealed record BoundChainLink(ImmutableArray<BoundLocalDeclaration> Before, BoundExpression Test);

/// <summary><c>a if c else b</c></summary>
public sealed record BoundConditional(
    SourceSpan Span, TypeSymbol RawType, BoundExpression Condition, BoundExpression WhenTrue, BoundExpression WhenFalse)
    : BoundExpression(Span, RawType);

public sealed record BoundTuple(SourceSpan Span, TypeSymbol RawType, ImmutableArray<BoundExpression> Elements)
    : BoundExpression(Span, RawType);

/// <summary>An element of a list, set or rest argument; a spread one is any iterable of the element type.</summary>
public sealed record BoundElement(BoundExpression Value, BoundIteration? Spread = null);

public sealed record BoundListLiteral(SourceSpan Span, TypeSymbol RawType, ImmutableArray<BoundElement> Elements)
    : BoundExpression(Span, RawType);

public sealed record BoundSetLiteral(SourceSpan Span, TypeSymbol RawType, ImmutableArray<BoundElement> Elements)
    : BoundExpression(Span, RawType);

/// <summary>Key null: Value is a dict that is merged in.</summary>
public sealed record BoundDictEntry(BoundExpression? Key, BoundExpression Value);

public sealed record BoundDictLiteral(SourceSpan Span, TypeSymbol RawType, ImmutableArray<BoundDictEntry> Entries)
    : BoundExpression(Span, RawType);

/// <summary><c>a..b</c>; the value is the runtime's range type.</summary>
public sealed record BoundRange(SourceSpan Span, TypeSymbol RawType, BoundExpression Start, BoundExpression End, bool IsInclusive)
    : BoundExpression(Span, RawType);

public sealed record BoundComprehension(
    SourceSpan Span,
    TypeSymbol RawType,
    ComprehensionKind Kind,
    BoundExpression Element,
    BoundExpression? Value,
    ImmutableArray<BoundComprehensionClause> Clauses) : BoundExpression(Span, RawType)
{
    public bool IsAsync => Clauses.Any(c => c.Iteration?.Kind == IterationKind.Async);
}

/// <summary>Either a loop (Iteration and Target set) or a filter (Condition set).</summary>
public sealed record BoundComprehensionClause(SourceSpan Span, BoundIteration? Iteration, BoundPattern? Target, BoundExpression? Condition);

public sealed record BoundFString(SourceSpan Span, ImmutableArray<BoundFStringPart> Parts)
    : BoundExpression(Span, PrimitiveTypeSymbol.Str);

/// <summary>Text when Value is null. Spec is a str expression (usually a literal), null when there is none.</summary>
public sealed record BoundFStringPart(string? Text, BoundExpression? Value, FStringConversion Conversion, BoundExpression? Spec);

/// <summary>
/// How the operand is awaited: a call of an async function directly (<see cref="Function"/> null and the operand a
/// <see cref="BoundCall"/> of one), otherwise through its <c>__await__</c>. Identity: <c>await</c> on a value that is never pending.
/// </summary>
public sealed record BoundAwait(SourceSpan Span, TypeSymbol RawType, BoundExpression Operand, FunctionSymbol? Function, bool IsIdentity)
    : BoundExpression(Span, RawType);

/// <summary>How the body of an <c>async with</c> ended, told to what is left.</summary>
public sealed record BoundBlockExit(SourceSpan Span, TypeSymbol RawType) : BoundExpression(Span, RawType);

/// <summary>
/// <c>e?</c>. The operand is an Option or Result; on None or Err the enclosing function returns None or Err(converted error).
/// <see cref="ConvertedError"/> is an expression over <see cref="ErrorLocal"/>; both null for Option.
/// </summary>
public sealed record BoundPropagate(
    SourceSpan Span,
    TypeSymbol RawType,
    BoundExpression Operand,
    TypeSymbol FunctionReturnType,
    LocalSymbol? ErrorLocal,
    BoundExpression? ConvertedError) : BoundExpression(Span, RawType);

/// <summary>A closure; captures are by value at creation. The function's body is bound with it.</summary>
public sealed record BoundClosure(
    SourceSpan Span,
    TypeSymbol RawType,
    FunctionSymbol Function,
    BoundBlock Body,
    ImmutableArray<VariableSymbol> Captures) : BoundExpression(Span, RawType)
{
    /// <summary>Where its text names a captured variable first.</summary>
    public SourceSpan FirstUse(VariableSymbol capture)
    {
        SourceSpan? first = null;
        BoundTree.Visit(Body, n => first ??= n is BoundVariable variable && variable.Variable == capture ? variable.Span : null);
        return first ?? Span;
    }
}

public enum BoundConversionKind
{
    /// <summary>int to float in mixed arithmetic.</summary>
    IntToFloat,

    /// <summary>Lossless numeric widening.</summary>
    Widen,

    /// <summary>T to Option[T].</summary>
    WrapSome,

    /// <summary>A class or model to a trait it adopts.</summary>
    ToTrait,

    /// <summary>A member to its union.</summary>
    ToUnion,

    /// <summary>A narrowed union to its member.</summary>
    FromUnion,

    /// <summary>The value is dropped: the context wants unit.</summary>
    ToUnit,

    /// <summary>Any value to its Display text.</summary>
    ToDisplay,

    /// <summary>Any value to its Debug text.</summary>
    ToDebug,

    /// <summary>Never to any type.</summary>
    FromNever,

    /// <summary>The operand's place is given up with this use, so its value is not a copy.</summary>
    Moved,

    /// <summary>A function, or a delegate of .NET, to a delegate type of the same signature.</summary>
    ToDelegate,

    /// <summary>What a trait's method returns as <c>Self</c>, to the receiver's own type.</summary>
    FromTrait,

    /// <summary>A function to a type that promises otherwise how it is used: <c>once</c>, <c>local</c>, or neither.</summary>
    ToFunctionType,
}

public sealed record BoundConversion(SourceSpan Span, TypeSymbol RawType, BoundConversionKind Kind, BoundExpression Operand)
    : BoundExpression(Span, RawType);

/// <summary>
/// Statements, then a value. Result null: the type is unit, or never when the end is not reachable. How branches of
/// <c>if</c>/<c>match</c> and block bodies stand in expressions.
/// </summary>
public sealed record BoundBlockExpression(SourceSpan Span, TypeSymbol RawType, ImmutableArray<BoundStatement> Statements, BoundExpression? Result)
    : BoundExpression(Span, RawType);

/// <summary><c>if</c> as statement (type unit, Else may be null) or value (Else set).</summary>
public sealed record BoundIf(SourceSpan Span, TypeSymbol RawType, ImmutableArray<BoundIfBranch> Branches, BoundBlockExpression? Else)
    : BoundExpression(Span, RawType);

public sealed record BoundIfBranch(BoundCondition Condition, BoundBlockExpression Body);

/// <summary>A bool expression, or a pattern test that binds.</summary>
public sealed record BoundCondition(SourceSpan Span, BoundPattern? Pattern, BoundExpression Value) : BoundNode(Span);

/// <summary>Whether a value matches a pattern that binds nothing: <c>isinstance(x, T)</c>.</summary>
public sealed record BoundPatternTest(SourceSpan Span, BoundPattern Pattern, BoundExpression Value) : BoundExpression(Span, PrimitiveTypeSymbol.Bool);

public sealed record BoundMatch(SourceSpan Span, TypeSymbol RawType, BoundExpression Subject, ImmutableArray<BoundMatchArm> Arms)
    : BoundExpression(Span, RawType);

/// <summary>Arms are tried in order; the Flow phase has checked that some arm always matches.</summary>
public sealed record BoundMatchArm(SourceSpan Span, BoundPattern Pattern, BoundExpression? Guard, BoundBlockExpression Body);

/// <summary><c>loop:</c>; the type is the join of its <c>break</c> values.</summary>
public sealed record BoundLoop(SourceSpan Span, TypeSymbol RawType, LoopTarget Target, BoundBlock Body)
    : BoundExpression(Span, RawType);

/// <summary>Identifies a loop for its breaks and continues.</summary>
public sealed class LoopTarget;
