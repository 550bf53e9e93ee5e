using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The protocols of <c>async for</c>: <c>__aiter__</c>, <c>__anext__</c>, and <c>__aclose__</c> for what has to be left in order.</summary>
internal sealed partial class BodyBinder
{
    private BoundIteration IterateAsync(BoundExpression source)
    {
        TypeSymbol type = source.Type;
        var unknown = new BoundIteration(source, IterationKind.Async, ErrorTypeSymbol.Instance);
        if (!IsKnown(source))
        {
            return unknown;
        }
        FunctionSymbol? iter = FindAsyncNext(type) is null ? FindAsyncIter(type) : null;
        TypeSymbol iterator = iter is null ? type : CallMethod(source, iter, [], source.Span).Type;
        if (FindAsyncNext(iterator) is not { } next)
        {
            Report(AsyncProtocolErrors.NotAsyncIterable(source.Span, type, HelpForAsyncFor(source)));
            return unknown;
        }
        TypeSymbol step = Instantiate(next, new BoundConversion(source.Span, iterator, BoundConversionKind.ToTrait, source), null, null, source.Span).Result;
        if (!next.IsAsync || !Types.IsFuture(step, out TypeSymbol? item) || !Types.IsOption(item, out TypeSymbol? element))
        {
            Report(AsyncProtocolErrors.BadStep(source.Span, iterator));
            return unknown;
        }
        // What stands in a variable goes on after the loop.
        bool isBorrowed = iter is null && source.IsPlace && IsResource(type);
        FunctionSymbol? close = isBorrowed ? null : Members.FindMethods(iterator, "__aclose__").FirstOrDefault(m => m is { IsAsync: true, Parameters.IsEmpty: true });
        return new BoundIteration(source, IterationKind.Async, element, iter, next, close);
    }

    private static bool IsResource(TypeSymbol type) => type is NamedTypeSymbol { Definition.ValueKind: ValueKind.Resource };

    private FunctionSymbol? FindAsyncNext(TypeSymbol type) => Members.FindMethods(type, "__anext__").FirstOrDefault(m => m.Parameters.IsEmpty);

    private FunctionSymbol? FindAsyncIter(TypeSymbol type) => Members.FindMethods(type, "__aiter__").FirstOrDefault(m => m is { IsAsync: false, Parameters.IsEmpty: true });

    private string? HelpForAsyncFor(BoundExpression source)
    {
        TypeSymbol type = source.Type;
        string text = source.Span.Text;
        return source is BoundCall { Receiver: { } receiver } && Types.IsFuture(type, out _) && !Members.FindMethods(receiver.Type, "__anext__").IsEmpty ? $"its elements come one by one: `async for … in {receiver.Span.Text}`"
            : Types.IsFuture(type, out _) ? $"await it first: `async for … in await {text}`"
            : type is FunctionTypeSymbol { Parameters.IsEmpty: true } ? $"call it: `{text}()`"
            : IsIterable(type) ? "its elements need no waiting: write `for`"
            : type is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol } ? $"give `{type}` the method `async def __anext__(mut self) -> Option[T]`"
            : null;
    }

    private bool IsIterable(TypeSymbol type) =>
        Types.IsRange(type) || type == PrimitiveTypeSymbol.Str || FindNext(type) is not null || FindIter(type) is not null;

    /// <summary>The words that begin a statement or clause.</summary>
    private static SourceSpan KeywordsOf(SourceSpan span, string words) => new(span.Source, span.Start, words.Length);
}
