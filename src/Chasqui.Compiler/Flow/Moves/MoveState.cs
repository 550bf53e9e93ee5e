using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>How a value was given away.</summary>
internal enum MoveKind
{
    Given,
    Awaited,
    Called,
    Captured,
    Consumed,
    Dropped,
    Replaced,
}

/// <summary>Where a value went.</summary>
internal sealed record Move(BoundNode Place, MoveKind Kind);

/// <summary>
/// What is known about one owner at one point. <paramref name="MayOwn"/>: on some path it still holds its value. <paramref name="Moved"/>: on
/// some path the value, or the part named by a path of fields in <paramref name="Parts"/>, has gone.
/// </summary>
internal sealed record Holding(bool MayOwn, Move? Moved, ImmutableDictionary<string, Move> Parts)
{
    /// <summary>On some path an end of a channel in it was closed, or lent to what may close it.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Where a generator in it was run for the first time on some path.</summary>
    public BoundNode? Begun { get; init; }

    /// <summary>On every path it was given a value without parts, such as None.</summary>
    public bool IsEmpty { get; init; }

    public static readonly Holding Owned = new(true, null, ImmutableDictionary<string, Move>.Empty);

    /// <summary>As after a use that was wrong and has been reported.</summary>
    public static readonly Holding Unknown = new(false, null, ImmutableDictionary<string, Move>.Empty);

    /// <summary>Of a name for something that another name owns.</summary>
    public static readonly Holding Lent = new(false, null, ImmutableDictionary<string, Move>.Empty);

    public static Holding Gone(Move move) => new(false, move, ImmutableDictionary<string, Move>.Empty);

    /// <summary>The move that makes a use of the part at <paramref name="path"/> wrong: its own, of a whole it lies in, or of a part of it.</summary>
    public Move? MoveOf(string path) =>
        Moved ?? Parts.Where(p => p.Key.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(p.Key, StringComparison.Ordinal)).Select(p => p.Value).FirstOrDefault();

    public Holding Join(Holding other) => ReferenceEquals(this, other) ? this : new(MayOwn || other.MayOwn, Moved ?? other.Moved, Parts.SetItems(other.Parts)) { IsClosed = IsClosed || other.IsClosed, Begun = Begun ?? other.Begun, IsEmpty = IsEmpty && other.IsEmpty };

    public bool Equals(Holding? other) =>
        other is not null && MayOwn == other.MayOwn && (Moved is null) == (other.Moved is null) && IsClosed == other.IsClosed && IsEmpty == other.IsEmpty && (Begun is null) == (other.Begun is null)
        && Parts.Count == other.Parts.Count && Parts.Keys.All(other.Parts.ContainsKey);

    public override int GetHashCode() => HashCode.Combine(MayOwn, Moved is null, IsClosed, Parts.Count);
}

/// <summary>The owners in scope at one point of a body. Joins keep those that both sides know.</summary>
internal sealed class MoveState(ImmutableDictionary<VariableSymbol, Holding> holdings)
{
    public static readonly MoveState Empty = new(ImmutableDictionary<VariableSymbol, Holding>.Empty);

    public IEnumerable<VariableSymbol> Owners => holdings.Where(h => h.Value.MayOwn).Select(h => h.Key);

    public IEnumerable<VariableSymbol> Known => holdings.Keys;

    public Holding? this[VariableSymbol variable] => holdings.GetValueOrDefault(variable);

    public MoveState With(VariableSymbol variable, Holding holding) => new(holdings.SetItem(variable, holding));

    public MoveState Without(IEnumerable<VariableSymbol> variables) => new(holdings.RemoveRange(variables));

    /// <summary>Null stands for a point that is not reached.</summary>
    public static MoveState? Join(MoveState? left, MoveState? right)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return left ?? right;
        }
        ImmutableDictionary<VariableSymbol, Holding> joined = left.Holdings;
        foreach ((VariableSymbol variable, Holding holding) in left.Holdings)
        {
            joined = right.Holdings.TryGetValue(variable, out Holding? other)
                ? joined.SetItem(variable, holding.Join(other))
                : joined.Remove(variable);
        }
        return new MoveState(joined);
    }

    public bool IsSame(MoveState other) =>
        Holdings.Count == other.Holdings.Count && Holdings.All(h => other.Holdings.TryGetValue(h.Key, out Holding? holding) && holding.Equals(h.Value));

    private ImmutableDictionary<VariableSymbol, Holding> Holdings => holdings;
}
