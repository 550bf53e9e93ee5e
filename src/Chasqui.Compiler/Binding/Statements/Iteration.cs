using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    /// <summary>A tuple that is written where something is walked over, or looked into, is a list.</summary>
    private BoundExpression BindIterable(ExpressionSyntax syntax) =>
        BindExpression(syntax is TupleSyntax tuple ? new ListSyntax(tuple.Span, tuple.Elements) : syntax);

    /// <summary>How a value is iterated. A dict gives keys to one name and pairs to two.</summary>
    private BoundIteration Iterate(BoundExpression source, PatternSyntax? target = null)
    {
        TypeSymbol type = source.Type;
        if (!IsKnown(source))
        {
            return new BoundIteration(source, IterationKind.Iterator, ErrorTypeSymbol.Instance);
        }
        if (Types.IsRange(type))
        {
            return new BoundIteration(source, IterationKind.Range, PrimitiveTypeSymbol.Int);
        }
        if (Types.IsList(type, out TypeSymbol? element))
        {
            return new BoundIteration(source, IterationKind.List, element);
        }
        if (type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str })
        {
            return new BoundIteration(source, IterationKind.Str, type);
        }
        if (target is TuplePatternSyntax && Types.IsDict(type, out _, out _) && Members.FindMethods(type, "items") is [var items, ..])
        {
            return Iterate(CallMethod(source, items, [], source.Span));
        }
        if (FindFallibleNext(source) is not null)
        {
            Report(TypeErrors.NotIterable(source.Span, type, $"each step may fail: `for … in {source.Span.Text}?:`"));
            return new BoundIteration(source, IterationKind.Iterator, ErrorTypeSymbol.Instance);
        }
        // What adopts a trait of the library is iterated through the iterator that the trait makes.
        if (FindNext(type) is { } ownNext && !(ownNext is ImportedFunctionSymbol && !Types.IsIterator(type)))
        {
            return Stepwise(source, null, source.Type, ownNext);
        }
        if (FindIter(type) is { } iter
            && CallMethod(source, iter, [], source.Span).Type is var iterator
            && FindNext(iterator) is { } next)
        {
            return Stepwise(source, iter, iterator, next);
        }
        if (FindAsyncNext(type) is not null || FindAsyncIter(type) is not null)
        {
            Report(AsyncProtocolErrors.NeedsAsyncFor(source.Span, type));
            return new BoundIteration(source, IterationKind.Iterator, ErrorTypeSymbol.Instance);
        }
        string? help = type switch
        {
            PrimitiveTypeSymbol { IsInteger: true } => $"count up to it: `range({source.Span.Text})`",
            TypeSymbol t when Types.IsOption(t, out _) => "the value may be missing: take it out first",
            TypeSymbol t when Types.IsFuture(t, out _) => $"await it: `await {source.Span.Text}`",
            TupleTypeSymbol => "unpack it, or make it a list",
            FunctionTypeSymbol { Parameters.IsEmpty: true } => $"call it: `{source.Span.Text}()`",
            _ => null,
        };
        Report(TypeErrors.NotIterable(source.Span, type, help));
        return new BoundIteration(source, IterationKind.Iterator, ErrorTypeSymbol.Instance);
    }

    private FunctionSymbol? FindIter(TypeSymbol type) =>
        Members.FindMethods(type, "__iter__").FirstOrDefault() ?? Members.FindMethods(type, "iter").FirstOrDefault(m => m is ImportedFunctionSymbol && m.Parameters.IsEmpty);

    private FunctionSymbol? FindNext(TypeSymbol type) =>
        Members.FindMethods(type, "__next__").FirstOrDefault(m => m.Parameters.IsEmpty);

    private BoundIteration Stepwise(BoundExpression source, FunctionSymbol? iter, TypeSymbol iterator, FunctionSymbol next)
    {
        Instance step = Instantiate(next, new BoundConversion(source.Span, iterator, BoundConversionKind.ToTrait, source), null, null, source.Span);
        TypeSymbol element = Types.IsOption(step.Result, out TypeSymbol? item) ? item : ErrorTypeSymbol.Instance;
        bool isUser = next is Symbols.Source.SourceFunctionSymbol;
        return new BoundIteration(source, isUser ? IterationKind.Protocol : IterationKind.Iterator, element, iter, next);
    }

    /// <summary>The step of an iterator that may fail at each element: <c>__next__() -> Result[Option[T], E]</c>.</summary>
    private (FunctionSymbol? Iter, FunctionSymbol Next)? FindFallibleNext(BoundExpression source)
    {
        if (FindNext(source.Type) is { } own)
        {
            return IsFallible(own) ? (null, own) : null;
        }
        return Members.FindMethods(source.Type, "__iter__").FirstOrDefault(m => m.Parameters.IsEmpty) is { } iter
            && FindNext(CallMethod(source, iter, [], source.Span).Type) is { } next && IsFallible(next)
                ? (iter, next)
                : null;

        bool IsFallible(FunctionSymbol step) => Types.IsResult(step.ReturnType, out TypeSymbol? item, out _) && Types.IsOption(item, out _);
    }

    /// <summary>
    /// <code>
    ///   before   for x in rows?: body        after   mut $it = rows.__iter__()
    ///                                                while let Some(x) = $it.__next__()?: body
    /// </code>
    /// </summary>
    private BoundStatement BindFallibleFor(ForSyntax syntax, BoundExpression source, (FunctionSymbol? Iter, FunctionSymbol Next) steps)
    {
        BoundExpression iterable = steps.Iter is null ? source : CallMethod(source, steps.Iter, [], source.Span);
        var iterator = new LocalSymbol("", iterable.RawType, isMutable: true);
        BoundExpression step = Propagate(CallMethod(new BoundVariable(source.Span, iterator), steps.Next, [], source.Span), syntax.Iterable.Span);
        Types.IsOption(step.Type, out TypeSymbol? element);
        EndNarrowings(syntax.Body);
        var loop = new LoopFrame();
        OpenScope();
        BoundPattern item = BindPattern(syntax.Target, element ?? ErrorTypeSymbol.Instance);
        _frame.Loops.Push(loop);
        var body = new BoundBlock(syntax.Body.Span, BindStatements(syntax.Body.Statements));
        _frame.Loops.Pop();
        CloseScope();
        var condition = new BoundCondition(syntax.Iterable.Span, new BoundVariantPattern(syntax.Target.Span, step.Type, Types.Some, [item]), step);
        return new BoundBlock(syntax.Span, [new BoundLocalDeclaration(source.Span, iterator, iterable), new BoundWhile(syntax.Span, loop.Target, condition, body)]);
    }
}
