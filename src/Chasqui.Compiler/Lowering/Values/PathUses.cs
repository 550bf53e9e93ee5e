using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Values;

/// <summary>What a loop does with the places of the function around it.</summary>
internal sealed class PathUses
{
    /// <summary>Values read as a whole: they may be marked shared, here or by who gets them. All paths are erased ones.</summary>
    private readonly HashSet<PlacePath> _taken = [];

    /// <summary>Places that get another value, or whose value changes otherwise than by a field or an element of its own.</summary>
    private readonly HashSet<PlacePath> _changed = [];

    private readonly Dictionary<PlacePath, BoundExpression> _indexed = [];
    private readonly HashSet<VariableSymbol> _declared = [];

    public static PathUses Of(BoundNode code)
    {
        var uses = new PathUses();
        uses.Scan(code);
        return uses;
    }

    /// <summary>Whether the code may wait, or give an item: no managed reference lives across that.</summary>
    public bool Suspends { get; private set; }

    /// <summary>The concrete paths that are indexed, owners first, and consist of what was declared before the code.</summary>
    public IEnumerable<(PlacePath Path, BoundExpression Place)> Indexed() =>
        _indexed.Where(p => p.Key.Prefixes().All(s => !_declared.Contains(s.Root) && (s.Index is null || !_declared.Contains(s.Index))))
            .OrderBy(p => p.Key.Prefixes().Count())
            .Select(p => (p.Key, p.Value));

    /// <summary>
    /// Whether the path leads to the same object all the time. Where fields or elements of that are written, nothing may share it
    /// or what it is in either, so that it stays unshared once it is.
    /// </summary>
    public bool IsStable(PlacePath path)
    {
        PlacePath[] prefixes = [.. path.Erased.Prefixes()];
        return !Array.Exists(prefixes, _changed.Contains) && !(IsWritten(path) && Array.Exists(prefixes, _taken.Contains));
    }

    /// <summary>Whether the path may lead to another object or a shared one.</summary>
    public bool IsTakenOrChanged(PlacePath path) => path.Erased.Prefixes().Any(p => _taken.Contains(p) || _changed.Contains(p));

    /// <summary>Whether something below the path is changed.</summary>
    public bool IsWritten(PlacePath path)
    {
        PlacePath erased = path.Erased;
        return _changed.Any(c => c.IsBelow(erased));
    }

    /// <summary>What <c>len</c> of a place asks; it shares nothing.</summary>
    public static BoundExpression? Measured(BoundCall call) =>
        call is { Function: ImportedFunctionSymbol { Name: "len" or "__len__" }, Receiver: { } receiver, Arguments: [] } && PlacePath.Of(receiver) is not null
            ? receiver
            : null;

    private void Scan(BoundNode node)
    {
        switch (node)
        {
            case BoundExpression place when PlacePath.Of(place) is { } path:
                _taken.Add(path.Erased);
                ScanIndexes(place);
                return;
            case BoundClosure closure:
                // Its body works on copies.
                _taken.UnionWith(closure.Captures.Select(c => new PlacePath(c)));
                return;
            case BoundCall call:
                ScanCall(call);
                return;
            case BoundAssignment assignment:
                Scan(assignment.Value);
                Change(assignment.Target);
                return;
            case BoundCompoundAssignment assignment:
                Scan(assignment.Operation);
                Change(assignment.Target);
                return;
            case BoundTupleAssignment assignment:
                Scan(assignment.Value);
                foreach (BoundExpression target in assignment.Targets)
                {
                    Change(target);
                }
                return;
            case BoundDelete delete:
                Change(delete.Receiver);
                Scan(delete.Index);
                return;
            case BoundFor { MutatesElements: true } loop:
                Change(loop.Iteration.Source);
                break;
            case BoundLocalDeclaration declaration:
                _declared.Add(declaration.Local);
                break;
            case BoundBindingPattern binding:
                _declared.Add(binding.Local);
                break;
            case var suspension when BoundTree.IsSuspension(suspension):
                Suspends = true;
                break;
        }
        foreach (BoundNode child in BoundTree.Children(node))
        {
            Scan(child);
        }
    }

    private void ScanCall(BoundCall call)
    {
        foreach (BoundArgument argument in call.Arguments)
        {
            if (argument.Parameter.Mode == ParameterMode.Mut)
            {
                Change(argument.Value);
            }
            else
            {
                Scan(argument.Value);
            }
        }
        if (Measured(call) is { } list)
        {
            ScanIndexes(list);
        }
        else if (call.Receiver is not null)
        {
            if (call.Function.MutatesReceiver)
            {
                Change(call.Receiver);
            }
            else
            {
                Scan(call.Receiver);
            }
        }
    }

    /// <summary>What is at the place is replaced, or changes in a way that only its own methods know.</summary>
    private void Change(BoundExpression place)
    {
        if (PlacePath.Of(place) is { } path)
        {
            _changed.Add(path.Erased);
            ScanIndexes(place);
            return;
        }
        if (Interference.RootOf(place) is { } root)
        {
            _changed.Add(new PlacePath(root));
        }
        Scan(place);
    }

    /// <summary>The indexes on the way to a place, and what they index.</summary>
    private void ScanIndexes(BoundExpression place)
    {
        switch (place)
        {
            case BoundFieldAccess field:
                ScanIndexes(field.Receiver);
                break;
            case BoundIndex index:
                if (PlacePath.Of(index.Receiver) is { IsConcrete: true } list)
                {
                    _indexed.TryAdd(list, index.Receiver);
                }
                ScanIndexes(index.Receiver);
                Scan(index.Index);
                break;
        }
    }
}
