using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Symbols.Source;

public enum DerivedMethodKind
{
    /// <summary><c>T.default() -> T</c> of <c>@derive(Default)</c>.</summary>
    Default,

    /// <summary><c>N.from_underlying(v) -> Result[N, ValidationError]</c> of a newtype with constraints.</summary>
    FromUnderlying,

    /// <summary>What <c>N(v)</c> means for a newtype with constraints or a hook.</summary>
    Checked,

    /// <summary><c>T.new(fields…) -> Result[T, E]</c> of <c>@derive(Validate)</c>.</summary>
    New,

    /// <summary><c>x.__field_value__(name) -> Option[V]</c>, V the union of the fields' types.</summary>
    FieldValue,

    /// <summary><c>x.__field_items__() -> list[tuple[str, V]]</c></summary>
    FieldItems,

    /// <summary><c>await x.__await__() -> T</c> of a type that adopts <c>Awaitable[T]</c> by a field or another method.</summary>
    Await,
}

/// <summary>A method that a derive, a constraint or reflection gives a type; the body binder makes its body.</summary>
public sealed class DerivedMethodSymbol(
    DerivedMethodKind kind, SourceTypeSymbol type, ImmutableArray<ParameterSymbol> parameters, TypeSymbol result)
    : FunctionSymbol(NameOf(kind), type.Span)
{
    public DerivedMethodKind Kind { get; } = kind;

    public SourceTypeSymbol Type { get; } = type;

    /// <summary>The field or method that an <c>__await__</c> awaits.</summary>
    public Symbol? Source { get; init; }

    public override TypeDefinitionSymbol ContainingType => Type;

    public override ReceiverKind Receiver => Kind is DerivedMethodKind.FieldValue or DerivedMethodKind.FieldItems or DerivedMethodKind.Await ? ReceiverKind.Self : ReceiverKind.None;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters => [];

    public override ImmutableArray<ParameterSymbol> Parameters { get; } = parameters;

    public override TypeSymbol ReturnType { get; } = result;

    public override bool IsAsync => Kind == DerivedMethodKind.Await;

    private static string NameOf(DerivedMethodKind kind) => kind switch
    {
        DerivedMethodKind.Default => "default",
        DerivedMethodKind.FromUnderlying => "from_underlying",
        DerivedMethodKind.Checked => "$checked",
        DerivedMethodKind.FieldValue => "__field_value__",
        DerivedMethodKind.FieldItems => "__field_items__",
        DerivedMethodKind.Await => "__await__",
        _ => "new",
    };
}
