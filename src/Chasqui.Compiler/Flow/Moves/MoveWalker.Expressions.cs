using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Flow.Channels;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Moves;

internal sealed partial class MoveWalker
{
    private void Visit(BoundExpression expression, Use use)
    {
        if (_state is null)
        {
            return;
        }
        switch (expression)
        {
            case BoundVariable or BoundFieldAccess or BoundTupleElement or BoundIndex:
                VisitPlace(expression, use);
                break;
            case BoundConversion conversion:
                VisitConversion(conversion, use);
                break;
            case BoundCall call:
                VisitCall(call, use);
                break;
            case BoundInvoke invoke:
                VisitInvoke(invoke, use);
                break;
            case BoundAwait wait:
                VisitAwait(wait, use);
                break;
            case BoundClosure closure:
                VisitClosure(closure, use);
                break;
            case BoundPropagate propagate:
                Visit(propagate.Operand, Use.Move);
                Step();
                Temporary(propagate, use);
                break;
            case BoundConditional choice:
                Visit(choice.Condition, Use.Borrow);
                Fork(() => Visit(choice.WhenTrue, use), () => Visit(choice.WhenFalse, use));
                break;
            case BoundLogical logical:
                Visit(logical.Left, Use.Borrow);
                Fork(() => Visit(logical.Right, Use.Borrow), () => { });
                break;
            case BoundBlockExpression block:
                VisitBlock(block, use);
                break;
            case BoundIf branch:
                VisitIf(branch, use);
                break;
            case BoundMatch match:
                VisitMatch(match, use);
                break;
            case BoundLoop loop:
                VisitLoop(loop);
                break;
            case BoundComprehension comprehension:
                Collect(comprehension, () => VisitComprehension(comprehension));
                break;
            case BoundListLiteral list:
                Collect(list, () =>
                {
                    foreach (BoundElement element in list.Elements)
                    {
                        Visit(element.Value, Use.Move);
                    }
                });
                Temporary(list, use);
                break;
            case BoundPatternTest test:
                Visit(test.Value, Use.Borrow);
                break;
            case BoundFunctionReference reference:
                foreach (BoundExpression receiver in BoundChildren.Optional(reference.Receiver))
                {
                    Visit(receiver, Use.Borrow);
                }
                break;
            case BoundSetLiteral or BoundDictLiteral:
                Collect(expression, () => Assemble(expression));
                Temporary(expression, use);
                break;
            case BoundConstruction or BoundVariantConstruction or BoundTuple:
                Assemble(expression);
                Temporary(expression, use);
                break;
            default:
                foreach (BoundExpression operand in BoundChildren.Of(expression))
                {
                    Visit(operand, Use.Borrow);
                }
                if (expression is BoundBinary or BoundUnary or BoundFString or BoundComparison)
                {
                    Step();
                }
                break;
        }
    }

    private void VisitConversion(BoundConversion conversion, Use use)
    {
        switch (conversion.Kind)
        {
            case BoundConversionKind.ToUnit:
                Discard(conversion.Operand);
                break;
            case BoundConversionKind.ToDisplay or BoundConversionKind.ToDebug:
                Visit(conversion.Operand, Use.Borrow);
                Step();
                break;
            case BoundConversionKind.ToTrait when use != Use.Borrow && MayHold(conversion.Operand) && !IsResource(conversion.Type):
                _reports.Add(MoveErrors.HiddenByTrait(conversion.Span, conversion.Operand.Type, ResourceParts.First(_facts.Types, conversion.Operand.Type), conversion.Type));
                Visit(conversion.Operand, Use.Borrow);
                break;
            case BoundConversionKind.ToFunctionType:
                ConvertFunction(conversion.Operand, (FunctionTypeSymbol)conversion.Type, use);
                break;
            case BoundConversionKind.WrapSome:
                Visit(conversion.Operand, Use.Move);
                Temporary(conversion, use);
                break;
            default:
                Visit(conversion.Operand, use);
                break;
        }
    }

    private void ConvertFunction(BoundExpression function, FunctionTypeSymbol target, Use use)
    {
        if (target.Modifier != FunctionTypeModifier.Once && use != Use.MoveOnce && function.Type is FunctionTypeSymbol { Modifier: FunctionTypeModifier.Once } once)
        {
            _reports.Add(MoveErrors.CalledAgain(function.Span, NameOf(function), once));
            use = Use.Borrow;
        }
        Visit(function, target.Modifier switch
        {
            FunctionTypeModifier.Once when use != Use.Borrow => Use.MoveOnce,
            FunctionTypeModifier.Local => Use.Borrow,
            _ => use,
        });
    }

