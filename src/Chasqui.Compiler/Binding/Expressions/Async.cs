using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundExpression BindAwait(AwaitSyntax syntax, TypeSymbol? expected)
    {
        RequireAsync(syntax.KeywordSpan, "await");
        BoundExpression operand = BindExpression(syntax.Operand, expected is null ? null : Types.Future(expected));
        if (!IsKnown(operand))
        {
            return new BoundErrorExpression(syntax.Span);
        }
        if (TryAwait(operand, syntax.Span) is { } wait)
        {
            return FromForeignTask(operand, wait);
        }
        if (Types.IsAsyncGenerator(operand.Type))
        {
            return Error(AsyncProtocolErrors.AwaitedGenerator(syntax.KeywordSpan, operand.Span, operand.Type));
        }
        if (operand is not BoundCall { Function: ImportedFunctionSymbol { Contract.MayBeAwaited: true } })
        {
            Report(AsyncPositionErrors.NotPending(syntax.KeywordSpan, operand.Span, operand.Type));
        }
        return new BoundAwait(syntax.Span, operand.Type, operand, null, IsIdentity: true);
    }

    /// <summary>
    /// Null where there is nothing to wait for. An <c>__await__</c> that is not async gives what is awaited in its stead:
    /// <code>
    ///   before   await x        after   await x.__await__()
    /// </code>
    /// </summary>
    private BoundAwait? TryAwait(BoundExpression operand, SourceSpan span)
    {
        if (operand is BoundCall { Function.IsAsync: true } && Types.IsFuture(operand.Type, out TypeSymbol? value))
        {
            return new BoundAwait(span, value, operand, null, IsIdentity: false);
        }
        if (WaitOf(operand.Type) is not { } method)
        {
            return null;
        }
        if (!method.IsAsync)
        {
            return TryAwait(CallMethod(operand, method, [], operand.Span), span);
        }
        TypeSymbol result = Instantiate(method, operand, null, null, span).Result;
        return new BoundAwait(span, Types.IsFuture(result, out TypeSymbol? awaited) ? awaited : result, operand, method, IsIdentity: false);
    }

    /// <summary>What is taken apart: a value that still has to be awaited is reported once, here, and not part by part.</summary>
    private BoundExpression BindSubject(ExpressionSyntax syntax, params IEnumerable<PatternSyntax> patterns) =>
        CheckAwaited(BindExpression(syntax), patterns.Any(p => p is not (NamePatternSyntax or WildcardPatternSyntax)));

    private BoundExpression CheckAwaited(BoundExpression value, bool isTakenApart = true) =>
        isTakenApart && value.Type is NamedTypeSymbol && WaitOf(value.Type) is not null && value.Type.Resolved is not NamedTypeSymbol { Definition: SourceTypeSymbol }
            ? Error(AsyncPositionErrors.NotAwaited(value.Span, value.Type))
            : value;

    /// <summary>A main that awaits becomes async; anywhere else the function must say so.</summary>
    private void RequireAsync(SourceSpan span, string form)
    {
        if (_frame.IsAsync || _context.Diagnostics.HasErrorAt(span))
        {
            return;
        }
        if (_frame.Function is SourceFunctionSymbol { IsMain: true } main)
        {
            main.BecomeAsync();
            _frame.IsAsync = true;
            return;
        }
        Report(AsyncPositionErrors.OutsideAsync(span, form, _frame));
    }

    private BoundExpression BindPropagate(PropagateSyntax syntax) => Propagate(BindExpression(syntax.Operand), syntax.Span);

    private BoundExpression Propagate(BoundExpression operand, SourceSpan span)
    {
        if (!IsKnown(operand))
        {
            return new BoundErrorExpression(span);
        }
        SourceSpan mark = new(span.Source, span.End - 1, 1);
        TypeSymbol returned = _frame.ReturnType.Resolved;
        if (Types.IsOption(operand.Type, out TypeSymbol? some))
        {
            if (returned is InferenceTypeSymbol)
            {
                _unifier.Unify(returned, Types.Option(_unifier.Fresh(mark)));
            }
            return Types.IsOption(_frame.ReturnType, out _)
                ? new BoundPropagate(span, some, operand, _frame.ReturnType.Resolved, null, null)
                : Error(TypeErrors.BadPropagation(mark, $"`?` on an Option needs a function that returns an Option, found `{returned}`", PropagationHelp(returned)));
        }
        if (!Types.IsResult(operand.Type, out TypeSymbol? ok, out TypeSymbol? error))
        {
            return Error(TypeErrors.BadPropagation(
                mark,
                $"`?` takes an Option or a Result, found `{operand.Type}`",
                Types.IsFuture(operand.Type, out _) || !Members.FindMethods(operand.Type, "__await__").IsEmpty ? $"await it first: `(await {operand.Span.Text})?`" : null));
        }
        if (!Types.IsResult(returned, out _, out TypeSymbol? target))
        {
            return Error(TypeErrors.BadPropagation(mark, $"`?` on a Result needs a function that returns a Result, found `{returned}`", PropagationHelp(returned)));
        }
        var local = new LocalSymbol("error", error, isMutable: false);
        return TryConvertError(new BoundVariable(mark, local), target) is { } converted
            ? new BoundPropagate(span, ok, operand, returned, local, converted)
            : Error(TypeErrors.BadPropagation(mark, $"the error here is `{error}`, the function's is `{target}`", "convert it: `.map_err(…)?`"));
    }

    /// <summary>An error converts implicitly, or through <c>From</c>.</summary>
    private BoundExpression? TryConvertError(BoundExpression error, TypeSymbol target)
    {
        if (TryConvert(error, target) is { } converted)
        {
            return converted;
        }
        FunctionSymbol? from = Members.FindMethods(target, "from").FirstOrDefault(m => m.IsStatic && m.Parameters is [var p] && CanConvert(error, p.Type));
        return from is null || target is not NamedTypeSymbol named
            ? null
            : new BoundCall(error.Span, from.ReturnType.Substitute(named.Substitution), from, null, [], [new BoundArgument(from.Parameters[0], Convert(error, from.Parameters[0].Type))], named.Arguments.IsEmpty ? null : named);
    }

    private static string? PropagationHelp(TypeSymbol returned) =>
        returned is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit } ? "change the return type, or handle the failure with `match`" : null;
}
