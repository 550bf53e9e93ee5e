using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Symbols.Source;

public enum DerivedMethodKind
{
    /// <summary><c>T.default() -> T</c> of <c>@derive(Default)</c>.</summary>
    Default,

    /// <summary><c>T.new(fields…) -> Result[T, E]</c> of <c>@derive(Validate)</c>.</summary>
    New,
}

/// <summary>A static method that a derive gives a type; the body binder makes its body.</summary>
public sealed class DerivedMethodSymbol(
    DerivedMethodKind kind, SourceTypeSymbol type, ImmutableArray<ParameterSymbol> parameters, TypeSymbol result)
    : FunctionSymbol(kind == DerivedMethodKind.Default ? "default" : "new", type.Span)
{
    public DerivedMethodKind Kind { get; } = kind;

    public SourceTypeSymbol Type { get; } = type;

    public override TypeDefinitionSymbol ContainingType => Type;

    public override ReceiverKind Receiver => ReceiverKind.None;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters => [];

    public override ImmutableArray<ParameterSymbol> Parameters { get; } = parameters;

    public override TypeSymbol ReturnType { get; } = result;

    public override bool IsAsync => false;
}
