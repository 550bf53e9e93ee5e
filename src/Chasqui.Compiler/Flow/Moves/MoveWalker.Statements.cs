using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Moves;

internal sealed partial class MoveWalker
{
    private readonly Dictionary<LoopTarget, Exits> _loops = [];

    /// <summary>The names of the block being walked.</summary>
    private List<VariableSymbol> _declared = [];

    private sealed class Exits
    {
        public MoveState? Break { get; set; }

        public MoveState? Continue { get; set; }
    }

    private void Visit(BoundBlock block) => InScope(() => VisitAll(block.Statements));

    private void VisitBlock(BoundBlockExpression block, Use use) => InScope(() =>
    {
        VisitAll(block.Statements);
        foreach (BoundExpression result in BoundChildren.Optional(block.Result))
        {
            Visit(result, use);
        }
    });

    private void InScope(Action visit)
    {
        (List<VariableSymbol> outer, BoundExpression? nameless) = (_declared, _namelessGuard);
        _declared = [];
        visit();
        Leave(_declared);
        (_declared, _namelessGuard) = (outer, nameless);
    }

    private void VisitAll(ImmutableArray<BoundStatement> statements)
    {
        // What `with` releases at the end of its block belongs to it.
        if (statements is [.., BoundTry { Finally.Statements: [BoundDrop released] }])
        {
            _borrowed[released.Local] = Borrow.With;
        }
        bool isLimited = statements is [var first, ..] && IsLimit(first);
        foreach (BoundStatement statement in statements)
        {
            if (_state is null)
            {
                return;
            }
            InTemporaryScope(statement, () => Limited(isLimited, () => Under(statement is BoundTry ? GuardOf(statements) : null, () => Visit(statement))));
        }
    }

    private void Declare(VariableSymbol variable, bool mayHold = true)
    {
        if (_borrowed.GetValueOrDefault(variable) == Borrow.With || _state is null)
        {
            return;
        }
        _declared.Add(variable);
        Own(variable);
        if (!mayHold)
        {
            _inert.Add(variable);
        }
    }

