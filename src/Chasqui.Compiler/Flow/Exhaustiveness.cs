using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>
/// Whether a match covers its subject, and whether each arm can still match: the usefulness of a pattern row after a matrix of
/// rows (Maranget, "Warnings for pattern matching").
/// </summary>
internal sealed class Exhaustiveness
{
    private readonly PatternSpace _space;

    private Exhaustiveness(PatternSpace space)
    {
        _space = space;
    }

    /// <summary>Missing patterns are named up to this many.</summary>
    private const int MaxMissing = 4;

    public static void Check(BoundMatch match, DiagnosticBag diagnostics) => new Exhaustiveness(PatternSpace.Of(match)).CheckArms(match, diagnostics);

    private void CheckArms(BoundMatch match, DiagnosticBag diagnostics)
    {
        if (match.Subject.Type.IsError)
        {
            return;
        }
        ImmutableArray<TypeSymbol> types = [match.Subject.Type];
        var rows = new List<ImmutableArray<SpacePattern>>();
        foreach (BoundMatchArm arm in match.Arms)
        {
            ImmutableArray<SpacePattern>[] own = [.. _space.Reduce(arm.Pattern).Select(p => ImmutableArray.Create(p))];
            if (!own.Any(row => Witnesses(rows, row, types).Any()))
            {
                diagnostics.Add(FlowErrors.UnreachableArm(arm.Pattern.Span));
            }
            if (arm.Guard is null)
            {
                rows.AddRange(own);
            }
        }
        List<string> missing = [.. Witnesses(rows, [SpacePattern.Any], types).Select(w => w[0]).Distinct().Take(MaxMissing)];
        if (missing.Count > 0)
        {
            diagnostics.Add(FlowErrors.NotExhaustive(match.Subject.Span, missing));
        }
    }

    /// <summary>Values, written as patterns, that the row matches and no row of the matrix does. None: the row is useless.</summary>
    private IEnumerable<ImmutableArray<string>> Witnesses(
        IReadOnlyList<ImmutableArray<SpacePattern>> matrix, ImmutableArray<SpacePattern> row, ImmutableArray<TypeSymbol> types)
    {
        if (row.IsEmpty)
        {
            return matrix.Count == 0 ? [[]] : [];
        }
        if (row[0].Head is { } head)
        {
            return Specialized(head);
        }

        HashSet<Constructor> used = [.. matrix.Select(r => r[0].Head).OfType<Constructor>()];
        ImmutableArray<Constructor>? all = used.Count == 0 ? null : _space.All(types[0], used);
        if (all is { } complete && complete.All(used.Contains))
        {
            return complete.SelectMany(Specialized);
        }
        // Some constructor does not occur: what matches it are the rows that begin with a wildcard.
        ImmutableArray<SpacePattern>[] rest = [.. matrix.Where(r => r[0].Head is null).Select(r => r.RemoveAt(0))];
        string[] absent = all is { } known
            ? [.. known.Where(c => !used.Contains(c)).Select(c => c.Write([.. c.Parts.Select(_ => "_")]))]
            : ["_"];
        return Witnesses(rest, row.RemoveAt(0), types.RemoveAt(0))
            .SelectMany(w => absent.Select(a => w.Insert(0, a)))
            .Concat((all ?? []).Where(used.Contains).SelectMany(Specialized));

        IEnumerable<ImmutableArray<string>> Specialized(Constructor constructor)
        {
            int arity = constructor.Parts.Length;
            List<ImmutableArray<SpacePattern>> matching = [.. matrix
                .Where(r => r[0].Head is null || r[0].Head == constructor)
                .Select(r => Expand(r, arity))];
            return Witnesses(matching, Expand(row, arity), types.RemoveAt(0).InsertRange(0, constructor.Parts))
                .Select(w => w.RemoveRange(0, arity).Insert(0, constructor.Write(w[..arity])));
        }
    }

    private static ImmutableArray<SpacePattern> Expand(ImmutableArray<SpacePattern> row, int arity) =>
        row.RemoveAt(0).InsertRange(0, row[0].Head is null ? Enumerable.Repeat(SpacePattern.Any, arity) : row[0].Parts);
}
