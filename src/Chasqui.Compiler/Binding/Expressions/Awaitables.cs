using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>An expression that stands for the future it becomes.</summary>
internal sealed record AwaitableSyntax(ExpressionSyntax Value, AwaitableContract Contract) : ExpressionSyntax(Value.Span);

/// <summary>Whatever can be awaited, as a future.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>Passing a value that cannot be awaited is the last choice among overloads.</summary>
    private const int PlainCost = 10;

    /// <summary>
    /// <code>
    ///   before   f(x)          after   f(x)              // a call of an async function: its frame, which has not begun
    ///   before   work          after   work()            // an async function or closure without parameters
    ///   before   handle        after   handle.__await__()
    ///   before   5             after   $ready(5)         // where plain values pass
    /// </code>
    /// </summary>
    private BoundExpression BindAwaitable(ExpressionSyntax syntax, TypeSymbol future, AwaitableContract contract)
    {
        TypeSymbol? expected = syntax is ClosureSyntax { Parameters.IsEmpty: true } || FindFunctionLike(syntax) is FunctionsTarget { Functions.Length: > 1 }
            ? new FunctionTypeSymbol([], future)
            : IsFunctionLike(syntax) ? null : future;
        return ToFuture(BindExpression(syntax, expected), future, contract);
    }

    private BoundExpression ToFuture(BoundExpression value, TypeSymbol future, AwaitableContract contract)
    {
        if (TryToFuture(value, future, contract) is { } converted)
        {
            return converted;
        }
        if (value is BoundClosure closure && BoundTree.Any(closure.Body, n => n is BoundAwait))
        {
            // That it awaits without being async has been said.
            return new BoundErrorExpression(value.Span);
        }
        return Error(IsAwaitable(value.Type)
            ? TypeErrors.Mismatch(SmallestSpan(value), future.Resolved, value.Type, null)
            : AsyncFormErrors.NotAwaitable(SmallestSpan(value), value.Type, FutureHelp(value, future)));
    }

    private BoundExpression? TryToFuture(BoundExpression value, TypeSymbol future, AwaitableContract contract)
    {
        if (value.Type.IsError || value.Type is InferenceTypeSymbol)
        {
            return _unifier.Unify(value.Type, future) ? value : null;
        }
        if (Types.IsFuture(value.Type, out _))
        {
            return _unifier.Unify(value.Type, future) ? value : null;
        }
        if (value.Type is FunctionTypeSymbol { Parameters: [], Result: var result })
        {
            return IsAwaitable(result) ? TryToFuture(CallWithoutArguments(value, result), future, contract) : null;
        }
        FunctionSymbol? wait = (contract.Joins ? Members.FindMethods(value.Type, "__join__").FirstOrDefault() : null) ?? WaitOf(value.Type);
        if (wait is not null)
        {
            return TryToFuture(CallMethod(value, wait, [], value.Span), future, contract);
        }
        if (!contract.PassesPlainValues)
        {
            return null;
        }
        BoundExpression ready = CallIntrinsic("$ready", [value.Type], [value], value.Span);
        return _unifier.Unify(ready.Type, future) ? ready : null;
    }

    private FunctionSymbol? WaitOf(TypeSymbol type) => Members.FindMethods(type, "__await__").FirstOrDefault(m => m.Parameters.IsEmpty);

    private bool IsAwaitable(TypeSymbol type) => Types.IsFuture(type, out _) || WaitOf(type) is not null;

    private bool MeansWork(TypeSymbol type) => IsAwaitable(type) || (type is FunctionTypeSymbol function && IsAwaitable(function.Result));

    private static BoundExpression CallWithoutArguments(BoundExpression function, TypeSymbol result) =>
        function is BoundFunctionReference { Function.Parameters.IsEmpty: true } reference
            ? new BoundCall(
                function.Span, result, reference.Function, reference.Receiver, reference.TypeArguments, [], reference.ContainingType)
            : new BoundInvoke(function.Span, result, function, []);

    /// <summary>How far a value is from a future; null where it cannot become one. A list has elements that become futures.</summary>
    private int? CostOfAwaiting(BoundExpression value, TypeSymbol target, AwaitableContract contract)
    {
        if (Types.IsList(target, out TypeSymbol? future))
        {
            return Types.IsList(value.Type, out TypeSymbol? element) && TryToFuture(new BoundVariable(value.Span, new LocalSymbol("", element, isMutable: false)), future, contract) is not null
                ? 1
                : null;
        }
        return TryToFuture(value, target, contract) is { } converted ? IsReady(converted) ? PlainCost : 2 : null;
    }

    private static bool IsReady(BoundExpression future) => future is BoundCall { Function.Name: "$ready" };

    /// <summary>
    /// <code>
    ///   before   gather([f(1), handle])        after   gather([f(1), handle.__await__()])
    ///   before   gather(*handles)              after   gather(*[h.__await__() for h in handles])
    /// </code>
    /// </summary>
    private BoundExpression BindAwaitables(ExpressionSyntax syntax, BoundExpression? already, TypeSymbol list, AwaitableContract contract)
    {
        if (already is null && syntax is ListSyntax literal && !HasSpread(literal.Elements))
        {
            return Convert(BindExpression(literal with { Elements = [.. literal.Elements.Select(e => new AwaitableSyntax(e, contract))] }, list), list);
        }
        BoundExpression value = already ?? BindExpression(syntax);
        if (!IsKnown(value) || _unifier.Unify(value.Type, list))
        {
            return value;
        }
        if (!Types.IsList(value.Type, out _) && Members.FindMethods(value.Type, "__iter__").IsEmpty)
        {
            return Convert(value, list, IsAwaitable(value.Type) ? $"put it into a list: `[{value.Span.Text}]`" : null);
        }
        SourceSpan span = value.Span;
        var element = new AwaitableSyntax(new NameExpressionSyntax(span, SpreadElement), contract);
        var clause = new ForClauseSyntax(span, false, new NamePatternSyntax(span, SpreadElement), new TargetSyntax(new ValueTarget(value)));
        return Convert(BindExpression(new ComprehensionSyntax(span, ComprehensionKind.List, element, null, [clause]), list), list);
    }

    private string FutureHelp(BoundExpression value, TypeSymbol future)
    {
        if (value.Type is FunctionTypeSymbol function)
        {
            return !IsAwaitable(function.Result) ? value is BoundClosure ? "write `async` before it" : "declare it `async`, or run it on a thread of its own by `spawn_blocking`"
                : value is BoundClosure ? "make it a closure without parameters"
                : $"call it: `{value.Span.Text}({string.Join(", ", function.Parameters.Select(_ => "…"))})`";
        }
        if (value is BoundCall { Function: { IsAsync: false } called })
        {
            return $"declare `async def {called.Name}`, or run it on a thread of its own by `spawn_blocking`";
        }
        return Types.IsFuture(future, out TypeSymbol? element) && element.Resolved is not InferenceTypeSymbol
            ? $"pass a call of an async function that gives `{element}`"
            : "pass a call of an async function, an async closure or a handle";
    }
}