    private void Visit(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block:
                Visit(block);
                break;
            case BoundLocalDeclaration declaration:
                VisitDeclaration(declaration);
                break;
            case BoundLocalFunction function:
                Visit(function.Closure, Use.MoveOnce);
                DeclareClosure(function.Local, function.Closure);
                break;
            case BoundDestructuringDeclaration unpacking:
                VisitUnpacking(unpacking);
                break;
            case BoundAssignment assignment:
                Pass(assignment.Value, assignment.Target.Type);
                Store(assignment.Target);
                NoteEmpty(assignment.Target, assignment.Value);
                break;
            case BoundTupleAssignment assignment:
                Visit(assignment.Value, Use.Move);
                foreach (BoundExpression target in assignment.Targets)
                {
                    Store(target);
                }
                break;
            case BoundCompoundAssignment assignment:
                Visit(assignment.Target, Use.Borrow);
                Visit(assignment.Operation, Use.Move);
                break;
            case BoundExpressionStatement s:
                Discard(s.Expression);
                break;
            case BoundWhile loop:
                VisitWhile(loop);
                break;
            case BoundFor loop:
                VisitFor(loop);
                break;
            case BoundBreak exit:
                foreach (BoundExpression value in BoundChildren.Optional(exit.Value))
                {
                    Visit(value, Use.Move);
                }
                Step();
                _loops[exit.Target].Break = MoveState.Join(_loops[exit.Target].Break, _state);
                _state = null;
                break;
            case BoundContinue next:
                Step();
                _loops[next.Target].Continue = MoveState.Join(_loops[next.Target].Continue, _state);
                _state = null;
                break;
            case BoundReturn exit:
                foreach (BoundExpression value in BoundChildren.Optional(exit.Value))
                {
                    Visit(value, Use.Move);
                }
                Step();
                _state = null;
                break;
            case BoundRaise raise:
                foreach (BoundExpression value in BoundChildren.Optional(raise.Value).Concat(BoundChildren.Optional(raise.Cause)))
                {
                    Visit(value, Use.Move);
                }
                Step();
                _state = null;
                break;
            case BoundAssert assert:
                VisitAssert(assert);
                break;
            case BoundTry region:
                VisitTry(region);
                break;
            case BoundDelete delete:
                Visit(delete.Receiver, Use.Borrow);
                Visit(delete.Index, Use.Move);
                Step();
                break;
            case BoundYield yield:
                Visit(yield.Value, Use.Move);
                if (yield.IsAsync)
                {
                    Wait(yield);
                }
                Step();
                break;
        }
    }

    private void VisitDeclaration(BoundLocalDeclaration declaration)
    {
        if (declaration.IsView && PathOf(declaration.Initializer) is var (root, path))
        {
            if (path.Length == 0)
            {
                _facts.Views[declaration.Local] = root;
            }
            else if (IsResource(declaration.Local.Type))
            {
                _borrowed[declaration.Local] = Borrow.PartOf($"`{root.Name}`");
            }
            return;
        }
        BoundClosure? made = declaration.Initializer as BoundClosure
            ?? (Unconverted(declaration.Initializer) is BoundVariable { Variable: var other } ? _closures.GetValueOrDefault(other) : null);
        Pass(declaration.Initializer, declaration.Local.Type, made is not null);
        if (made is not null)
        {
            DeclareClosure(declaration.Local, made);
        }
        else if (IsResource(declaration.Local.Type))
        {
            // A collection that begins empty is filled later; an iterator over nothing is not.
            Declare(declaration.Local, !IsIterator(declaration.Local.Type) || MayHold(declaration.Initializer));
            NoteEmpty(new BoundVariable(declaration.Span, declaration.Local), declaration.Initializer);
        }
    }

    private void NoteEmpty(BoundExpression place, BoundExpression value)
    {
        if (value is BoundVariantConstruction { Arguments: [] } && PathOf(place) is (var root, "") && _state?[root] is { } holding)
        {
            _state = _state.With(root, holding with { IsEmpty = true });
        }
    }

    private void VisitAssert(BoundAssert assert)
    {
        if (assert.Pattern is { } pattern)
        {
            Take(pattern, assert.Condition);
        }
        else
        {
            Visit(assert.Condition, Use.Borrow);
        }
        foreach (BoundExpression message in BoundChildren.Optional(assert.Message))
        {
            MoveState? before = _state;
            Visit(message, Use.Borrow);
            _state = before;
        }
        Step();
    }

    private void VisitTry(BoundTry region)
    {
        Raised? raisedOutside = region.Finally is null ? null : new Raised { State = _state };
        if (raisedOutside is not null)
        {
            _handlers.Push(raisedOutside);
        }
        var raised = new Raised { State = _state };
        _handlers.Push(raised);
        Visit(region.Body);
        _handlers.Pop();
        if (region.Else is { } otherwise)
        {
            Visit(otherwise);
        }
        MoveState? after = _state;
        foreach (BoundExcept handler in region.Handlers)
        {
            _state = raised.State;
            Visit(handler.Body);
            after = MoveState.Join(after, _state);
        }
        _state = after;
        if (region.Finally is not { } last || raisedOutside is null)
        {
            return;
        }
        _handlers.Pop();
        _state = MoveState.Join(raisedOutside.State, after);
        Visit(last);
        if (after is null)
        {
            _state = null;
            return;
        }
        _state = after;
        if (last.Statements is [BoundExpressionStatement { Expression: BoundAwait { Operand: BoundCall { Function.Name: "__aexit__" } } exit }])
        {
            CheckWait(exit);
        }
        _reports.Suspend();
        Visit(last);
        _reports.Resume();
    }

    private void VisitIf(BoundIf branch, Use use)
    {
        MoveState? after = null;
        foreach (BoundIfBranch way in branch.Branches)
        {
            MoveState? otherwise = null;
            InScope(() =>
            {
                otherwise = Test(way.Condition, () => VisitBlock(way.Body, use));
                VisitBlock(way.Body, use);
            });
            after = MoveState.Join(after, _state);
            _state = otherwise;
        }
        if (branch.Else is { } last && _state is not null)
        {
            VisitBlock(last, use);
        }
        _state = MoveState.Join(after, _state);
    }

    /// <summary>Goes on where the condition holds; gives the state where it does not.</summary>
    private MoveState? Test(BoundCondition condition, Action body)
    {
        if (condition.Pattern is { } pattern)
        {
            return Match(pattern, condition.Value, body);
        }
        InTemporaryScope(condition, () => Visit(condition.Value, Use.Borrow));
        return condition.Value is BoundLiteral { Value: true } ? null : _state;
    }

    private void VisitWhile(BoundWhile loop)
    {
        CheckEnds(loop);
        Repeat(loop.Target, () =>
        {
            MoveState? done = null;
            InTemporaryScope(loop.Condition, () => InScope(() =>
            {
                done = Test(loop.Condition, () => Visit(loop.Body));
                Visit(loop.Body);
            }));
            return done;
        });
    }

    private void VisitLoop(BoundLoop loop)
    {
        CheckEnds(loop);
        Repeat(loop.Target, () =>
        {
            Visit(loop.Body);
            return null;
        });
    }

    /// <summary>Rounds until nothing new is known. <paramref name="round"/> gives the state in which the loop ends by itself.</summary>
    private void Repeat(LoopTarget target, Func<MoveState?> round)
    {
        MoveState? start = _state, done;
        while (true)
        {
            var exits = new Exits();
            _loops[target] = exits;
            _state = start;
            done = round();
            MoveState? next = MoveState.Join(start, MoveState.Join(_state, exits.Continue));
            if (next is null || start is null || next.IsSame(start))
            {
                _state = MoveState.Join(done, exits.Break);
                return;
            }
            start = next;
        }
    }
}
