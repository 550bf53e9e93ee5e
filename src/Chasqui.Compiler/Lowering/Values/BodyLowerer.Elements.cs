using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

// Lists whose elements a loop reads and writes by index, and nothing else: what holds for all rounds is asked once, before the first.
internal sealed partial class BodyLowerer
{
    /// <summary>The lists that a loop around the present code has taken the elements of.</summary>
    private readonly Dictionary<PlacePath, ElementLocals> _elements = [];

    private PathUses? _loopUses;

    /// <param name="First">The place of the first element.</param>
    /// <param name="Row">What the list was looked for in; there may have been no such element.</param>
    private sealed record ElementLocals(LoweredLocal First, LoweredLocal Count, (LoweredLocal Count, LoweredExpression Index)? Row);

    /// <summary>
    /// A list that stays the same object in the loop, and that nothing shares while it is written, is made unique before the loop.
    /// <code>
    ///   before   while c:                     after   $first = ref Unique(ref xs).FirstRef(); $n = xs.Count
    ///                xs[i] = xs[j] + 1                while c:
    ///                                                     *At($first, $n, i) = *At($first, $n, j) + 1
    /// </code>
    /// A loop without rounds, or one that never comes to the write, may so copy a shared list in vain: once for each time it was shared.
    /// </summary>
    private void WithElements(BoundNode loop, Action lower)
    {
        PathUses uses = PathUses.Of(loop);
        PathUses? outer = _loopUses;
        _loopUses = uses;
        int held = _heldOrder.Count;
        var taken = new List<PlacePath>();
        if (!uses.Suspends)
        {
            foreach ((PlacePath path, BoundExpression place) in uses.Indexed())
            {
                if (IsList(place.Type) && _variables.ContainsKey(path.Root) && !_movingViews.Contains(path.Root) && !_elements.ContainsKey(path) && uses.IsStable(path)
                    && TakeElements(path, place, uses.IsWritten(path)) is { } elements)
                {
                    _elements.Add(path, elements);
                    taken.Add(path);
                }
            }
        }
        lower();
        taken.ForEach(p => _elements.Remove(p));
        Release(held);
        _loopUses = outer;
    }

    /// <summary>
    /// An element of a list may not be there, which is an error only where it is used: it is an empty list until then.
    /// <code>
    ///   before   while c:                     after   $row = Row($first, $n, i); $first2 = ref $row.FirstRef(); $n2 = $row.Count
    ///                f(grid[i][j])                    while c:
    ///                                                     f(*AtRow($first2, $n2, j, $n, i))
    /// </code>
    /// </summary>
    private ElementLocals? TakeElements(PlacePath path, BoundExpression place, bool isWritten)
    {
        if (path.Prefixes().All(p => !p.IsElement || _held.ContainsKey(p)))
        {
            return TakeElements(isWritten ? Unique(place) : Lower(place), null);
        }
        if (path is { Owner: { } owner, Index: { } index } && _elements.TryGetValue(owner, out ElementLocals? rows) && rows.Row is null)
        {
            LoweredExpression at = _variables[index];
            TypeSymbol element = ((NamedTypeSymbol)place.Type.Resolved).Arguments[0];
            LoweredExpression row = WellKnown.Generic(
                isWritten ? "Elements.UniqueRow" : "Elements.Row", place.Type, [element],
                new LoweredLocalRead(rows.First), new LoweredLocalRead(rows.Count), at);
            return TakeElements(row, (rows.Count, at));
        }
        return null;
    }

    private ElementLocals TakeElements(LoweredExpression list, (LoweredLocal, LoweredExpression)? row)
    {
        TypeSymbol element = ((NamedTypeSymbol)list.Type.Resolved).Arguments[0];
        LoweredLocal held = Temporary(list.Type, "xs");
        Assign(held, list);
        var read = new LoweredLocalRead(held);
        var elements = new ElementLocals(
            new LoweredLocal($"$first{++_temporaries}", element.Resolved, isByRef: true), Temporary(PrimitiveTypeSymbol.Int, "n"), row);
        Assign(elements.First, WellKnown.Instance("List.FirstRef", element, read) with { ReturnsReference = true });
        Assign(elements.Count, WellKnown.Instance("List.Count", PrimitiveTypeSymbol.Int, read));
        return elements;
    }

    private ElementLocals? ElementsOf(BoundExpression list) =>
        _elements.Count > 0 && PlacePath.Of(list) is { } path ? _elements.GetValueOrDefault(path) : null;

    private static LoweredIndirect ElementAt(ElementLocals elements, LoweredExpression index)
    {
        TypeSymbol type = elements.First.Type;
        LoweredExpression[] arguments = [new LoweredLocalRead(elements.First), new LoweredLocalRead(elements.Count), index];
        LoweredCall place = elements.Row is var (count, row)
            ? WellKnown.Generic("Elements.AtRow", type, [type], [.. arguments, new LoweredLocalRead(count), row])
            : WellKnown.Generic("Elements.At", type, [type], [.. arguments]);
        return new LoweredIndirect(type, place with { ReturnsReference = true });
    }

    private void SetElement(LoweredIndirect place, LoweredExpression value)
    {
        if (ValueSemantics.IsPlain(place.Type) && !_context.Ownership.Types.IsResource(place.Type))
        {
            Add(new LoweredAssignment(place, value));
        }
        else
        {
            Add(WellKnown.Generic("Elements.Replace", PrimitiveTypeSymbol.Void, [place.Type], new LoweredAddressOf(place), value));
        }
    }

    private bool IsList(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol named && named.Definition == _context.Library.Type(WellKnownTypes.List);
}
