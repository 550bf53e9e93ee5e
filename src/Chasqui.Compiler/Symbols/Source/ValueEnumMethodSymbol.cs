using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Symbols.Source;

/// <summary>What a value enum has without writing it: <c>value(self) -> V</c> and <c>from_value(value: V) -> Option[E]</c>.</summary>
public sealed class ValueEnumMethodSymbol : FunctionSymbol
{
    private ValueEnumMethodSymbol(string name, TypeDefinitionSymbol type, ReceiverKind receiver, ImmutableArray<ParameterSymbol> parameters, TypeSymbol result)
        : base(name)
    {
        ContainingType = type;
        Receiver = receiver;
        Parameters = parameters;
        ReturnType = result;
    }

    public override TypeDefinitionSymbol ContainingType { get; }

    public override ReceiverKind Receiver { get; }

    public override ImmutableArray<TypeParameterSymbol> TypeParameters => [];

    public override ImmutableArray<ParameterSymbol> Parameters { get; }

    public override TypeSymbol ReturnType { get; }

    public override bool IsAsync => false;

    public static ValueEnumMethodSymbol Value(TypeDefinitionSymbol type, TypeSymbol raw) =>
        new("value", type, ReceiverKind.Self, [], raw);

    public static ValueEnumMethodSymbol FromValue(TypeDefinitionSymbol type, TypeSymbol raw, TypeSymbol option) =>
        new("from_value", type, ReceiverKind.None, [new ParameterSymbol("value", raw)], option);
}
