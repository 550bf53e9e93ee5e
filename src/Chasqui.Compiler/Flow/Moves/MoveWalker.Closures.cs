using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Moves;

// Capturing a resource moves it into the closure. A closure that gives a capture away, or that runs later by itself, ends with its call.
internal sealed partial class MoveWalker
{
    private void VisitClosure(BoundClosure closure, Use use)
    {
        VariableSymbol[] owned = [.. closure.Captures.Where(c => IsOwned(c))];
        WalkClosure(closure, owned);
        if (owned.Length == 0)
        {
            return;
        }
        if (closure.Type is FunctionTypeSymbol { Modifier: FunctionTypeModifier.Once } && use != Use.Borrow)
        {
            use = Use.MoveOnce;
        }
        // A guard that is captured has been reported by itself.
        if (Fault(closure, null, use) is { } fault && !owned.Any(c => TaskBoundTypes.ThreadBound(c.Type) is not null))
        {
            _reports.Add(fault);
            foreach (VariableSymbol capture in owned)
            {
                _state = _state?.With(_facts.Views.GetValueOrDefault(capture, capture), Holding.Unknown);
            }
            return;
        }
        _facts.OwnFunctions(closure, owned.Where(_closures.ContainsKey));
        foreach (VariableSymbol capture in owned)
        {
            VisitCapture(closure, capture);
        }
        if (use == Use.Borrow && _temporaryScope is { } scope)
        {
            _facts.Temporaries.Add(closure);
            _facts.TemporaryScopes.Add(scope);
        }
    }

    /// <summary>Where a closure that owns something does not fit: what gives a capture away is called once, and a plain function owns nothing.</summary>
    /// <param name="name">Of the variable that holds it; null for the closure itself.</param>
    private Diagnostic? Fault(BoundClosure closure, BoundVariable? name, Use use)
    {
        bool isOnce = _facts.OnceClosures.Contains(closure);
        if (use == Use.MoveOnce || (!isOnce && use != Use.Move))
        {
            return null;
        }
        VariableSymbol capture = closure.Captures.First(c => IsResource(c.Type) || _closures.ContainsKey(c));
        var type = (FunctionTypeSymbol)closure.Type;
        return isOnce
            ? MoveErrors.CallOnce(name?.Span ?? closure.Span, name?.Variable.Name, capture.Name, type, ConsumedIn(closure, capture))
            : MoveErrors.OwnedByFunction(name?.Span ?? closure.Span, name?.Variable.Name, capture.Name, type);
    }

    /// <summary>A part of a value that stays here cannot go with a closure to another task, not even to be looked at.</summary>
    private void CheckLent(BoundClosure closure, SentContract sent)
    {
        foreach (VariableSymbol capture in closure.Captures.Where(c => c is LocalSymbol && IsResource(c.Type)))
        {
            if (_borrowed.TryGetValue(capture, out Borrow? borrow) && TaskBoundTypes.Unsendable(capture.Type) is null)
            {
                _reports.Add(SendErrors.BorrowedSent(closure.FirstUse(capture), capture.Name, borrow.Why, borrow.Help, sent.Place, closure.Span));
            }
        }
    }

    private bool IsOwned(VariableSymbol variable) =>
        (IsResource(variable.Type) || _closures.ContainsKey(variable)) && HoldingOf(_facts.Views.GetValueOrDefault(variable, variable)) is not null;

    private void VisitCapture(BoundClosure closure, VariableSymbol capture)
    {
        // The use is the first one in the closure's text.
        VisitPlace(new BoundVariable(closure.FirstUse(capture), capture), Use.MoveOnce, MoveKind.Captured);
    }

    private void WalkClosure(BoundClosure closure, VariableSymbol[] owned)
    {
        MoveWalker inner = Inside(closure, owned);
        bool ends = owned.Length > 0 && (closure.Function.IsAsync || closure.Function.IsGenerator || inner.GivesAway(owned, () => inner.WalkBody(closure.Function.Parameters)));
        if (ends)
        {
            _facts.OnceClosures.Add(closure);
        }
        else
        {
            foreach (VariableSymbol capture in owned)
            {
                inner.Lend([capture], "this closure");
            }
        }
        inner.WalkBody(closure.Function.Parameters);
    }

    private MoveWalker Inside(BoundClosure closure, VariableSymbol[] owned)
    {
        var borrowed = new Dictionary<VariableSymbol, Borrow>(_borrowed);
        var inner = new MoveWalker(_runtime, _facts, _reports, closure.Body, borrowed, new Dictionary<VariableSymbol, BoundClosure>(_closures), _channels) { _limits = _limits };
        foreach (VariableSymbol capture in owned)
        {
            inner.Own(capture);
        }
        foreach (VariableSymbol capture in closure.Captures.Except(owned).Where(c => IsResource(c.Type)))
        {
            borrowed.TryAdd(capture, Borrow.Capture);
        }
        if (_lentTo.TryGetValue(closure, out (HashSet<ParameterSymbol> Parameters, string Lender) lent))
        {
            foreach (ParameterSymbol parameter in lent.Parameters)
            {
                borrowed[parameter] = Borrow.LentBy(lent.Lender);
            }
        }
        return inner;
    }

    private BoundNode? PlaceOfMove(BoundClosure closure, VariableSymbol capture)
    {
        BoundNode? place = null;
        BoundTree.Visit(closure.Body, n => place ??= n is BoundVariable variable && variable.Variable == capture && _facts.Moves.Contains(n) ? n : null);
        return place;
    }

    private Text.SourceSpan? ConsumedIn(BoundClosure closure, VariableSymbol capture) => PlaceOfMove(closure, capture)?.Span;

    private void DeclareClosure(LocalSymbol local, BoundClosure closure)
    {
        if (closure.Captures.Any(c => c != local && (IsResource(c.Type) || _closures.ContainsKey(c))) && _state is not null)
        {
            _closures[local] = closure;
            Declare(local);
        }
        else if (IsResource(local.Type))
        {
            Declare(local, mayHold: false);
        }
    }
}
