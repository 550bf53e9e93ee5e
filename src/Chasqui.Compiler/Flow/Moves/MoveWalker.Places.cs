using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Flow.Channels;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Flow.Moves;

internal sealed partial class MoveWalker
{
    /// <summary>A place by its root and the fields on the way; null behind an index or a value without a place.</summary>
    private (VariableSymbol Root, string Path)? PathOf(BoundExpression place) => place switch
    {
        BoundVariable variable => (_facts.Views.GetValueOrDefault(variable.Variable, variable.Variable), ""),
        BoundFieldAccess field when PathOf(field.Receiver) is var (root, path) => (root, $"{path}{field.Field.Name}."),
        BoundTupleElement element when PathOf(element.Receiver) is var (root, path) => (root, $"{path}{element.Index}."),
        BoundConversion { Kind: BoundConversionKind.FromUnion or BoundConversionKind.ToUnion } conversion => PathOf(conversion.Operand),
        _ => null,
    };

    /// <param name="cause">What gives the place away, where it is not the place itself.</param>
    private void VisitPlace(BoundExpression place, Use use, MoveKind kind = MoveKind.Given, BoundNode? cause = null)
    {
        bool gives = use != Use.Borrow && (IsResource(place.Type) || (place is BoundVariable { Variable: var v } && _closures.ContainsKey(v)));
        if (place is BoundVariable { Variable: var held } named && _closures.TryGetValue(held, out BoundClosure? function) && _state?[held] is { Moved: null }
            && Fault(function, named, use) is { } fault)
        {
            _reports.Add(fault);
            _state = _state.With(held, Holding.Unknown);
            return;
        }
        if (PathOf(place) is not var (root, path))
        {
            VisitParts(place, gives);
            return;
        }
        if (root is GlobalSymbol)
        {
            if (gives && root is not SourceGlobalSymbol { IsTakenApart: true })
            {
                _reports.Add(MoveErrors.MovedOutOfStatic(place.Span, place.Span.Text, HasClone(place.Type)));
            }
            return;
        }
        if (_borrowed.TryGetValue(root, out Borrow? borrow))
        {
            VisitBorrowed(place, new Path(root, path), borrow, gives, new Move(cause ?? place, kind));
            return;
        }
        if (_state?[root] is not { } holding)
        {
            return;
        }
        if (holding.MoveOf(path) is { } move)
        {
            _reports.Add(move.Place.Span == (cause ?? place).Span
                ? MoveErrors.MovedInLoop(place.Span, NameOf(place), move.Kind, HelpFor(place, move, kind))
                : MoveErrors.UsedAfterMove(place.Span, move, PartOf(place, root, path, holding), HelpFor(place, move, kind)));
            _state = _state.With(root, Holding.Unknown);
            return;
        }
        if (gives)
        {
            _facts.Moves.Add(place);
            if (holding.Begun is { } begun)
            {
                _facts.Begun[(root, place.Span)] = begun.Span;
            }
            _given.TryAdd(root, place);
            var gone = new Move(cause ?? place, kind);
            _state = _state.With(root, path.Length == 0 ? Holding.Gone(gone) : holding with { Parts = holding.Parts.SetItem(path, gone) });
            Revoke(root, path, gone);
        }
    }

    private static MovedPart PartOf(BoundExpression place, VariableSymbol root, string path, Holding holding)
    {
        string name = NameOf(place);
        return holding.Moved is null
            ? path.Length == 0 ? MovedPart.OfIt(name, PartIn(name, holding.MoveOf(path))) : MovedPart.Itself(name)
            : path.Length > 0 && root.Name.Length > 0 && name != root.Name ? MovedPart.OfWhole(name, root.Name) : MovedPart.Itself(name);
    }

    /// <summary>The part that was moved as the program writes it; null where a pattern gave it another name.</summary>
    private static string? PartIn(string whole, Move? move) =>
        move?.Place is BoundFieldAccess or BoundTupleElement && move.Place.Span.Text is { Length: <= 40 } text && text.StartsWith(whole, StringComparison.Ordinal) ? text : null;

