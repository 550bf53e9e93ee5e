using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering;

/// <summary>Calls of members from the well-known table.</summary>
internal static class WellKnown
{
    /// <summary>A static method.</summary>
    public static LoweredCall Static(string member, TypeSymbol type, params ImmutableArray<LoweredExpression> arguments) =>
        new(type, new WellKnownReference(member, [], []), null, arguments);

    /// <summary>A static generic method.</summary>
    public static LoweredCall Generic(
        string member, TypeSymbol type, ImmutableArray<TypeSymbol> typeArguments, params ImmutableArray<LoweredExpression> arguments) =>
        new(type, new WellKnownReference(member, [], typeArguments), null, arguments);

    /// <summary>An instance method; the receiver's type tells the containing type's arguments unless they are given.</summary>
    public static LoweredCall Instance(
        string member,
        TypeSymbol type,
        LoweredExpression receiver,
        ImmutableArray<LoweredExpression> arguments = default,
        ImmutableArray<TypeSymbol>? containing = null,
        ImmutableArray<TypeSymbol> typeArguments = default) =>
        new(
            type,
            new WellKnownReference(
                member,
                containing ?? (receiver.Type.Resolved is NamedTypeSymbol named ? named.Arguments : []),
                typeArguments.IsDefault ? [] : typeArguments),
            receiver,
            arguments.IsDefault ? [] : arguments);

    public static LoweredNew New(string member, NamedTypeSymbol type, params ImmutableArray<LoweredExpression> arguments) =>
        new(type, new WellKnownReference(member, type.Arguments, []), arguments);
}
