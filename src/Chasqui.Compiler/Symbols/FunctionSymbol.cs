using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

/// <summary>A function or method, wherever it comes from.</summary>
public abstract class FunctionSymbol(string name, SourceSpan? span = null) : Symbol(name, span)
{
    /// <summary>The type it is a member of; for methods of .NET types given by the runtime library, null.</summary>
    public abstract TypeDefinitionSymbol? ContainingType { get; }

    /// <summary>None for plain and static functions.</summary>
    public abstract ReceiverKind Receiver { get; }

    /// <summary>Own type parameters, without those of the containing type.</summary>
    public abstract ImmutableArray<TypeParameterSymbol> TypeParameters { get; }

    /// <summary>Without the receiver, without the worker and result of the async calling convention.</summary>
    public abstract ImmutableArray<ParameterSymbol> Parameters { get; }

    /// <summary>As declared: <c>T</c> for <c>async def f() -> T</c>, whose call is a <c>Future[T]</c>.</summary>
    public abstract TypeSymbol ReturnType { get; }

    public abstract bool IsAsync { get; }

    public virtual bool IsGenerator => false;

    public virtual bool IsProperty => false;

    public virtual bool IsPublic => true;

    public bool IsStatic => Receiver is ReceiverKind.None or ReceiverKind.Cls;

    public bool MutatesReceiver => Receiver is ReceiverKind.MutSelf;

    /// <summary><c>fetch</c>, <c>Account.deposit</c>: what traces and messages show.</summary>
    public virtual string DisplayName => ContainingType is null || ContainingType.Name == Name ? Name : $"{ContainingType.Name}.{Name}";
}

/// <summary>Anything a name can read at run time.</summary>
public abstract class VariableSymbol(string name, TypeSymbol type, SourceSpan? span = null) : Symbol(name, span)
{
    /// <summary>May contain unsolved inference variables while its function is being bound.</summary>
    public TypeSymbol Type => type.Resolved;

    public abstract bool IsMutable { get; }
}

public sealed class LocalSymbol(string name, TypeSymbol type, bool isMutable, SourceSpan? span = null)
    : VariableSymbol(name, type, span)
{
    public override bool IsMutable { get; } = isMutable;

    /// <summary>Bound by a loop or an arm, which have no place for <c>mut</c>.</summary>
    public bool IsPatternBinding { get; init; }
}

public sealed class ParameterSymbol(string name, TypeSymbol type, ParameterMode mode = ParameterMode.Value, SourceSpan? span = null)
    : VariableSymbol(name, type, span)
{
    public ParameterMode Mode { get; } = mode;

    public ParameterKind Kind { get; init; }

    public bool IsKeywordOnly { get; init; }

    /// <summary>A function given here is called once at most.</summary>
    public bool IsOnce { get; init; }

    /// <summary>A function given here only looks at its arguments.</summary>
    public bool Lends { get; init; }

    /// <summary>A reference of .NET that may be null, which <c>None</c> passes.</summary>
    public bool AcceptsNone { get; init; }

    /// <summary>The default of a source parameter, evaluated at each call that omits it.</summary>
    public ExpressionSyntax? DefaultSyntax { get; init; }

    /// <summary>The default of an imported parameter: a boxed constant, or <see cref="DefaultOfType"/>; null when there is none.</summary>
    public object? DefaultConstant { get; init; }

    /// <summary>Marks the default <c>default(T)</c> of an imported parameter (an empty Option, a null string is not one).</summary>
    public static readonly object DefaultOfType = new();

    public bool HasDefault => DefaultSyntax is not null || DefaultConstant is not null;

    /// <summary>Takes any type; the argument is passed as its Display (or Debug) text.</summary>
    public FStringConversion? AsText { get; init; }

    /// <summary>The future passed is cancelled when something else comes first.</summary>
    public bool CanLose { get; init; }

    /// <summary>Takes anything that can be awaited, as a future; null where it takes its type only.</summary>
    public AwaitableContract? Awaitable { get; init; }

    /// <summary>The boundary that what is given here crosses; null where it stays.</summary>
    public SentContract? Sent { get; init; }

    /// <summary>A by-reference place: <c>mut p: T</c> refers, it cannot be rebound.</summary>
    public override bool IsMutable => Mode == ParameterMode.Mut;
}

/// <summary>A boundary between tasks.</summary>
/// <param name="Place">What lies behind it: <c>another task</c>, <c>a channel</c>.</param>
/// <param name="Waits">The block around it waits for what was sent.</param>
public sealed record SentContract(string Place, bool Waits);

/// <summary>What becomes a future.</summary>
/// <param name="PassesPlainValues">A value that cannot be awaited becomes a future that is ready.</param>
/// <param name="Joins">A handle gives its task's value and raises its failure.</param>
public sealed record AwaitableContract(bool PassesPlainValues, bool Joins)
{
    /// <summary>What <c>await</c> takes.</summary>
    public static readonly AwaitableContract Plain = new(PassesPlainValues: false, Joins: false);
}

/// <summary><c>self</c> of a method.</summary>
public sealed class SelfSymbol(TypeSymbol type, bool isMutable) : VariableSymbol("self", type)
{
    public override bool IsMutable { get; } = isMutable;
}

public enum GlobalKind
{
    Const,

    /// <summary><c>static x: T = e</c></summary>
    Static,

    /// <summary>A module-level <c>x = e</c>: an immutable static.</summary>
    Binding,
}

/// <summary>A module-level variable. Imported ones are constants or static fields of the runtime library.</summary>
public abstract class GlobalSymbol(string name, TypeSymbol type, GlobalKind kind, SourceSpan? span = null)
    : VariableSymbol(name, type, span)
{
    public GlobalKind Kind { get; } = kind;

    public override bool IsMutable => Kind == GlobalKind.Static;
}