    private void VisitCall(BoundCall call, Use use)
    {
        FunctionSymbol function = call.Function;
        if (use != Use.Borrow && call is { Receiver: { } whole, Function: ImportedFunctionSymbol { Contract.IsContent: true } } && IsResource(call.Type))
        {
            Visit(whole, Use.Move);
            return;
        }
        bool consumes = Consumes(function);
        bool isLookedUp = use == Use.Borrow && (IsLookedUp(call) || IsLentThrough(call));
        VisitWalk(call, consumes && function.IsAsync, use);
        NoteClosed(call);
        if (!function.IsAsync || use == Use.Borrow)
        {
            Step();
        }
        if (IsLentBy(call) || isLookedUp)
        {
            if (use != Use.Borrow && IsResource(call.Type))
            {
                ReportLent(call, NameOf(call.Receiver ?? call));
            }
            return;
        }
        if (function.ReturnType.Resolved == PrimitiveTypeSymbol.Never && !function.IsAsync)
        {
            _state = null;
            return;
        }
        Temporary(call, use);
    }

    private void ReportLent(BoundCall call, string owner) =>
        _reports.Add(call.Type is NamedTypeSymbol { Definition.ValueKind: ValueKind.SharedObject }
            ? MoveErrors.CopiesElements(call.Span, owner, call.Type, call.Function.Name)
            : MoveErrors.MovedOutOfBorrowed(call.Span, call.Span.Text, $"`{call.Function.Name}` only lends what it gives",
                call.Function is ImportedFunctionSymbol { Contract.Lends: true } ? $"put something else in its place: `{owner}.replace(…)` gives it to you" : $"take it out of `{owner}`, as with `pop`"));

    /// <summary>Receiver and arguments.</summary>
    private void VisitParts(BoundCall call, bool isAwaited, bool isLent = false)
    {
        bool consumes = Consumes(call.Function) && !isLent;
        var parts = new List<(BoundExpression?, Action)>();
        if (call.Receiver is { } receiver)
        {
            parts.Add((consumes ? receiver : null, () => Receive(receiver, consumes, isAwaited)));
        }
        foreach (BoundArgument argument in call.Arguments)
        {
            Use use = UseOf(call, argument);
            parts.Add((use == Use.Borrow ? null : argument.Value, () => VisitArgument(call, argument, use)));
        }
        Assemble(parts);
    }

    private void Assemble(BoundExpression whole) =>
        Assemble(BoundChildren.Of(whole).Select(p => ((BoundExpression?)p, (Action)(() => Visit(p, Use.Move)))));

    /// <summary>Visits in order what something is made of. What is given to it has no owner before it is made, if a later part may fail.</summary>
    private void Assemble(IEnumerable<(BoundExpression? Given, Action Visit)> parts)
    {
        var given = new List<(BoundExpression Value, int Steps)>();
        foreach ((BoundExpression? value, Action visit) in parts)
        {
            visit();
            if (value is not null && IsGiven(value))
            {
                given.Add((value, _steps));
            }
        }
        foreach ((BoundExpression value, _) in given.Where(g => g.Steps < _steps))
        {
            Hold(value, _facts.InFlight);
        }
    }

    private bool IsGiven(BoundExpression value) => (value is BoundClosure || IsResource(value.Type)) && MayHold(value);

    private void Collect(BoundExpression collection, Action visit)
    {
        int before = _steps;
        visit();
        if (_steps > before && IsResource(collection.Type) && MayHold(collection))
        {
            Hold(collection, _facts.Unfinished);
        }
    }

    /// <summary>The statement owns what has no other owner yet.</summary>
    private void Hold(BoundExpression value, HashSet<BoundNode> held)
    {
        if (_temporaryScope is { } scope)
        {
            held.Add(value);
            _facts.TemporaryScopes.Add(scope);
        }
    }

    private void Receive(BoundExpression receiver, bool consumes, bool isAwaited)
    {
        if (isAwaited && PathOf(receiver) is not null)
        {
            VisitPlace(receiver, Use.Move, MoveKind.Awaited);
        }
        else if (consumes && receiver is BoundVariable { Type: var type } && !IsIterator(type))
        {
            VisitPlace(receiver, Use.Move, MoveKind.Consumed);
        }
        else
        {
            Visit(receiver, consumes ? Use.Move : Use.Borrow);
            if (!consumes)
            {
                Begin(receiver);
            }
        }
    }

