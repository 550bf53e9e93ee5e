using System.Globalization;
using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The protocol of <c>async with</c>: <c>__aenter__</c> and <c>__aexit__</c>.</summary>
internal sealed partial class BodyBinder
{
    private (BoundExpression Entered, BoundStatement Exit) EnterAndExitAsync(BoundExpression value, BoundVariable read, SourceSpan span)
    {
        if (!IsKnown(value))
        {
            return (new BoundErrorExpression(span), new BoundExpressionStatement(span, new BoundErrorExpression(span)));
        }
        FunctionSymbol? enter = Members.FindMethods(value.Type, "__aenter__").FirstOrDefault(m => m is { IsAsync: true, Parameters.IsEmpty: true });
        FunctionSymbol? exit = Members.FindMethods(value.Type, "__aexit__").FirstOrDefault(m => m.IsAsync && (m.Parameters.IsEmpty || TakesExit(m)));
        return enter is not null && exit is not null
            ? (AwaitCall(read, enter, span, []), new BoundExpressionStatement(span, AwaitCall(read, exit, span, TakesExit(exit) ? [new BoundBlockExit(span, exit.Parameters[0].Type)] : [])))
            : Unenterable(AsyncProtocolErrors.NotAsyncContextManager(span, value.Type, HelpForAsyncWith(value)));
    }

    /// <summary>What bounds its block is told how the block ended.</summary>
    private bool TakesExit(FunctionSymbol exit) => exit.Parameters is [{ Type: NamedTypeSymbol type }] && type.Definition == _context.Library.Type(WellKnownTypes.BlockExit);

    private BoundExpression AwaitCall(BoundExpression receiver, FunctionSymbol method, SourceSpan span, ImmutableArray<BoundExpression> arguments)
    {
        BoundExpression call = CallMethod(receiver, method, arguments, span);
        return Types.IsFuture(call.Type, out TypeSymbol? value) ? new BoundAwait(span, value, call, null, IsIdentity: false) : call;
    }

    private string? HelpForAsyncWith(BoundExpression value)
    {
        TypeSymbol type = value.Type;
        string text = value.Span.Text;
        return Types.IsFuture(type, out TypeSymbol? awaited) ? (IsSyncContextManager(awaited) ? $"write `with await {text} as …:`" : $"await it first: `async with await {text}`")
            : InsteadOf(type, "__enter__") is { } instead ? string.Format(CultureInfo.InvariantCulture, instead, text)
            : Types.IsResult(type, out _, out _) || Types.IsOption(type, out _) ? $"take the value out first: `{text}?`"
            : IsSyncContextManager(type) ? "nothing of it has to be awaited: write `with`"
            : !Members.FindMethods(type, "__aenter__").IsEmpty || !Members.FindMethods(type, "__aexit__").IsEmpty
                ? "declare `async def __aenter__(self) -> T` and `async def __aexit__(self) -> None`, both async and without further parameters"
            : type is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol }
                ? $"give `{type}` the methods `async def __aenter__(self) -> T` and `async def __aexit__(self) -> None`"
            : null;
    }

    private bool IsSyncContextManager(TypeSymbol type) =>
        !Members.FindMethods(type, "__enter__").IsEmpty || type is NamedTypeSymbol { Definition: ImportedTypeSymbol { IsReleasable: true } };
}