    /// <summary>A use that may run a generator on.</summary>
    private void Begin(BoundExpression value)
    {
        if (_runtime.IsGenerator(value.Type) && PathOf(value) is var (root, _) && _state?[root] is { Begun: null } holding)
        {
            _state = _state.With(root, holding with { Begun = value });
        }
    }

    /// <summary>A place behind an index, or inside a value of its own.</summary>
    private void VisitParts(BoundExpression place, bool gives)
    {
        switch (place)
        {
            case BoundIndex index:
                Visit(index.Receiver, Use.Borrow);
                Visit(index.Index, Use.Move);
                Step();
                if (gives)
                {
                    _reports.Add(MoveErrors.MovedOutOfIndex(place.Span, NameOf(index.Receiver), index.Index.Span.Length <= 20 ? index.Index.Span.Text : "…", index.Receiver.Type is NamedTypeSymbol { Definition: var definition } && definition == _runtime.List));
                }
                break;
            case BoundFieldAccess { Receiver: var receiver }:
                VisitReceiver(receiver);
                break;
            case BoundTupleElement { Receiver: var receiver }:
                VisitReceiver(receiver);
                break;
            case BoundConversion conversion:
                Visit(conversion.Operand, gives ? Use.Move : Use.Borrow);
                break;
        }

        void VisitReceiver(BoundExpression receiver)
        {
            if (gives && receiver.IsPlace)
            {
                Visit(receiver, Use.Borrow);
                _reports.Add(MoveErrors.MovedOutOfBorrowed(place.Span, NameOf(place), "what it lies in is only lent", "take the whole value out first, as with `pop`"));
                return;
            }
            // Of a value without a place the other parts go with it.
            Visit(receiver, gives ? Use.Move : Use.Borrow);
        }
    }

    /// <summary>A place that gets a new value: the old one goes.</summary>
    private void Store(BoundExpression target)
    {
        switch (target)
        {
            case BoundIndex index:
                Visit(index.Receiver, Use.Borrow);
                Visit(index.Index, Use.Move);
                Step();
                return;
            case BoundFieldAccess { Receiver: var receiver } when receiver is not BoundVariable:
                Visit(receiver, Use.Borrow);
                break;
        }
        if (_state is null || IsInMoved(target) || !IsResource(target.Type))
        {
            return;
        }
        if (PathOf(target) is not var (root, path) || (HoldingOf(root) ?? BorrowedTo(root)) is not { } holding)
        {
            _facts.Replaced.Add(target);
            return;
        }
        Revoke(root, path, new Move(target, MoveKind.Replaced));
        if (path.Length > 0 ? !holding.Parts.ContainsKey(path) : (holding.MayOwn || _borrowed.ContainsKey(root)) && !_inert.Contains(root))
        {
            _facts.Replaced.Add(target);
        }
        _inert.Remove(root);
        _state = _state.With(root, path.Length > 0 || _borrowed.ContainsKey(root) ? holding with { Parts = holding.Parts.RemoveRange(holding.Parts.Keys.Where(k => k.StartsWith(path, StringComparison.Ordinal))) } : Holding.Owned);
        if (path.Length == 0)
        {
            _closures.Remove(root);
        }
    }

    private static string NameOf(BoundExpression place) => place switch
    {
        BoundVariable variable => variable.Variable.Name,
        _ => place.Span.Text,
    };

