using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Moves;

// A loop that receives until its channel is closed never ends while the same body keeps a sender of it that is neither used in the loop nor closed.
internal sealed partial class MoveWalker
{
    /// <summary>By a receiver that was opened here, the sender it was opened with.</summary>
    private readonly Dictionary<VariableSymbol, VariableSymbol> _senders = [];

    private void OpenChannel(BoundDestructuringDeclaration opened)
    {
        if (opened is { Value: BoundCall { Function: ImportedFunctionSymbol }, Pattern: BoundTuplePattern { Elements: [BoundBindingPattern { Local: var sender }, BoundBindingPattern { Local: var receiver }] } }
            && sender.Type is NamedTypeSymbol { Definition.ValueKind: ValueKind.Resource }
            && receiver.Type is NamedTypeSymbol { Definition: { ValueKind: ValueKind.Resource } definition } && definition.FindMethods("__select_receive__").Any())
        {
            _senders[receiver] = sender;
        }
    }

    private void CheckEnds(BoundExpression source, LoopTarget loop, BoundBlock body)
    {
        // Around a loop in a region something else may end it.
        if (source is BoundVariable { Variable: var receiver } && _handlers.Count == 0
            && _senders.TryGetValue(receiver, out VariableSymbol? sender)
            && _state?[sender] is { MayOwn: true, Moved: null } && !CanLeave(body, loop)
            && !Names(body, sender) && !Names(body, receiver) && !BoundTree.Any(_body, n => EndsOrLends(n, sender, receiver)))
        {
            _reports.Add(SendErrors.NeverEnds(source.Span, receiver.Name, sender.Name, sender.Span ?? source.Span));
        }
    }

    private static bool CanLeave(BoundBlock body, LoopTarget loop) => BoundTree.Any(body, n =>
        n is BoundReturn or BoundRaise or BoundPropagate or BoundAssert || (n is BoundBreak exit && exit.Target == loop) || (n is BoundExpression { Type: PrimitiveTypeSymbol { Kind: PrimitiveKind.Never } }));

    /// <summary>An end is closed, or something that was lent it or is another end may close it.</summary>
    private static bool EndsOrLends(BoundNode node, VariableSymbol sender, VariableSymbol receiver) => node is BoundCall call
        && ((call is { Function: ImportedFunctionSymbol { Contract.ClosesReceiver: true }, Receiver: { } closed } && (Is(closed, sender) || Is(closed, receiver)))
            || (call.Receiver is { } self && Is(self, receiver) && call.Type.Equals(receiver.Type))
            || call.Arguments.Any(a => a.Parameter.Mode != ParameterMode.Value && (Is(a.Value, sender) || Is(a.Value, receiver))));

    private static bool Names(BoundNode body, VariableSymbol variable) => BoundTree.Any(body, n => n is BoundExpression e && Is(e, variable));

    private static bool Is(BoundExpression expression, VariableSymbol variable) => expression is BoundVariable { Variable: var named } && named == variable;
}
