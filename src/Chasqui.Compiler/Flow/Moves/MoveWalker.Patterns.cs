using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Moves;

// A pattern takes the value it matches apart if that has no other owner, or if the code in its scope gives one of its names away.
internal sealed partial class MoveWalker
{
    private VariableSymbol[] Names(BoundPattern? pattern)
    {
        var names = new List<VariableSymbol>();
        BoundTree.Visit(pattern, n =>
        {
            if (n is BoundBindingPattern binding && IsResource(binding.Local.Type) && !names.Contains(binding.Local))
            {
                names.Add(binding.Local);
            }
        });
        return [.. names];
    }

    /// <summary>Declares the names of a pattern that owns what it matches. Of a whole that has names for its parts too, the whole is the owner.</summary>
    private void OwnNames(BoundPattern pattern)
    {
        foreach (VariableSymbol name in Names(pattern))
        {
            Declare(name);
        }
        BoundTree.Visit(pattern, n =>
        {
            if (n is BoundBindingPattern { Inner: { } inner } whole)
            {
                Lend(Names(inner), Borrow.PartOfNamed(whole.Local.Name));
            }
        });
    }

    /// <summary>Goes on with the names bound; gives the state where the pattern does not match.</summary>
    private MoveState? Match(BoundPattern pattern, BoundExpression subject, Action scope)
    {
        if (!IsResource(subject.Type))
        {
            Visit(subject, Use.Borrow);
            return _state;
        }
        if (!subject.IsPlace)
        {
            bool isLent = subject is BoundCall call && IsLent(call);
            Visit(subject, isLent ? Use.Borrow : Use.Move);
            MoveState? missed = _state;
            if (isLent)
            {
                Lend(Names(pattern), "what was looked up");
            }
            else
            {
                _facts.Consuming.Add(pattern);
                OwnNames(pattern);
                HoldNameless(pattern, subject, []);
            }
            return missed;
        }
        Visit(subject, Use.Borrow);
        MoveState? otherwise = _state;
        TakeOrLend(pattern, subject, scope);
        return otherwise;
    }

    /// <summary>Whether the scope of the names decides that the place is given away.</summary>
    private void TakeOrLend(BoundPattern pattern, BoundExpression place, Action scope)
    {
        VariableSymbol[] names = Names(pattern);
        if (names.Length == 0 || _state is null)
        {
            return;
        }
        if (PlaceGivenAway(names, scope) is { } cause && PathOf(place) is var (root, _) && HoldingOf(root) is not null)
        {
            VisitPlace(place, Use.Move, cause: cause);
            // Only this way through the code empties the place.
            _facts.Moves.Remove(place);
            _facts.Consuming.Add(pattern);
            OwnNames(pattern);
        }
        else
        {
            LendFrom(names, place);
        }
    }

    /// <summary>An irrefutable pattern: always takes.</summary>
    private void Take(BoundPattern pattern, BoundExpression value)
    {
        if (!IsResource(value.Type))
        {
            Visit(value, Use.Borrow);
            return;
        }
        bool isEntered = IsEntered(value);
        bool isHeld = isEntered || (PathOf(value) is var (root, _) && (_borrowed.ContainsKey(root) || root is GlobalSymbol)) || (value is BoundCall call && IsLent(call));
        Visit(value, isHeld && !isEntered ? Use.Borrow : Use.Move);
        if (isHeld)
        {
            if (isEntered && pattern is BoundBindingPattern { Local: var managed })
            {
                _borrowed[managed] = Borrow.Entered;
            }
            else
            {
                Lend(Names(pattern), "what was unpacked");
            }
            return;
        }
        _facts.Consuming.Add(pattern);
        OwnNames(pattern);
    }

    /// <summary>What a context manager gave of itself: the manager goes on owning it.</summary>
    private static bool IsEntered(BoundExpression value) =>
        (value is BoundAwait wait ? wait.Operand : value) is BoundCall { Function.Name: "__enter__" or "__aenter__", Receiver: { } context } && context.Type.Equals(value.Type);

    private void VisitUnpacking(BoundDestructuringDeclaration unpacking)
    {
        Take(unpacking.Pattern, unpacking.Value);
        if (unpacking.Pattern is BoundListPattern)
        {
            Step();
        }
    }

    private void VisitMatch(BoundMatch match, Use use)
    {
        bool isResource = IsResource(match.Subject.Type), isLent = match.Subject is BoundCall call && IsLent(call);
        Visit(match.Subject, isResource && !match.Subject.IsPlace && !isLent ? Use.Move : Use.Borrow);
        if (isResource && !match.Subject.IsPlace && !isLent && match.Arms.Any(a => a.Guard is not null))
        {
            // A guard may fail before an arm has taken the value.
            Hold(match.Subject, _facts.InFlight);
        }
        MoveState? before = _state, after = null;
        foreach (BoundMatchArm arm in match.Arms)
        {
            _state = before;
            InScope(() =>
            {
                if (isResource && isLent)
                {
                    Lend(Names(arm.Pattern), "what was looked up");
                }
                else if (isResource && !match.Subject.IsPlace)
                {
                    _facts.Consuming.Add(arm.Pattern);
                    OwnNames(arm.Pattern);
                    HoldNameless(arm.Pattern, match.Subject, match.Arms.TakeWhile(a => a != arm));
                }
                else if (isResource)
                {
                    TakeOrLend(arm.Pattern, match.Subject, () => VisitBlock(arm.Body, use));
                }
                foreach (BoundExpression guard in BoundChildren.Optional(arm.Guard))
                {
                    Visit(guard, Use.Borrow);
                }
                VisitBlock(arm.Body, use);
            });
            after = MoveState.Join(after, _state);
        }
        _state = after;
    }

