using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Channels;

/// <summary>What the functions of a program do with channels, as far as their callers must know: open one, read one to its end.</summary>
internal sealed class ChannelSummaries
{
    private readonly Dictionary<FunctionSymbol, BoundFunction> _bodies;
    private readonly Dictionary<FunctionSymbol, bool> _opening = [];
    private readonly Dictionary<FunctionSymbol, int[]> _draining = [];

    public ChannelSummaries(BoundProgram program) =>
        _bodies = program.Modules.SelectMany(m => m.Functions).DistinctBy(f => f.Function).ToDictionary(f => f.Function);

    /// <summary>Whether what a call gives has both ends of a new channel, whose receiver nobody else has.</summary>
    public bool Opens(BoundCall call)
    {
        if (call.Receiver is not null)
        {
            return false;
        }
        TypeSymbol result = call.Function.ReturnType.Resolved;
        if (call.Function is ImportedFunctionSymbol)
        {
            return result is TupleTypeSymbol { Elements: [var sender, var receiver] } && ChannelTypes.IsSender(sender) && ChannelTypes.IsReceiver(receiver);
        }
        if (_opening.TryGetValue(call.Function, out bool known))
        {
            return known;
        }
        _opening[call.Function] = false;
        return ChannelTypes.HasBoth(result) && _bodies.TryGetValue(call.Function, out BoundFunction? function)
            && (_opening[call.Function] = ReturnsNewChannel(function.Body));
    }

    private bool ReturnsNewChannel(BoundBlock body)
    {
        var map = new ChannelMap(this, body);
        var returned = new List<BoundExpression>();
        BoundTree.Walk(body, node =>
        {
            returned.AddRange(node is BoundReturn { Value: { } value } ? [value] : []);
            return node is not BoundClosure;
        });
        return returned.Count > 0
            && returned.TrueForAll(r => map.Of(r) is { Senders.Count: 1 } ends && ends.Senders.SetEquals(ends.Receivers))
            && !BoundTree.Any(body, n => n is BoundCall call && EndsReading(call, v => map[v].Receivers.Count > 0));
    }

    /// <summary>The parameters whose channel must be at its end before a call of the function is over, unless it fails.</summary>
    public IReadOnlyList<int> DrainedParameters(FunctionSymbol function)
    {
        if (!function.IsAsync || !_bodies.TryGetValue(function, out BoundFunction? bound))
        {
            return [];
        }
        if (!_draining.TryGetValue(function, out int[]? drained))
        {
            _draining[function] = [];
            _draining[function] = drained = [.. Enumerable.Range(0, function.Parameters.Length).Where(i => IsDrained(bound.Body, function.Parameters[i]))];
        }
        return drained;
    }

    /// <summary>Whether a body comes to an endless loop over a receiver, on every path.</summary>
    public bool IsDrained(BoundBlock body, VariableSymbol receiver) =>
        ChannelTypes.IsReceiver(receiver.Type) && !BoundTree.Any(body, n => n is BoundCall call && EndsReading(call, v => v == receiver)) && ComesToLoop(body, receiver) == true;

    /// <summary>Null where the end of the statements is reached without one.</summary>
    private bool? ComesToLoop(BoundBlock block, VariableSymbol receiver)
    {
        if (block.Statements is [BoundLocalDeclaration { Local.Type: NamedTypeSymbol { Definition: ImportedTypeSymbol { CanLose: true } } }, ..])
        {
            return false;
        }
        foreach (BoundStatement statement in block.Statements)
        {
            if (ReceiveLoop.Of(statement) is { } loop && ChannelMap.Root(loop.Receiver) == receiver)
            {
                return !LoopExits.CanLeave(loop, this);
            }
            BoundExpression? value = (statement as BoundExpressionStatement)?.Expression ?? (statement as BoundLocalDeclaration)?.Initializer ?? (statement as BoundReturn)?.Value;
            if (value is BoundConversion { Operand: var converted })
            {
                value = converted;
            }
            if (value is BoundAwait { Operand: BoundCall call }
                && DrainedParameters(call.Function).Any(i => call.Arguments.Any(a => a.Parameter == call.Function.Parameters[i] && ChannelMap.Root(a.Value) == receiver)))
            {
                return true;
            }
            BoundBlock? inner = statement as BoundBlock ?? (statement as BoundTry)?.Body;
            if (inner is not null && ComesToLoop(inner, receiver) is { } known)
            {
                return known;
            }
            if (inner is null && LoopExits.Leaves(statement, this))
            {
                return false;
            }
        }
        return null;
    }

    /// <summary>Whether a function fails on purpose.</summary>
    public bool Raises(FunctionSymbol function) =>
        _bodies.TryGetValue(function, out BoundFunction? bound) && BoundTree.Any(bound.Body, n => n is BoundRaise or BoundAssert);

    /// <summary>A call that closes an end, or lets something have it that may.</summary>
    public static bool EndsReading(BoundCall call, Func<VariableSymbol, bool> isEnd) =>
        (call.Receiver is { } receiver && ChannelMap.Root(receiver) is { } root
            && (call.Function is not ImportedFunctionSymbol { Contract.ClosesReceiver: false } || ChannelTypes.IsClosingReceiver(call.Type)) && isEnd(root))
        || call.Arguments.Any(a => a.Parameter.Mode != Syntax.Ast.ParameterMode.Value && ChannelMap.Root(a.Value) is { } lent && isEnd(lent));
}
