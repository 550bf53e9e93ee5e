using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Channels;

/// <summary>A loop that ends by itself when a channel does: <c>async for</c>, <c>while let Some(v) = await rx.recv()</c>, or an endless loop around one.</summary>
internal sealed record ReceiveLoop(BoundExpression Receiver, LoopTarget Target, BoundBlock Body)
{
    public static ReceiveLoop? Of(BoundNode node) => node switch
    {
        BoundExpressionStatement { Expression: var loop } => Of(loop),
        BoundConversion { Operand: var loop } => Of(loop),
        BoundFor { Iteration: { Kind: IterationKind.Async, Source: var source } } loop when ChannelTypes.IsReceiver(source.Type) => new(source, loop.Target, loop.Body),
        BoundWhile { Condition: { Pattern: not null, Value: var value } } loop when ReceiverOf(value) is { } receiver => new(receiver, loop.Target, loop.Body),
        BoundWhile { Condition: { Pattern: null, Value: BoundLiteral { Value: true } } } loop when OnlyReceiver(loop.Body) is { } receiver => new(receiver, loop.Target, loop.Body),
        BoundComprehension { Clauses: [{ Iteration: { Kind: IterationKind.Async, Source: var source } }] } all when ChannelTypes.IsReceiver(source.Type) =>
            new(source, new LoopTarget(), new BoundBlock(all.Span, [])),
        BoundLoop loop when OnlyReceiver(loop.Body) is { } receiver => new(receiver, loop.Target, loop.Body),
        _ => null,
    };

    /// <summary>The receiver of <c>await rx.recv()</c>.</summary>
    public static BoundExpression? ReceiverOf(BoundExpression value) =>
        value is BoundAwait { Operand: BoundCall { Receiver: { } receiver }, Type: NamedTypeSymbol } && ChannelTypes.IsReceiver(receiver.Type) ? receiver : null;

    /// <summary>The receiver of <c>v from rx</c> and <c>closed from rx</c>.</summary>
    private static BoundExpression? ReceiverOfArm(BoundNode node) =>
        node is BoundCall { Function.Name: "__select_receive__" or "__select_closed__", Receiver: { } receiver } ? receiver : null;

    /// <summary>What all waits of the body are for.</summary>
    private static BoundExpression? OnlyReceiver(BoundBlock body)
    {
        BoundExpression? only = null;
        bool isOne = true;
        BoundTree.Walk(body, node =>
        {
            if ((node as BoundAwait is { } wait ? ReceiverOf(wait) : ReceiverOfArm(node)) is { } receiver)
            {
                isOne &= only is null || ChannelMap.Root(only) == ChannelMap.Root(receiver);
                only ??= receiver;
            }
            return node is not BoundClosure;
        });
        return isOne ? only : null;
    }
}