    private void VisitArgument(BoundCall call, BoundArgument argument, Use use)
    {
        if (argument.Parameter.Sent is { Waits: false } sent && ((argument.Value as BoundInvoke)?.Callee ?? argument.Value) is BoundClosure closure)
        {
            CheckLent(closure, sent);
        }
        // The library takes what it is given as a trait over, or asks it something and leaves it.
        BoundExpression value = call.Function is ImportedFunctionSymbol && argument.Value is BoundConversion { Kind: BoundConversionKind.ToTrait, Operand: var adopter } ? adopter : argument.Value;
        bool drops = call.Function is ImportedFunctionSymbol { Contract.Drops: true };
        if (drops && use != Use.Borrow && PathOf(value) is not null)
        {
            VisitPlace(value, use, MoveKind.Dropped);
        }
        else
        {
            NoteLent(call, argument);
            Limited(argument.Parameter.CanLose, () => Visit(value, use));
        }
        if (drops && value.Type is PrimitiveTypeSymbol or NamedTypeSymbol { Definition.Kind: not TypeDefinitionKind.Trait } && !IsResource(value.Type) && !value.Type.ContainsTypeParameter)
        {
            _reports.Add(MoveErrors.DropsNothing(call.Span, value.Type, value.Type is NamedTypeSymbol { Definition.ValueKind: ValueKind.SharedHandle }));
        }
        if (use == Use.Borrow)
        {
            Begin(argument.Value);
        }
    }

    /// <summary>A parameter takes its argument over, unless it is borrowed. A function that is called before the call ends is only lent.</summary>
    private Use UseOf(BoundCall call, BoundArgument argument)
    {
        ParameterSymbol parameter = argument.Parameter;
        bool isImported = call.Function is ImportedFunctionSymbol;
        if (parameter.Mode != ParameterMode.Value || _walked.Contains(Unconverted(argument.Value)))
        {
            return Use.Borrow;
        }
        return parameter.Type.Resolved switch
        {
            _ when parameter.IsOnce => Use.MoveOnce,
            FunctionTypeSymbol { Modifier: FunctionTypeModifier.Local } => Use.Borrow,
            FunctionTypeSymbol { Modifier: FunctionTypeModifier.None } when isImported => UseOfLibrary(call, parameter),
            TypeParameterSymbol when isImported && call.Receiver is null => Use.MoveOnce,
            _ => Use.Move,
        };
    }

    /// <summary>What makes an iterator keeps the function in it; what has no other place to keep it calls it at once.</summary>
    private Use UseOfLibrary(BoundCall call, ParameterSymbol parameter) =>
        IsIterator(call.Type) ? Use.MoveRepeatedly
        : call.Function.IsAsync || parameter.Sent is not null || call.Type is FunctionTypeSymbol || (call.Receiver is null && call.ContainingType is not null) ? Use.Move
        : Use.Borrow;

    /// <summary>Gives a value to a place of its own.</summary>
    private void Pass(BoundExpression value, TypeSymbol target, bool isOnce = false) =>
        Visit(value, isOnce || target.Resolved is FunctionTypeSymbol { Modifier: FunctionTypeModifier.Once } ? Use.MoveOnce : Use.Move);

    private bool IsLent(BoundCall call) => IsLentBy(call) || IsLookedUp(call) || IsLentThrough(call);

    /// <summary>What lies in something lent, as in <c>xs.first().unwrap()</c>.</summary>
    private bool IsLentThrough(BoundCall call) =>
        call is { Receiver: BoundCall receiver, Function: ImportedFunctionSymbol { Contract.ConsumesReceiver: true, IsAsync: false }, Arguments: [] or [{ Value.Type: PrimitiveTypeSymbol }] }
        && !IsIterator(receiver.Type) && IsResource(call.Type) && IsLent(receiver);

    /// <summary>A collection that is only asked gives out what it keeps.</summary>
    private bool IsLentBy(BoundCall call) =>
        (call.Function is ImportedFunctionSymbol { Contract.Lends: true } && IsResource(call.Type))
        || (call is { Receiver: { } receiver, Function: ImportedFunctionSymbol { MutatesReceiver: false, Contract.ConsumesReceiver: false } }
            && receiver.Type is NamedTypeSymbol { Definition.ValueKind: not (ValueKind.Resource or ValueKind.SharedHandle) }
            && call.Type is not NamedTypeSymbol { Definition.ValueKind: ValueKind.Resource }
            && IsResource(receiver.Type) && IsResource(call.Type));

    private void VisitInvoke(BoundInvoke invoke, Use use)
    {
        bool endsIt = invoke.Callee.Type is FunctionTypeSymbol { Modifier: FunctionTypeModifier.Once }
            || (invoke.Callee is BoundVariable { Variable: var called } && _closures.TryGetValue(called, out BoundClosure? closure) && _facts.OnceClosures.Contains(closure));
        if (!endsIt || !invoke.Callee.IsPlace)
        {
            Visit(invoke.Callee, endsIt || invoke.Callee is BoundClosure ? Use.MoveOnce : Use.Borrow);
        }
        var function = invoke.Callee.Type as FunctionTypeSymbol;
        int before = _steps;
        Assemble(invoke.Arguments.Select((a, i) =>
            invoke.Nested?.Parameters[i] is { Mode: not ParameterMode.Value }
                ? ((BoundExpression?)null, () => Visit(a, Use.Borrow))
                : (a, (Action)(() => PassTo(function?.Parameters[i] ?? a.Type, a)))));
        if (endsIt && _steps > before)
        {
            Hold(invoke.Callee, _facts.InFlight);
        }
        if (endsIt && invoke.Callee.IsPlace && _state is not null)
        {
            VisitPlace(invoke.Callee, Use.MoveOnce, MoveKind.Called);
        }
        Step();
        Temporary(invoke, use);

        void PassTo(TypeSymbol parameter, BoundExpression argument)
        {
            if (parameter.Resolved is FunctionTypeSymbol { Modifier: FunctionTypeModifier.Local })
            {
                Visit(argument, Use.Borrow);
            }
            else
            {
                Pass(argument, parameter);
            }
        }
    }

