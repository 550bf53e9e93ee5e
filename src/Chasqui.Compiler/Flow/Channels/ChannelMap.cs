using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Channels;

/// <summary>
/// Which names of one body have ends of the channels that it opens. A name that may have an end on some path has it; what cannot be followed
/// (a field of a parameter, what a function makes of an end) has none.
/// </summary>
internal sealed class ChannelMap
{
    private readonly ChannelSummaries _summaries;
    private readonly Dictionary<VariableSymbol, ChannelEnds> _held = [];
    private readonly Dictionary<BoundNode, ChannelEnds> _opened = new(ReferenceEqualityComparer.Instance);

    public ChannelMap(ChannelSummaries summaries, BoundNode body)
    {
        _summaries = summaries;
        if (BoundTree.Any(body, n => n is BoundCall call && summaries.Opens(call)))
        {
            BoundTree.Visit(body, Note);
        }
    }

    public bool IsEmpty => _held.Count == 0;

    public ChannelEnds this[VariableSymbol variable] => _held.GetValueOrDefault(variable) ?? new ChannelEnds();

    public static VariableSymbol? Root(BoundExpression place) => place switch
    {
        BoundVariable variable => variable.Variable,
        BoundFieldAccess field => Root(field.Receiver),
        BoundTupleElement element => Root(element.Receiver),
        BoundIndex index => Root(index.Receiver),
        BoundConversion conversion => Root(conversion.Operand),
        _ => null,
    };

    private void Note(BoundNode node)
    {
        switch (node)
        {
            case BoundLocalDeclaration declaration:
                Give(declaration.Local, declaration.Initializer);
                break;
            case BoundDestructuringDeclaration { Pattern: BoundBindingPattern { Local: var local, Inner: null }, Value: var value }:
                Give(local, value);
                break;
            case BoundDestructuringDeclaration unpacking:
                Unpack(unpacking.Pattern, unpacking.Value);
                break;
            case BoundAssignment { Target: BoundVariable { Variable: var variable }, Value: var value }:
                Held(variable).Add(Of(value).In(variable.Type));
                break;
            case BoundFor loop:
                Unpack(loop.Pattern, loop.Iteration.Source);
                break;
            case BoundCall { Function: ImportedFunctionSymbol function, Receiver: { } receiver } call when Root(receiver) is { } holder:
                foreach (BoundArgument argument in call.Arguments)
                {
                    if (argument.Parameter.Sent is not null)
                    {
                        Held(holder).Drained.UnionWith(Held(holder).IsCutShort ? [] : Of(argument.Value).Drained);
                    }
                    else if (function.MutatesReceiver)
                    {
                        Held(holder).Add(Of(argument.Value).In(receiver.Type));
                    }
                }
                break;
        }
    }

    private ChannelEnds Held(VariableSymbol variable)
    {
        if (!_held.TryGetValue(variable, out ChannelEnds? ends))
        {
            _held[variable] = ends = new ChannelEnds();
        }
        return ends;
    }

    private void Give(VariableSymbol variable, BoundExpression value)
    {
        switch (value)
        {
            case BoundVariable { Variable: var other }:
            case BoundAwait { Operand: BoundCall { Function.Name: "__aenter__", Receiver: BoundVariable { Variable: var manager } } } when (other = manager) is not null:
                _held[variable] = Held(other);
                break;
            case BoundCall { Function.Name: "$concurrent", Arguments: [{ Value: BoundLiteral { Value: long mode } }, ..] }:
                Held(variable).IsCutShort = (ConcurrentMode)mode is ConcurrentMode.First or ConcurrentMode.Timeout;
                break;
            default:
                Held(variable).Add(Of(value).In(variable.Type));
                break;
        }
        foreach (OpenedChannel channel in ChannelTypes.IsReceiver(variable.Type) ? this[variable].Receivers : [])
        {
            channel.Receiver = variable.Name;
        }
    }

    private void Unpack(BoundPattern pattern, BoundExpression value)
    {
        if (pattern is BoundTuplePattern tuple && value is BoundTuple { Elements: var elements } && elements.Length == tuple.Elements.Length)
        {
            foreach ((BoundPattern part, BoundExpression element) in tuple.Elements.Zip(elements))
            {
                Unpack(part, element);
            }
            return;
        }
        ChannelEnds ends = Of(value);
        BoundTree.Visit(pattern, node =>
        {
            if (node is BoundBindingPattern { Local: var local })
            {
                Held(local).Add(ends.In(local.Type));
                foreach (OpenedChannel channel in ChannelTypes.IsReceiver(local.Type) ? ends.Receivers : [])
                {
                    channel.Receiver = local.Name;
                }
            }
        });
    }

    public ChannelEnds Of(BoundExpression value)
    {
        switch (value)
        {
            case BoundVariable variable:
                return this[variable.Variable];
            case BoundFieldAccess or BoundTupleElement or BoundIndex:
                return Root(value) is { } root ? this[root].In(value.Type) : new ChannelEnds();
            case BoundCall call:
                return OfCall(call);
            case BoundAwait { Operand: BoundCall call } when _summaries.Opens(call):
                return OfCall(call);
            case BoundInvoke invoke:
                return Of(invoke.Callee).In(invoke.Type);
            case BoundClosure closure:
                var kept = new ChannelEnds();
                foreach (VariableSymbol capture in closure.Captures)
                {
                    kept.Senders.UnionWith(this[capture].Senders);
                    kept.Drained.UnionWith(closure.Function.IsAsync && _summaries.IsDrained(closure.Body, capture) ? this[capture].Receivers : []);
                }
                return kept;
            case BoundConversion or BoundTuple or BoundListLiteral or BoundSetLiteral or BoundConstruction or BoundVariantConstruction:
                return BoundChildren.Of(value).Aggregate(new ChannelEnds(), (all, part) => all.Add(Of(part)));
            case BoundComprehension comprehension:
                return Of(comprehension.Element);
            default:
                return new ChannelEnds();
        }
    }

    private ChannelEnds OfCall(BoundCall call)
    {
        var ends = new ChannelEnds();
        if (_summaries.Opens(call))
        {
            if (!_opened.TryGetValue(call, out ChannelEnds? opened))
            {
                _opened[call] = opened = new ChannelEnds();
                var channel = new OpenedChannel();
                opened.Senders.Add(channel);
                opened.Receivers.Add(channel);
            }
            return opened;
        }
        if (call.Function is ImportedFunctionSymbol)
        {
            foreach (BoundExpression part in BoundChildren.Optional(call.Receiver).Concat(call.Arguments.Where(a => !a.Parameter.CanLose).Select(a => a.Value)))
            {
                ends.Add(Of(part));
            }
            if (call.Receiver is { } sender && ChannelTypes.IsSender(sender.Type))
            {
                // A sender that makes receivers makes them of its own channel.
                ends.Receivers.UnionWith(ends.Senders);
            }
            return ends.In(call.Type);
        }
        foreach (int drained in _summaries.DrainedParameters(call.Function))
        {
            ends.Drained.UnionWith(call.Arguments.Where(a => a.Parameter == call.Function.Parameters[drained]).SelectMany(a => Of(a.Value).Receivers));
        }
        return ends;
    }
}
