using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

// Resources. A place that gives its resource away is emptied, if its scope may still end with it full; so whatever path leads to the end
// of the scope, what is dropped there is what the place still owns.
internal sealed partial class BodyLowerer
{
    /// <summary>The variables of this body that may own something when their scope ends.</summary>
    private IReadOnlySet<VariableSymbol> _dropped = ImmutableHashSet<VariableSymbol>.Empty;

    /// <summary>The temporaries to drop at the end of the statement; null where none can be.</summary>
    private List<LoweredLocal>? _temporaryOwners;

    /// <summary>Parts of the value being matched that no name takes; null where the pattern takes nothing.</summary>
    private List<LoweredExpression>? _untaken;

    private bool _checksStack;

    /// <summary>
    /// <code>
    ///   before   h = open(); a; b        after   h = open(); try { a; b } finally { Drop(h) }
    /// </code>
    /// </summary>
    /// <param name="last">What comes after the statements, in their scope.</param>
    private void LowerStatements(ImmutableArray<BoundStatement> statements, Action? last = null, int start = 0)
    {
        for (int i = start; i < statements.Length; i++)
        {
            if (_checksStack && Calls(statements[i]))
            {
                // The check may raise: it needs a place for the trace.
                Add(new LoweredSequencePoint(statements[i].Span));
                Add(WellKnown.Static("Errors.EnsureStack", PrimitiveTypeSymbol.Void));
                _checksStack = false;
            }
            LowerStatement(statements[i]);
            VariableSymbol[] owners = OwnersIn(statements[i]);
            if (owners.Length > 0)
            {
                Protect(owners, () => LowerStatements(statements, last, i + 1));
                return;
            }
        }
        last?.Invoke();
    }

    private VariableSymbol[] OwnersIn(BoundStatement statement) => _dropped.Count == 0 ? [] : statement switch
    {
        BoundLocalDeclaration declaration => Dropped(declaration.Local),
        BoundLocalFunction function => Dropped(function.Local),
        BoundDestructuringDeclaration unpacking => OwnersIn(unpacking.Pattern),
        BoundAssert { Pattern: { } pattern } => OwnersIn(pattern),
        _ => [],
    };

    private VariableSymbol[] Dropped(VariableSymbol variable) => _dropped.Contains(variable) ? [variable] : [];

    private VariableSymbol[] OwnersIn(BoundPattern? pattern)
    {
        if (_dropped.Count == 0 || pattern is null)
        {
            return [];
        }
        var owners = new List<VariableSymbol>();
        BoundTree.Visit(pattern, n =>
        {
            if (n is BoundBindingPattern binding && _dropped.Contains(binding.Local) && !owners.Contains(binding.Local))
            {
                owners.Add(binding.Local);
            }
        });
        return [.. owners];
    }

    /// <summary>Drops the owners at the end of the code, on every way out of it, in reverse order.</summary>
    private void Protect(VariableSymbol[] owners, Action build)
    {
        if (owners.Length == 0)
        {
            build();
            return;
        }
        LoweredBlock body = Region(build);
        LoweredBlock cleanup = Region(() =>
        {
            foreach (VariableSymbol owner in owners.Reverse())
            {
                Add(Drop(_variables[owner]));
            }
        });
        AddProtected(body, cleanup);
    }

    private void AddProtected(LoweredBlock body, LoweredBlock cleanup)
    {
        if (body.Statements.IsEmpty)
        {
            Add(cleanup);
        }
        else
        {
            Add(new LoweredTry(body, [], cleanup));
        }
    }

    private bool IsTaken(BoundExpression expression) =>
        _dropped.Count > 0 && _context.Ownership.Moves.Contains(expression) && Interference.RootOf(expression) is { } root && _dropped.Contains(Original(root));

    private VariableSymbol Original(VariableSymbol variable) => _context.Ownership.Views.GetValueOrDefault(variable, variable);

    /// <summary>
    /// <code>
    ///   before   f(h)        after   { $m = h; h = default; f($m) }
    /// </code>
    /// </summary>
    private LoweredExpression Take(BoundExpression place) => Sequence(() =>
    {
        LoweredLocal moved = Temporary(place.Type, "m");
        var read = new LoweredLocalRead(moved);
        Assign(moved, LowerValue(place));
        Clear(place);
        if (IsGivenAway(place))
        {
            Add(WellKnown.Instance("List.GiveAway", PrimitiveTypeSymbol.Void, read, []));
        }
        return read;
    });

    private bool IsGivenAway(BoundExpression list) => _context.Ownership.GivenAway.Contains(list);