    private void VisitFor(BoundFor loop)
    {
        _loops[loop.Target] = new Exits();
        Source(loop.Iteration, loop.Pattern, () => Visit(loop.Body));
        CheckEnds(loop);
        Repeat(loop.Target, () =>
        {
            MoveState? done = _state;
            InScope(() =>
            {
                Element(loop.Iteration, loop.Pattern);
                Visit(loop.Body);
            });
            return done;
        });
    }

    private void VisitComprehension(BoundComprehension comprehension) => InScope(() => Clause(comprehension, 0));

    private void Clause(BoundComprehension comprehension, int index)
    {
        if (index == comprehension.Clauses.Length)
        {
            Visit(comprehension.Element, Use.Move);
            foreach (BoundExpression value in BoundChildren.Optional(comprehension.Value))
            {
                Visit(value, Use.Move);
            }
            return;
        }
        BoundComprehensionClause clause = comprehension.Clauses[index];
        if (clause is { Iteration: { } iteration, Target: { } target })
        {
            Source(iteration, target, () => Clause(comprehension, index + 1));
            CheckEnds(comprehension);
            Repeat(new LoopTarget(), () =>
            {
                MoveState? done = _state;
                InScope(() =>
                {
                    Element(iteration, target);
                    Clause(comprehension, index + 1);
                });
                return done;
            });
        }
        else if (clause.Condition is { } condition)
        {
            Visit(condition, Use.Borrow);
            Fork(() => Clause(comprehension, index + 1), () => { });
        }
    }

    /// <summary>
    /// What is iterated. A list or dict that is a place of its own is consumed if the body gives elements away; an iterator in a variable
    /// goes on where a loop has left it; all else belongs to the loop.
    /// </summary>
    private void Source(BoundIteration iteration, BoundPattern pattern, Action body)
    {
        BoundExpression source = iteration.Source;
        BoundExpression[] walked = [.. WalkedBy(source)];
        _walked.UnionWith(walked);
        bool eats = walked.Length > 0 && EatsElements(source), outer = _lendsElements;
        _lendsElements = walked.Length > 0 && !eats;
        Visit(source, IsResource(source.Type) && !source.IsPlace && walked.Length == 0 && !(source is BoundCall lent && IsLent(lent)) ? Use.Move : Use.Borrow);
        _lendsElements = outer;
        if (eats)
        {
            Array.ForEach(walked, w => TakeOver(w, source));
        }
        Begin(source);
        Step();
        if (!IsResource(source.Type) || _state is null)
        {
            return;
        }
        bool isList = iteration.Kind == IterationKind.List;
        if (isList && !source.IsPlace && !(source is BoundCall call && IsLent(call)))
        {
            _facts.OwningIterations.Add(iteration);
        }
        BoundExpression? dict = DictIn(source);
        BoundExpression[] lists = isList && source.IsPlace ? [source] : dict is { IsPlace: true } ? [dict] : eats ? [] : walked;
        VariableSymbol[] names = Names(pattern);
        bool isMadeHere = _facts.OwningIterations.Contains(iteration) || (dict is { IsPlace: false } && !(dict is BoundCall made && IsLent(made)));
        if (names.Length > 0 && isMadeHere && GivesAway(names, body))
        {
            _facts.OwningIterations.Remove(iteration);
            Consume(iteration, dict);
            return;
        }
        if (names.Length == 0 || lists.Length == 0)
        {
            return;
        }
        if (PlaceGivenAway(names, body) is not { } cause)
        {
            _lentElements.Add(iteration);
            return;
        }
        foreach (BoundExpression list in lists)
        {
            if (isList)
            {
                VisitPlace(list, Use.Move, cause: cause);
            }
            else
            {
                TakeOver(list, cause);
            }
        }
        if (isList)
        {
            Consume(iteration, dict);
        }
    }

    private void Consume(BoundIteration iteration, BoundExpression? dict)
    {
        _facts.ConsumingIterations.Add(iteration);
        if (dict is not null)
        {
            _facts.EmptiedDicts.Add(iteration.Source);
        }
    }

    /// <summary>The dict whose values, or pairs, a loop walks through.</summary>
    private BoundExpression? DictIn(BoundExpression source) =>
        source is BoundCall { Receiver: { } dict, Function: ImportedFunctionSymbol { Name: "items" or "values" } function } && function.ContainingType == _runtime.Dict && IsResource(dict.Type)
            ? dict
            : null;

    private readonly HashSet<BoundIteration> _lentElements = new(ReferenceEqualityComparer.Instance);

    private void Element(BoundIteration iteration, BoundPattern pattern)
    {
        if (iteration.Kind == IterationKind.Async)
        {
            Wait(iteration.Source);
        }
        VariableSymbol[] names = Names(pattern);
        if (!IsResource(iteration.ElementType))
        {
            return;
        }
        bool isList = iteration.Kind == IterationKind.List;
        bool owns = _facts.ConsumingIterations.Contains(iteration)
            || (!isList && !_lentElements.Contains(iteration) && !(iteration.Source is BoundCall call && IsLent(call)) && IsOwnedStep(iteration));
        if (owns)
        {
            _facts.Consuming.Add(pattern);
            OwnNames(pattern);
        }
        else
        {
            LendFrom(names, DictIn(iteration.Source) ?? iteration.Source);
        }
    }

    /// <summary>An iterator gives its elements away; what is looked through a collection keeps them.</summary>
    private bool IsOwnedStep(BoundIteration iteration) => iteration.Kind switch
    {
        IterationKind.Iterator => IsIterator(iteration.Source.Type) && MayHold(iteration.Source),
        _ => true,
    };

    private static BoundExpression Unconverted(BoundExpression value) => value is BoundConversion conversion ? Unconverted(conversion.Operand) : value;
}
