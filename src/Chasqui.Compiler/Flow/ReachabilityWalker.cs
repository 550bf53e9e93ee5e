using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow;

/// <summary>
/// Walks one body in execution order. Every <c>Completes</c> tells whether control can go on after the node; on the way matches
/// are checked and ignored futures found.
/// </summary>
internal sealed class ReachabilityWalker(FutureUses futures, DiagnosticBag diagnostics)
{
    /// <summary>Loops that some reachable <c>break</c> leaves.</summary>
    private readonly HashSet<LoopTarget> _left = [];

    public void CheckFunction(FunctionSymbol function, BoundBlock body, SourceSpan span)
    {
        bool reachesEnd = Completes(body);
        TypeSymbol type = function.ReturnType.Resolved;
        if (reachesEnd && !function.IsGenerator && !type.IsError && type != PrimitiveTypeSymbol.Unit)
        {
            diagnostics.Add(FlowErrors.MissingReturn(span, function.Name, type));
        }
    }

    public void CheckInitializer(BoundExpression initializer) => Completes(initializer);

    private bool Completes(ImmutableArray<BoundStatement> statements)
    {
        bool reachable = true;
        foreach (BoundStatement statement in statements)
        {
            if (!reachable)
            {
                diagnostics.Add(FlowErrors.UnreachableCode(statement.Span));
                return false;
            }
            reachable = Completes(statement);
        }
        return reachable;
    }

    private bool Completes(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block:
                return Completes(block.Statements);
            case BoundExpressionStatement s:
                futures.Ignore(s.Expression);
                return Completes(s.Expression);
            case BoundLocalDeclaration s:
                futures.Declare(s);
                return Completes(s.Initializer);
            case BoundDestructuringDeclaration s:
                return Completes(s.Value);
            case BoundAssignment s:
                return Completes(s.Value) & Completes(s.Target);
            case BoundTupleAssignment s:
                return Completes(s.Value) & All(s.Targets);
            case BoundCompoundAssignment s:
                return Completes(s.Target) & Completes(s.Operation);
            case BoundDelete s:
                return Completes(s.Receiver) & Completes(s.Index);
            case BoundYield s:
                return Completes(s.Value);
            case BoundAssert s:
                return Completes(s.Condition) & All(BoundChildren.Optional(s.Message));
            case BoundLocalFunction s:
                CheckClosure(s.Closure, s.Local.Span ?? s.Span);
                return true;
            case BoundReturn s:
                All(BoundChildren.Optional(s.Value));
                return false;
            case BoundRaise s:
                All(BoundChildren.Optional(s.Value).Concat(BoundChildren.Optional(s.Cause)));
                return false;
            case BoundBreak s:
                All(BoundChildren.Optional(s.Value));
                _left.Add(s.Target);
                return false;
            case BoundContinue:
                return false;
            case BoundWhile s:
                Completes(s.Condition.Value);
                Completes(s.Body);
                return s.Condition is not { Pattern: null, Value: BoundLiteral { Value: true } } || _left.Contains(s.Target);
            case BoundFor s:
                bool started = Completes(s.Iteration.Source);
                Completes(s.Body);
                return started;
            case BoundTry s:
                return Completes(s);
            default:
                return true;
        }
    }

    private bool Completes(BoundTry statement)
    {
        bool completes = Completes(statement.Body);
        if (statement.Else is { } otherwise)
        {
            completes = Completes(otherwise) && completes;
        }
        foreach (BoundExcept handler in statement.Handlers)
        {
            completes |= Completes(handler.Body);
        }
        return (statement.Finally is not { } last || Completes(last)) && completes;
    }

    private bool Completes(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundBlockExpression e:
                return Completes(e.Statements) && All(BoundChildren.Optional(e.Result));
            case BoundIf e:
                bool any = e.Else is null;
                foreach (BoundIfBranch branch in e.Branches)
                {
                    Completes(branch.Condition.Value);
                    any |= Completes(branch.Body);
                }
                return (e.Else is { } otherwise && Completes(otherwise)) | any;
            case BoundMatch e:
                Exhaustiveness.Check(e, diagnostics);
                bool completes = false;
                bool evaluated = Completes(e.Subject);
                foreach (BoundMatchArm arm in e.Arms)
                {
                    All(BoundChildren.Optional(arm.Guard));
                    completes |= Completes(arm.Body);
                }
                return evaluated && completes;
            case BoundLoop e:
                Completes(e.Body);
                return _left.Contains(e.Target);
            case BoundConditional e:
                return Completes(e.Condition) & (Completes(e.WhenTrue) | Completes(e.WhenFalse));
            case BoundLogical e:
                bool left = Completes(e.Left);
                Completes(e.Right);
                return left;
            case BoundClosure e:
                CheckClosure(e, e.Span);
                return true;
            case BoundVariable e:
                futures.Read(e.Variable);
                return true;
            default:
                return All(BoundChildren.Of(expression)) && expression.Type != PrimitiveTypeSymbol.Never;
        }
    }

    private bool All(IEnumerable<BoundExpression> expressions)
    {
        bool completes = true;
        foreach (BoundExpression expression in expressions)
        {
            completes &= Completes(expression);
        }
        return completes;
    }

    private void CheckClosure(BoundClosure closure, SourceSpan span) =>
        new ReachabilityWalker(futures, diagnostics).CheckFunction(closure.Function, closure.Body, span);
}