    /// <summary>Awaiting uses the operand up; a call that is awaited at once has no future of its own.</summary>
    private void VisitAwait(BoundAwait wait, Use use)
    {
        if (wait.IsIdentity)
        {
            Visit(wait.Operand, use);
            return;
        }
        bool mayBeCancelled = ChannelMap.Root(wait.Operand) is { } handle && _state?[handle] is { IsClosed: true };
        if (wait.Function is null && wait.Operand is BoundCall call)
        {
            VisitParts(call, isAwaited: Consumes(call.Function));
            NoteClosed(call);
        }
        else
        {
            Receive(wait.Operand, consumes: true, isAwaited: true);
        }
        if (!mayBeCancelled && wait.Operand is not BoundCall { Function.Name: "__aenter__" or "__aexit__" })
        {
            CheckWait(wait);
        }
        Wait(wait);
        Step();
        Temporary(wait, use);
    }

    /// <summary>The temporary scope being walked, and whether it may be repeated before it ends.</summary>
    private BoundNode? _temporaryScope;

    /// <summary>A value that is only looked at has no owner but its statement.</summary>
    private void Temporary(BoundExpression value, Use use)
    {
        if (use == Use.Borrow && _temporaryScope is { } scope && IsResource(value.Type) && MayHold(value))
        {
            HoldTemporary(value);
            _facts.Temporaries.Add(value);
            _facts.TemporaryScopes.Add(scope);
        }
    }

    private void InTemporaryScope(BoundNode scope, Action visit)
    {
        BoundNode? outer = _temporaryScope;
        BoundExpression? guard = _temporaryGuard;
        _temporaryScope = scope;
        visit();
        _temporaryScope = outer;
        _temporaryGuard = guard;
    }

    /// <summary>A value nobody takes: dropped at once.</summary>
    private void Discard(BoundExpression expression)
    {
        bool hasValue = expression is BoundCall or BoundAwait or BoundInvoke or BoundPropagate && IsResource(expression.Type) && MayHold(expression);
        if (IsEntered(expression))
        {
            Visit(expression, Use.Move);
            return;
        }
        if (hasValue && !(expression is BoundCall call && IsLent(call)))
        {
            Visit(expression, Use.Move);
            _facts.Discards.Add(expression);
            return;
        }
        Visit(expression, expression is BoundIf or BoundMatch or BoundBlockExpression && IsResource(expression.Type) ? Use.Move : Use.Borrow);
    }

    /// <summary>Whether a value may hold something to release: what the library makes holds no more than it was made from.</summary>
    private bool MayHold(BoundExpression value) => value switch
    {
        BoundConversion conversion => MayHold(conversion.Operand),
        BoundVariable { Variable: var variable } => !_inert.Contains(variable) && IsResource(variable.Type),
        BoundCall { Function: ImportedFunctionSymbol { IsAsync: false } function } call when IsIterator(call.Type) =>
            (call.Receiver is { } receiver && MayHold(receiver)) || call.Arguments.Any(a => MayHold(a.Value)) || IsSource(function, call),
        BoundListLiteral list => list.Elements.Any(e => MayHold(e.Value)),
        BoundClosure closure => closure.Captures.Any(c => IsResource(c.Type)),
        _ => IsResource(value.Type),
    };

    /// <summary>Made from nothing that is iterated: it opens what it gives.</summary>
    private bool IsSource(FunctionSymbol function, BoundCall call) =>
        call.Receiver is { Type: NamedTypeSymbol { Definition.ValueKind: ValueKind.Resource } owner } && !IsIterator(owner) && function is ImportedFunctionSymbol;

    private bool IsIterator(TypeSymbol type) => type.Resolved is NamedTypeSymbol { Definition: var definition } && definition == _runtime.Iterator;

    private void Fork(params ReadOnlySpan<Action> ways)
    {
        MoveState? before = _state, after = null;
        foreach (Action way in ways)
        {
            _state = before;
            way();
            after = MoveState.Join(after, _state);
        }
        _state = after;
    }
}
