using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Values;

/// <summary>
/// A variable of the function, or a field or element of what a shorter path leads to: <c>xs</c>, <c>self.grid[i]</c>. A path is
/// concrete when each index in it is a variable that does not change; elements with any other index are all one.
/// </summary>
/// <param name="Field">Of the owner; null for an element.</param>
internal sealed record PlacePath(VariableSymbol Root, PlacePath? Owner = null, FieldSymbol? Field = null, VariableSymbol? Index = null)
{
    public bool IsElement => Owner is not null && Field is null;

    public bool IsConcrete => Owner is null || (Owner.IsConcrete && (Field is not null || Index is not null));

    /// <summary>The path in which every element of a list stands for all of them.</summary>
    public PlacePath Erased => Owner is null ? this : this with { Owner = Owner.Erased, Index = null };

    public static PlacePath? Of(BoundExpression place) => place switch
    {
        BoundVariable { Variable: not GlobalSymbol } variable => new PlacePath(variable.Variable),
        BoundFieldAccess field when Of(field.Receiver) is { } owner => new PlacePath(owner.Root, owner, field.Field),
        BoundIndex { ItemRef: not null } index when Of(index.Receiver) is { } owner =>
            new PlacePath(owner.Root, owner, Index: index.Index is BoundVariable { Variable: { IsMutable: false } and not GlobalSymbol } by ? by.Variable : null),
        _ => null,
    };

    /// <summary>The path and those it goes through.</summary>
    public IEnumerable<PlacePath> Prefixes() => Owner is null ? [this] : Owner.Prefixes().Append(this);

    public bool IsBelow(PlacePath other) => Owner is not null && (Owner == other || Owner.IsBelow(other));
}