    private static bool HasClone(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol { Definition: { ValueKind: ValueKind.Resource or ValueKind.SharedHandle } definition } && definition.FindMethods("clone").Any(m => m.Parameters.IsEmpty);

    /// <summary>A field of a value that is not here any more cannot be written; this is reported.</summary>
    private bool IsInMoved(BoundExpression target)
    {
        if (PathOf(target) is not var (root, path) || path.Length == 0 || HoldingOf(root) is not { } holding
            || (holding.Moved ?? holding.Parts.Where(p => p.Key.Length < path.Length && path.StartsWith(p.Key, StringComparison.Ordinal)).Select(p => p.Value).FirstOrDefault()) is not { } gone)
        {
            return false;
        }
        _reports.Add(MoveErrors.UsedAfterMove(
            target.Span, gone, holding.Moved is null ? MovedPart.Itself(NameOf(target)) : MovedPart.OfWhole(NameOf(target), root.Name), "change it before it is moved, or give the name a new value as a whole"));
        _state = _state?.With(root, Holding.Unknown);
        return true;
    }

    /// <summary>What to do instead of using a value twice, by how it went, what it is used for, and what its type offers.</summary>
    private string HelpFor(BoundExpression place, Move move, MoveKind use)
    {
        (string name, TypeSymbol type) = (NameOf(place), place.Type);
        switch ((move.Kind, use))
        {
            case (MoveKind.Dropped, MoveKind.Dropped):
                return "drop it once, after its last use";
            case (MoveKind.Dropped, _):
                return "drop it after its last use";
            case (_, MoveKind.Dropped):
                return "leave this `drop` out: who it went to drops it";
        }
        if (move.Place is BoundExpression moved && CanClone(moved.Type) && moved.Span.Text is { Length: <= 40 } given && given.StartsWith(name, StringComparison.Ordinal))
        {
            return move.Kind == MoveKind.Captured
                ? $"give the closure one of its own: `own = {given}.clone()` before it, and `own` inside"
                : $"give `{given}.clone()` away instead, and keep `{given}`";
        }
        if (CanClone(type))
        {
            return $"take `{name}.clone()` before";
        }
        return move.Kind switch
        {
            MoveKind.Awaited => "await it once, and keep the result under a name",
            MoveKind.Called => CalledOnce(place),
            MoveKind.Consumed when !IsIterator(type) => "this method can be called once: make another one, or call what leaves it whole",
            _ => type.Resolved is NamedTypeSymbol { Definition: { } iterator } && iterator == _runtime.Iterator
                ? "an iterator is used up by what takes it: make another one, or collect it into a list first"
                : "it has one owner: use it before it is moved, or let what only looks at it take it as `ref`",
        };
    }

    private string CalledOnce(BoundExpression function)
    {
        VariableSymbol? owned = function is BoundVariable { Variable: var name } && _closures.TryGetValue(name, out BoundClosure? closure)
            ? closure.Captures.FirstOrDefault(c => IsResource(c.Type))
            : null;
        return owned is null ? "call it once, or make it again" : $"its first call takes `{owned.Name}`, which it owns: give `{owned.Name}` as an argument of the call, or make the closure again";
    }

    private static bool CanClone(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol { Definition: { ValueKind: ValueKind.Resource } definition } && definition.FindMethods("clone").Any(m => m.Parameters.IsEmpty);
}

/// <summary>What is known beyond one body: types of the runtime library that ownership has a word for, and what functions do with channels.</summary>
internal sealed class RuntimeTypes(RuntimeLibrary library, ChannelSummaries channels)
{
    public ChannelSummaries Channels => channels;

    public TypeDefinitionSymbol Iterator { get; } = library.Type(WellKnownTypes.Iterator);

    public TypeDefinitionSymbol Future { get; } = library.Type(WellKnownTypes.Future);

    public TypeDefinitionSymbol AsyncGenerator { get; } = library.Type(WellKnownTypes.AsyncGenerator);

    public bool IsGenerator(TypeSymbol type) => type.Resolved is NamedTypeSymbol { Definition: var definition } && (definition == Iterator || definition == AsyncGenerator);

    public TypeDefinitionSymbol List { get; } = library.Type(WellKnownTypes.List);
    public TypeDefinitionSymbol Dict { get; } = library.Type(WellKnownTypes.Dict);
}
