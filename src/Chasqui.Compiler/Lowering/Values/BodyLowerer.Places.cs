using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

// Mutation through a place: every object on the way to it is made unique first.
internal sealed partial class BodyLowerer
{
    private static bool IsMutablePlace(BoundExpression expression) =>
        expression is BoundVariable or BoundFieldAccess or BoundIndex { ItemRef: not null };

    /// <summary>The same place with every index and every receiver that is not a place evaluated once, into locals.</summary>
    private BoundExpression Stabilize(BoundExpression place)
    {
        switch (place)
        {
            case BoundVariable:
                return place;
            case BoundFieldAccess field:
                return field with { Receiver = Stabilize(field.Receiver) };
            case BoundTupleElement element:
                return element with { Receiver = Stabilize(element.Receiver) };
            case BoundIndex index:
                BoundExpression receiver = Stabilize(index.Receiver);
                return index with { Receiver = receiver, Index = index.Index is BoundLiteral or BoundVariable { Variable: { IsMutable: false } and not GlobalSymbol } ? index.Index : Held(index.Index) };
            default:
                return Held(place);
        }
    }

    private BoundVariable Held(BoundExpression value)
    {
        var symbol = new LocalSymbol("", value.Type, isMutable: true);
        _variables[symbol] = Spill(Lower(value), "p");
        return new BoundVariable(value.Span, symbol);
    }

    /// <summary>
    /// The storage to write to or to take the address of.
    /// <code>
    ///   before   o.inner.xs           after   Unique(ref Unique(ref o).inner).xs
    ///   before   grid[y][x]           after   *Unique(ref *Unique(ref grid).__itemref__(y)).__itemref__(x)
    /// </code>
    /// </summary>
    private LoweredExpression PlaceOf(BoundExpression place) => place switch
    {
        BoundFieldAccess field => new LoweredFieldRead(field.Type, Unique(field.Receiver), ReferenceTo(field)),
        BoundIndex { ItemRef: not null } index when ElementsOf(index.Receiver) is { } elements => ElementAt(elements, Lower(index.Index)),
        BoundIndex { ItemRef: { } itemRef } index => new LoweredIndirect(
            index.Type,
            new LoweredCall(
                index.Type,
                new FunctionReference(itemRef, TypeRelations.ContainingTypeOf(itemRef, index.Receiver.Type), []),
                Unique(index.Receiver),
                [Lower(index.Index)],
                ReturnsReference: true)),
        _ => LowerValue(place),
    };

    /// <summary>
    /// The object in a place, unshared, to be changed; of a value without a place, the value.
    /// <code>
    ///   before   xs (a local)         after   { xs = Unshared(xs); xs }
    ///   before   o.xs                 after   Unique(ref Unique(ref o).xs)
    /// </code>
    /// </summary>
    private LoweredExpression Unique(BoundExpression place)
    {
        if (place is BoundVariable { Variable: SelfSymbol { IsMutable: true } } || !(IsMutablePlace(place) || place is BoundTupleElement))
        {
            return IsResult(place) ? UnsharedResult(Lower(place)) : Lower(place);
        }
        if (place is BoundIndex element && HeldElement(element) is { } held)
        {
            return held;
        }
        LoweredExpression storage = PlaceOf(place);
        return ValueSemantics.KindOf(place.Type) switch
        {
            ValueKind.SharedObject when storage is LoweredLocalRead { Local.IsByRef: false } => Sequence(() =>
            {
                Add(new LoweredAssignment(storage, WellKnown.Generic("Ops.Unshared", place.Type, [place.Type], storage)));
                return storage;
            }),
            ValueKind.SharedObject => WellKnown.Generic("Ops.Unique", place.Type, [place.Type], new LoweredAddressOf(storage)),
            ValueKind.Compound when IsReferenceOrParameter(place.Type) =>
                new LoweredIndirect(
                    place.Type, WellKnown.Generic("Ops.UniqueValue", place.Type, [place.Type], new LoweredAddressOf(storage)) with { ReturnsReference = true }),
            _ => storage,
        };
    }

    private static bool IsResult(BoundExpression expression) => expression is BoundCall { IsPlace: false } or BoundInvoke or BoundAwait or BoundPropagate;

    /// <summary>
    /// What a call gave, to be changed: the callee may have kept it, as a method does that returns a field.
    /// <code>
    ///   before   o.items().append(1)  after   Unshared(o.items()).append(1)
    /// </code>
    /// A list of resources has no copies: who lends it lends the place.
    /// </summary>
    private LoweredExpression UnsharedResult(LoweredExpression value)
    {
        if (_context.Ownership.Types.IsResource(value.Type))
        {
            return value;
        }
        return ValueSemantics.KindOf(value.Type) switch
        {
            ValueKind.SharedObject => WellKnown.Generic("Ops.Unshared", value.Type, [value.Type], value),
            ValueKind.Compound when IsReferenceOrParameter(value.Type) => Sequence(() =>
            {
                LoweredExpression held = Spill(value, "p");
                return new LoweredIndirect(
                    value.Type, WellKnown.Generic("Ops.UniqueValue", value.Type, [value.Type], new LoweredAddressOf(held)) with { ReturnsReference = true });
            }),
            _ => value,
        };
    }

    /// <summary>A trait or type parameter: what is behind it may be a shared object.</summary>
    private static bool IsReferenceOrParameter(TypeSymbol type) =>
        type.Resolved is TypeParameterSymbol or NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait };
}
