using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;

namespace Chasqui.Compiler.Lowering.Desugar;

// Objects in a list that one round of a loop uses several times.
internal sealed partial class BodyLowerer
{
    /// <summary>Elements that stand in a local for the rest of a block; where the loop changes something in them, unshared.</summary>
    private readonly Dictionary<PlacePath, LoweredLocal> _held = [];

    private readonly List<PlacePath> _heldOrder = [];

    /// <summary>What is being lowered is evaluated in this order, and all of it.</summary>
    private bool _isStraight;

    /// <summary>
    /// <code>
    ///   before   ps[i].x += ps[i].dx          after   $e = Unique(ref ps.ItemRef(i))
    ///            ps[i].y += ps[i].dy                  $e.x += $e.dx; $e.y += $e.dy
    /// </code>
    /// For as long as <c>i</c> is in scope, if the loop neither replaces nor shares elements of the list.
    /// </summary>
    private LoweredExpression? HeldElement(BoundIndex index)
    {
        if (_loopUses is null || ValueSemantics.KindOf(index.Type) != Symbols.ValueKind.SharedObject
            || !IsList(index.Receiver.Type) || PlacePath.Of(index) is not { IsConcrete: true } path)
        {
            return null;
        }
        if (_held.TryGetValue(path, out LoweredLocal? local))
        {
            return new LoweredLocalRead(local);
        }
        if (!_isStraight || _movingViews.Contains(path.Root) || !_loopUses.IsStable(path))
        {
            return null;
        }
        LoweredExpression element = _loopUses.IsWritten(path)
            ? WellKnown.Generic("Ops.Unique", index.Type, [index.Type], new LoweredAddressOf(PlaceOf(index)))
            : ElementsOf(index.Receiver) is { } elements ? ElementAt(elements, Lower(index.Index)) : GetItem(index);
        local = Temporary(index.Type, "e");
        _held.Add(path, local);
        _heldOrder.Add(path);
        return Sequence(() =>
        {
            Assign(local, element);
            return new LoweredLocalRead(local);
        });
    }

    /// <summary>Forgets what came after the first <paramref name="count"/>.</summary>
    private void Release(int count)
    {
        foreach (PlacePath path in _heldOrder.Skip(count))
        {
            _held.Remove(path);
        }
        _heldOrder.RemoveRange(count, _heldOrder.Count - count);
    }

    private void LowerStraight(BoundStatement statement, Action lower)
    {
        _isStraight = _loopUses is { Suspends: false } && !BoundTree.Any(statement, n => n is not (
            BoundLocalDeclaration or BoundAssignment or BoundCompoundAssignment or BoundVariable or BoundLiteral or BoundFieldAccess or BoundIndex
            or BoundBinary or BoundUnary or BoundComparison or BoundConversion or BoundConstruction or BoundTuple or BoundCall { Function.IsAsync: false }));
        lower();
        _isStraight = false;
    }
}