    /// <summary>A list that has no other owner.</summary>
    private LoweredExpression GiveAway(BoundExpression list) => Sequence(() =>
    {
        LoweredLocal given = Temporary(list.Type, "m");
        var read = new LoweredLocalRead(given);
        Assign(given, LowerValue(list));
        Add(WellKnown.Instance("List.GiveAway", PrimitiveTypeSymbol.Void, read, []));
        return read;
    });

    private void Clear(BoundExpression place)
    {
        if (place is BoundVariable variable)
        {
            Clear(Original(variable.Variable));
        }
        else
        {
            Add(new LoweredAssignment(PlaceOf(place), new LoweredDefault(place.Type)));
        }
    }

    private void Clear(VariableSymbol variable)
    {
        if (_dropped.Contains(variable))
        {
            Add(new LoweredAssignment(_variables[variable], new LoweredDefault(_variables[variable].Type)));
        }
    }

    private bool IsHeld(BoundExpression expression) => _temporaryOwners is not null && _context.Ownership.Temporaries.Contains(expression);

    private LoweredExpression HoldTemporary(BoundExpression value) => Sequence(() => new LoweredLocalRead(Own(LowerValue(value))));

    private bool IsInFlight(BoundExpression? value) => value is not null && _temporaryOwners is not null && _context.Ownership.InFlight.Contains(value);

    /// <summary>
    /// What something is made of, in order. A part that a later one may keep from being used belongs to the statement meanwhile:
    /// <code>
    ///   before   use(open(), fail())        after   { $own = open(); $a = fail(); $m = $own; $own = default; use($m, $a) }
    /// </code>
    /// </summary>
    /// <param name="parts">In the order of evaluation.</param>
    /// <param name="values">The same, lowered.</param>
    /// <param name="build">Makes the whole.</param>
    private LoweredExpression Assemble(
        IReadOnlyList<BoundExpression> parts, IEnumerable<LoweredExpression> values, Func<ImmutableArray<LoweredExpression>, LoweredExpression> build)
    {
        LoweredExpression[] made = [.. values];
        if (!parts.Any(IsInFlight))
        {
            return build([.. made]);
        }
        return Sequence(() =>
        {
            var owners = new LoweredLocal?[made.Length];
            for (int i = 0; i < made.Length; i++)
            {
                if (IsInFlight(parts[i]))
                {
                    owners[i] = Own(made[i]);
                }
                else if (!Interference.IsInert(made[i]) && made[i] is not LoweredAddressOf)
                {
                    made[i] = Spill(made[i], "a");
                }
            }
            return build([.. made.Select((m, i) => owners[i] is { } owner ? Release(owner) : m)]);
        });
    }

    /// <summary>Gives a value to the statement.</summary>
    private LoweredLocal Own(LoweredExpression value)
    {
        LoweredLocal owner = Temporary(value.Type, "own");
        _temporaryOwners?.Add(owner);
        Assign(owner, value);
        return owner;
    }

    /// <summary>Takes it back, when nothing can fail any more before it is used.</summary>
    private LoweredLocalRead Release(LoweredLocal owner)
    {
        LoweredLocal released = Temporary(owner.Type, "m");
        Assign(released, new LoweredLocalRead(owner));
        Assign(owner, new LoweredDefault(owner.Type));
        return new LoweredLocalRead(released);
    }

    /// <summary>A collection whose elements are still being made.</summary>
    private LoweredExpression Finished(BoundExpression literal, LoweredLocal collection)
    {
        if (_temporaryOwners is null || !_context.Ownership.Unfinished.Contains(literal))
        {
            return new LoweredLocalRead(collection);
        }
        _temporaryOwners.Add(collection);
        return Release(collection);
    }

    /// <summary>
    /// <code>
    ///   before   use(lock().get())        after   $own = default; try { $own = lock(); use($own.get()) } finally { Drop($own) }
    /// </code>
    /// </summary>
    private void WithTemporaries(Action build)
    {
        List<LoweredLocal>? outer = _temporaryOwners;
        var owners = new List<LoweredLocal>();
        _temporaryOwners = owners;
        LoweredBlock body = Region(build);
        _temporaryOwners = outer;
        foreach (LoweredLocal owner in owners)
        {
            Assign(owner, new LoweredDefault(owner.Type));
        }
        LoweredBlock cleanup = Region(() =>
        {
            foreach (LoweredLocal owner in Enumerable.Reverse(owners))
            {
                Add(Drop(new LoweredLocalRead(owner)));
            }
        });
        AddProtected(body, cleanup);
    }

    /// <summary>The new value first, then the old one goes.</summary>
    private void Replace(BoundExpression target, LoweredExpression value)
    {
        BoundExpression place = Stabilize(target);
        LoweredLocal old = Temporary(target.Type, "old");
        Assign(old, LowerValue(place));
        Store(place, value);
        Add(Drop(new LoweredLocalRead(old)));
    }

