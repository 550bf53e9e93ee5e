using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Moves;

// Names for what another name owns. They are good for nothing when their owner has lost it.
internal sealed partial class MoveWalker
{
    private readonly record struct Path(VariableSymbol Root, string Parts)
    {
        public bool Overlaps(Path other) =>
            Root == other.Root && (Parts.StartsWith(other.Parts, StringComparison.Ordinal) || other.Parts.StartsWith(Parts, StringComparison.Ordinal));
    }

    /// <summary>By a name for a part of a place: the place.</summary>
    private readonly Dictionary<VariableSymbol, Path> _lenders = [];

    private void Lend(IEnumerable<VariableSymbol> names, string owner) => Lend(names, Borrow.PartOf(owner));

    private void Lend(IEnumerable<VariableSymbol> names, Borrow why)
    {
        foreach (VariableSymbol name in names)
        {
            _borrowed[name] = why;
            _lenders.Remove(name);
            _state = _state?.Without([name]);
        }
    }

    /// <summary>Names for parts of a place, which goes on owning them.</summary>
    private void LendFrom(IReadOnlyCollection<VariableSymbol> names, BoundExpression place)
    {
        Lend(names, $"`{NameOf(place)}`");
        if (PathOf(place) is var (root, path) && HoldingOf(root) is not null)
        {
            foreach (VariableSymbol name in names)
            {
                _lenders[name] = new Path(root, path);
                _state = _state?.With(name, Holding.Lent);
            }
        }
    }

    /// <summary>A place, or a part of it, was given away or replaced: so were the parts that have names.</summary>
    private void Revoke(VariableSymbol root, string path, Move move)
    {
        var lost = new Path(root, path);
        foreach (VariableSymbol name in _lenders.Where(l => l.Value.Overlaps(lost)).Select(l => l.Key).Where(n => _state?[n] is not null))
        {
            _state = _state?.With(name, Holding.Gone(move));
        }
    }

    /// <summary>What is known about a name that owns its value; null for all others.</summary>
    private Holding? HoldingOf(VariableSymbol name) => _borrowed.ContainsKey(name) ? null : _state?[name];

    private void VisitBorrowed(BoundExpression place, Path path, Borrow borrow, bool gives, Move move)
    {
        Holding? holding = _state?[path.Root];
        if (holding?.MoveOf(path.Parts) is { } lost)
        {
            _reports.Add(MoveErrors.UsedAfterMove(
                place.Span, lost, _lenders.TryGetValue(path.Root, out Path lender) ? MovedPart.OfAnother(NameOf(place), lender.Root.Name) : MovedPart.Itself(NameOf(place)), HelpFor(place, lost, move.Kind)));
            _state = _state?.With(path.Root, Holding.Lent);
        }
        else if (gives && BorrowedTo(path.Root) is { } refilled && path.Parts.Length > 0)
        {
            _facts.Moves.Add(place);
            _given.TryAdd(path.Root, place);
            _state = _state?.With(path.Root, refilled with { Parts = refilled.Parts.SetItem(path.Parts, move) });
        }
        else if (gives)
        {
            _given.TryAdd(path.Root, place);
            _reports.Add(MoveErrors.MovedOutOfBorrowed(place.Span, NameOf(place), path.Parts.Length == 0 ? borrow.Why : $"`{path.Root.Name}` is only borrowed",
                CanClone(place.Type) ? $"give `{NameOf(place)}.clone()` away; or {borrow.Help}" : borrow.Help));
        }
    }

    /// <summary>A place that is borrowed to be changed: what is taken out of it may be replaced before control can leave the body.</summary>
    private Holding? BorrowedTo(VariableSymbol root) =>
        root is SelfSymbol { IsMutable: true } or ParameterSymbol { Mode: ParameterMode.Mut } && _borrowed.ContainsKey(root) && _state is not null
            ? _state[root] ?? Holding.Lent
            : null;

    /// <summary>Where control may leave the body, nothing may be missing in what is only borrowed.</summary>
    private void CheckRefilled()
    {
        foreach (VariableSymbol root in _state?.Known.Where(n => _borrowed.ContainsKey(n) && _state[n] is { Parts.Count: > 0 } && !_lenders.ContainsKey(n)).ToArray() ?? [])
        {
            foreach (Move move in _state?[root]?.Parts.Values ?? [])
            {
                _reports.Add(MoveErrors.MovedOutOfBorrowed(
                    move.Place.Span, move.Place is BoundExpression place ? NameOf(place) : root.Name, $"`{root.Name}` is only borrowed", _borrowed[root].Help));
            }
            _state = _state?.With(root, Holding.Lent);
        }
    }
}

/// <summary>Why a name may look at a resource and not give it away.</summary>
internal sealed record Borrow(string Why, string Help)
{
    public static readonly Borrow With = new("`with` releases it at the end of its block", "bind it with `=` instead, and it is released when its owner goes");

    public static readonly Borrow Entered = new("`async with` releases it at the end of its block", "use it in the block, or lend it to a call: declare the parameter `ref`");

    public static readonly Borrow Capture = new("this closure may be called again", "give it to the call as an argument");

    public static Borrow Self(SelfSymbol self) => new(
        "a method borrows its `self`",
        self.IsMutable ? "put another one in its place in the next statement, keep an `Option` that can be `None`, or take the whole value as a parameter" : "take the whole value as a parameter, or let the method be `mut self` and put another one in its place");

    public static Borrow Parameter(ParameterSymbol parameter)
    {
        string mode = parameter.Mode == ParameterMode.Mut ? "mut" : "ref";
        return new Borrow($"the parameter is `{mode}`", $"declare `{parameter.Name}` without `{mode}`, so that the call moves the value");
    }

    public static Borrow LentBy(string function) => new($"`{function}` only lends it to this closure", "take the elements out first, in a loop that owns them");

    public static Borrow PartOf(string owner) => new($"it is a part of {owner}, which is only borrowed", "take it out of a value that you own");

    public static Borrow PartOfNamed(string whole) => new($"it is a part of `{whole}`, which owns all of it", $"give `{whole}` away, or leave out `as {whole}`");
}
