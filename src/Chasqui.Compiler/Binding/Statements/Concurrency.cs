using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>A <c>concurrent</c> block around the current place.</summary>
/// <param name="Block">The runtime's side of it.</param>
/// <param name="Direct">The statements of the block itself, where <c>spawn</c> can bind a name.</param>
/// <param name="Bound">The assignments to be made after the block, with the type of the child's value, in order.</param>
internal sealed record ConcurrentFrame(BoundVariable Block, ImmutableArray<StatementSyntax> Direct, List<(AssignmentSyntax Target, TypeSymbol Value)> Bound);

/// <summary>A name that stands for a child's outcome, and has none before the block around it ends.</summary>
internal sealed class PendingOutcomeSymbol(string name, SourceSpan span) : Symbol(name, span);

/// <summary><c>concurrent</c> blocks, and <c>spawn</c> inside and outside them.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>
    /// <code>
    ///   before   concurrent first:              after   $block = new ConcurrentBlock(first)
    ///                users = spawn fetch(1)             async with $block:
    ///                spawn log(n)                           $block.bind(0, fetch(1))
    ///                                                       $n = n; $block.spawn((async () => log($n))())
    ///                                                   users = $block.outcome(0)
    /// </code>
    /// </summary>
    private void BindConcurrent(ConcurrentSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        SourceSpan span = FirstLine(syntax.Span);
        RequireAsync(new SourceSpan(span.Source, span.Start, "concurrent".Length), "concurrent");
        BoundExpression seconds = syntax.Seconds is { } limit ? BindAs(limit, PrimitiveTypeSymbol.Float) : new BoundLiteral(span, PrimitiveTypeSymbol.Float, double.PositiveInfinity);
        BoundVariable block = DeclareHidden(
            CallIntrinsic("$concurrent", [], [new BoundLiteral(span, PrimitiveTypeSymbol.Int, (long)syntax.Mode), seconds], span), output);
        var frame = new ConcurrentFrame(block, syntax.Body.Statements, []);
        _frame.Concurrents.Push(frame);
        var manager = new TargetSyntax(new ValueTarget(block));
        var with = new WithSyntax(syntax.Span, IsAsync: true, [new WithItemSyntax(span, manager, null)], syntax.Body);
        if (syntax.Mode == ConcurrentMode.All)
        {
            BindStatement(with, output);
        }
        else
        {
            output.Add(EndingNormally(with));
        }
        _frame.Concurrents.Pop();
        for (int i = 0; i < frame.Bound.Count; i++)
        {
            (AssignmentSyntax target, TypeSymbol value) = frame.Bound[i];
            BoundExpression outcome = value.IsError
                ? new BoundErrorExpression(target.Value.Span)
                : CallNamed(block, "outcome", [new BoundLiteral(target.Span, PrimitiveTypeSymbol.Int, (long)i)], target.Value.Span, [value]);
            BindAssignment(target with { Value = new TargetSyntax(new ValueTarget(outcome)) }, output);
        }
    }

    /// <summary>
    /// The mode may cancel the body, and then control goes on behind the block even if the body always leaves it:
    /// <code>
    ///   before   async with $block: body        after   if true: async with $block: body
    /// </code>
    /// </summary>
    private BoundExpressionStatement EndingNormally(WithSyntax with)
    {
        ImmutableArray<BoundStatement>.Builder statements = ImmutableArray.CreateBuilder<BoundStatement>();
        BindStatement(with, statements);
        var body = new BoundBlockExpression(with.Span, PrimitiveTypeSymbol.Unit, statements.ToImmutable(), null);
        var always = new BoundCondition(with.Span, null, new BoundLiteral(with.Span, PrimitiveTypeSymbol.Bool, true));
        return new BoundExpressionStatement(with.Span, new BoundIf(with.Span, PrimitiveTypeSymbol.Unit, [new BoundIfBranch(always, body)], null));
    }

    /// <summary>Whether the statement is a child of a <c>concurrent</c> block, which it then has become.</summary>
    private bool BindsChild(StatementSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        if (!_frame.Concurrents.TryPeek(out ConcurrentFrame? block))
        {
            return false;
        }
        switch (syntax)
        {
            case ExpressionStatementSyntax { Expression: var expression } when SpawnedBy(expression) is { } operand:
                output.Add(CallOn(block.Block, "spawn", [BindChild(operand, Types.Future(_unifier.Fresh(operand.Span)))], syntax.Span));
                return true;
            case AssignmentSyntax assignment when SpawnedBy(assignment.Value) is { } operand:
                BindNamedChild(assignment, operand, block, output);
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>spawn f(x)</c> and <c>spawn(f(x))</c> are the same in a block.</summary>
    private static ExpressionSyntax? SpawnedBy(ExpressionSyntax expression) => expression switch
    {
        SpawnSyntax spawn => spawn.Operand,
        CallSyntax { Callee: NameExpressionSyntax { Name: "spawn" }, Arguments: [{ Name: null, Spread: SpreadKind.None } only] } => only.Value,
        _ => null,
    };

    private void BindNamedChild(AssignmentSyntax assignment, ExpressionSyntax operand, ConcurrentFrame block, ImmutableArray<BoundStatement>.Builder output)
    {
        if (assignment.Targets is not [NameExpressionSyntax name])
        {
            Report(AsyncFormErrors.OneName(assignment.Targets[0].Span));
            return;
        }
        if (!block.Direct.Contains(assignment))
        {
            Report(AsyncFormErrors.NotDirect(name.Span, name.Name));
            CurrentScope.Declare(name.Name, [new PendingOutcomeSymbol(name.Name, name.Span)]);
            return;
        }
        TypeSymbol value = _unifier.Fresh(operand.Span);
        BoundExpression child = BindChild(operand, Types.Future(value));
        if (child is BoundErrorExpression)
        {
            value = ErrorTypeSymbol.Instance;
        }
        else
        {
            output.Add(CallOn(block.Block, "bind", [new BoundLiteral(assignment.Span, PrimitiveTypeSymbol.Int, (long)block.Bound.Count), child], assignment.Span));
        }
        block.Bound.Add((assignment, value));
        if (name.Name != "_")
        {
            CurrentScope.Declare(name.Name, [new PendingOutcomeSymbol(name.Name, name.Span)]);
        }
    }

    /// <summary>What a child of a block runs: an awaitable, or the call of a sync function, whose arguments are evaluated now.</summary>
    private BoundExpression BindChild(ExpressionSyntax operand, TypeSymbol future)
    {
        TypeSymbol? expected = operand is ClosureSyntax { Parameters.IsEmpty: true } ? null : IsFunctionLike(operand) ? null : future;
        BoundExpression value = BindExpression(operand, expected);
        if (TryToFuture(value, future, AwaitableContract.Plain) is { } awaitable)
        {
            return awaitable;
        }
        if (value.Type is FunctionTypeSymbol { Parameters: [], Result: var result })
        {
            value = CallWithoutArguments(value, result);
        }
        return TryRunAsTask(value) is { } task && _unifier.Unify(task.Type, future)
            ? task
            : Error(AsyncFormErrors.NotAwaitable(SmallestSpan(value), value.Type, "spawn a call or a closure"));
    }

    /// <summary>
    /// <code>
    ///   before   f(a, b)        after   { $1 = a; $2 = b; (async () => f($1, $2))() }
    /// </code>
    /// </summary>
    private BoundExpression? TryRunAsTask(BoundExpression value)
    {
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        var captures = ImmutableArray.CreateBuilder<VariableSymbol>();
        if (value is BoundBlockExpression { Result: { } inner } block)
        {
            return TryRunAsTask(inner) is { } task ? new BoundBlockExpression(block.Span, task.RawType, block.Statements, task) : null;
        }
        BoundExpression? call = value switch
        {
            BoundCall c => c with
            {
                Receiver = c.Receiver is null ? null : Now(c.Receiver),
                Arguments = [.. c.Arguments.Select(a => a with { Value = Now(a.Value) })],
            },
            BoundInvoke i => i with { Callee = Now(i.Callee), Arguments = [.. i.Arguments.Select(Now)] },
            _ => null,
        };
        if (call is null)
        {
            return null;
        }
        SourceSpan span = value.Span;
        string name = value is BoundCall { Function: var called } ? called.Name : "closure";
        var function = new ClosureSymbol(name, [], call.Type, isAsync: true, isGenerator: false, span);
        TypeSymbol future = Types.Future(call.Type);
        BoundStatement body = call.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit or PrimitiveKind.Never } ? new BoundExpressionStatement(span, call) : new BoundReturn(span, call);
        var closure = new BoundClosure(span, new FunctionTypeSymbol([], future), function, new BoundBlock(span, [body]), captures.ToImmutable());
        return new BoundBlockExpression(span, future, statements.ToImmutable(), new BoundInvoke(span, future, closure, []));

        BoundExpression Now(BoundExpression part)
        {
            if (part is BoundLiteral)
            {
                return part;
            }
            var local = new LocalSymbol("", part.RawType, isMutable: false);
            statements.Add(new BoundLocalDeclaration(part.Span, local, part));
            captures.Add(local);
            return new BoundVariable(part.Span, local);
        }
    }

    /// <summary><c>spawn f(x)</c> is <c>spawn(f(x))</c>.</summary>
    private BoundExpression BindSpawn(SpawnSyntax syntax, TypeSymbol? expected)
    {
        if (_frame.Concurrents.Count > 0)
        {
            return Error(AsyncFormErrors.SpawnedValue(new SourceSpan(syntax.Span.Source, syntax.Span.Start, "spawn".Length)));
        }
        ImmutableArray<FunctionSymbol> spawn = [.. _context.Library.FindModule("std.async.task")?.Exports("spawn").OfType<FunctionSymbol>() ?? []];
        var name = new SourceSpan(syntax.Span.Source, syntax.Span.Start, "spawn".Length);
        return BindFunctionCall(
            new FunctionsTarget(name, "spawn", spawn), [new ArgumentSyntax(syntax.Operand.Span, null, SpreadKind.None, syntax.Operand)], syntax.Span, expected);
    }
}