    private bool IsDropped(BoundPattern pattern, BoundExpression value) => !value.IsPlace && _context.Ownership.Consuming.Contains(pattern);

    private void BeginTaking(BoundPattern pattern, LoweredExpression subject)
    {
        _untaken = _context.Ownership.Consuming.Contains(pattern) ? [] : null;
        if (pattern is BoundWildcardPattern)
        {
            Untaken(subject);
        }
    }

    /// <summary>After the match: the place is empty. Gives the parts that have no name, to be dropped when the statement ends.</summary>
    private LoweredLocal[] EndTaking(BoundPattern pattern, BoundExpression? subject)
    {
        List<LoweredExpression> untaken = _untaken ?? [];
        _untaken = null;
        if (subject is { IsPlace: true } && _context.Ownership.Consuming.Contains(pattern)
            && Interference.RootOf(subject) is { } root && _dropped.Contains(Original(root)))
        {
            Clear(subject);
        }
        var kept = new List<LoweredLocal>();
        foreach (LoweredExpression part in untaken)
        {
            LoweredLocal local = Temporary(part.Type, "untaken");
            Assign(local, part);
            kept.Add(local);
        }
        return [.. kept];
    }

    /// <summary>What a pattern took lives as long as the code that it leads to: its names, and the parts that it has no name for.</summary>
    private void ProtectTaken(BoundPattern? pattern, LoweredLocal[] untaken, Action build)
    {
        if (untaken.Length == 0)
        {
            Protect(OwnersIn(pattern), build);
            return;
        }
        LoweredBlock body = Region(() => Protect(OwnersIn(pattern), build));
        AddProtected(body, Region(() =>
        {
            foreach (LoweredLocal part in untaken.Reverse())
            {
                Add(Drop(new LoweredLocalRead(part)));
            }
        }));
    }

    private void Untaken(LoweredExpression part)
    {
        if (_untaken is not null && _context.Ownership.Types.IsResource(part.Type))
        {
            _untaken.Add(part);
        }
    }

    /// <summary>
    /// <code>
    ///   before   for h in hs: await h        after   $hs = take hs; $at = 0
    ///                                                try { continue: branch-unless $hs.TakeNext(ref $at, out $x) break; h = $x; …; goto continue }
    ///                                                finally { Drop($hs) }        // what is left of it
    ///                                       break:
    /// </code>
    /// </summary>
    private void IterateTaking(BoundIteration iteration, LoopLabels labels, Action<LoweredExpression> round)
    {
        LoweredLocal list = Temporary(iteration.Source.Type, "xs"), cursor = Temporary(PrimitiveTypeSymbol.I32, "at"), element = Temporary(iteration.ElementType, "x");
        var read = new LoweredLocalRead(list);
        Assign(list, Emptied(iteration.Source) ?? Lower(iteration.Source));
        Assign(cursor, Int32(0));
        LoweredBlock body = Region(() =>
        {
            Mark(labels.Continue);
            LoweredExpression[] places = [new LoweredAddressOf(new LoweredLocalRead(cursor)), new LoweredAddressOf(new LoweredLocalRead(element))];
            LoweredExpression taken = WellKnown.Instance("List.TakeNext", PrimitiveTypeSymbol.Bool, read, [.. places], [iteration.ElementType]);
            Add(new LoweredBranch(taken, labels.Break, JumpIf: false));
            round(new LoweredLocalRead(element));
            Goto(labels.Continue);
        });
        Add(new LoweredTry(body, [], Region(() => Add(Drop(read)))));
        Mark(labels.Break);
    }

    /// <summary>
    /// <code>
    ///   before   d.values()        after   $d.TakeValues(), where $d is all that is left of d
    /// </code>
    /// </summary>
    private LoweredCall? Emptied(BoundExpression source) =>
        source is BoundCall { Receiver: { } dict } call && _context.Ownership.EmptiedDicts.Contains(call)
            ? WellKnown.Instance(call.Function.Name == "items" ? "Dict.TakeItems" : "Dict.TakeValues", call.Type, Lower(dict))
            : null;

    /// <summary>A list that the loop only looks through and nobody else owns goes with the loop.</summary>
    private void IterateOwned(BoundIteration iteration, object body, LoopLabels labels, Action<LoweredExpression> round)
    {
        BoundVariable list = Held(iteration.Source);
        var inside = new LoopLabels(Label("end"), labels.Continue, labels.Result);
        LoweredBlock rounds = Region(() => IterateByCursor(iteration with { Source = list }, body, inside, "List.MoveNext", round));
        Add(new LoweredTry(rounds, [], Region(() => Add(Drop(_variables[list.Variable])))));
        Mark(labels.Break);
    }
}
