using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Flow.Channels;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Moves;

// What reads a channel to its end never ends while the same body keeps a sender of it that nothing closes.
internal sealed partial class MoveWalker
{
    /// <summary>Made where it is asked for first; the walkers of closures share the one of their function.</summary>
    private readonly Lazy<ChannelMap> _channels;

    /// <summary>How many limits stand around, whose body is cancelled when something else comes first.</summary>
    private int _limits;

    private void Limited(bool isLimit, Action visit)
    {
        _limits += isLimit ? 1 : 0;
        visit();
        _limits -= isLimit ? 1 : 0;
    }

    private static bool IsLimit(BoundStatement first) =>
        first is BoundLocalDeclaration { Local.Type: NamedTypeSymbol { Definition: ImportedTypeSymbol { CanLose: true } } };

    /// <summary>An end that is closed here, or lent to something that may close it, ends no loop for sure.</summary>
    private void NoteClosed(BoundCall call)
    {
        if (_state is null || _channels.Value.IsEmpty)
        {
            return;
        }
        var closed = new HashSet<VariableSymbol>();
        if (ChannelSummaries.EndsReading(call, end => closed.Add(end)) || MayCancel(call, closed))
        {
            foreach (VariableSymbol end in closed)
            {
                if (_state[end] is { } holding)
                {
                    _state = _state.With(end, holding with { IsClosed = true });
                }
            }
        }
    }

    /// <summary>Whoever asks something of a handle or scope, other than to start or await a task, may cancel it.</summary>
    private bool MayCancel(BoundCall call, HashSet<VariableSymbol> holders) =>
        call is { Receiver: { } receiver, Function: ImportedFunctionSymbol { Name: not ("__aenter__" or "__aexit__" or "__await__"), Contract.ConsumesReceiver: false } }
        && ChannelMap.Root(receiver) is { } holder && _channels.Value[holder].Drained.Count > 0 && !call.Arguments.Any(a => a.Parameter.Sent is not null)
        && ChannelTypes.KindsOf(receiver.Type) == EndKinds.Wait && holders.Add(holder);

    private void CheckEnds(BoundNode node)
    {
        if (_limits == 0 && !_channels.Value.IsEmpty && ReceiveLoop.Of(node) is { } loop && !LoopExits.CanLeave(loop, _runtime.Channels))
        {
            foreach (OpenedChannel channel in _channels.Value.Of(loop.Receiver).Receivers)
            {
                bool isUsed = BoundTree.Any(loop.Body, n => n is BoundVariable { Variable: var named } && _channels.Value[named].Senders.Contains(channel))
                    || BoundTree.Any(loop.Body, n => n is BoundCall call && ChannelSummaries.EndsReading(call, v => _channels.Value[v].Receivers.Contains(channel)));
                if (!isUsed)
                {
                    ReportEndless(channel, (sender, part, opened) => SendErrors.NeverEnds(loop.Receiver.Span, loop.Receiver.Span.Text, sender, part, opened));
                }
            }
        }
    }

    /// <summary>A wait for something that reads a channel to its end.</summary>
    private void CheckWait(BoundAwait wait)
    {
        if (_limits > 0 || _channels.Value.IsEmpty)
        {
            return;
        }
        ChannelEnds ends = _channels.Value.Of(wait.Operand);
        foreach (OpenedChannel channel in ends.Drained)
        {
            ReportEndless(channel, (sender, part, opened) => SendErrors.WaitNeverEnds(wait.Span, channel.Receiver, sender, part, opened));
        }
    }

    private void ReportEndless(OpenedChannel channel, Func<string, string, SourceSpan, Diagnostics.Diagnostic> report)
    {
        if (_state is null || _state.Known.Any(v => _state[v] is { IsClosed: true } && _channels.Value[v] is var ends && (ends.Receivers.Contains(channel) || ends.Senders.Contains(channel))))
        {
            return;
        }
        VariableSymbol? holder = _state.Owners.FirstOrDefault(v =>
            v.Name.Length > 0 && _state[v] is { Moved: null, Parts.IsEmpty: true } && _channels.Value[v].Senders.Contains(channel));
        if (holder is { Span: { } opened })
        {
            _reports.AddOnce(channel, report(holder.Name, ChannelTypes.IsSender(holder.Type) ? "" : "which holds ", opened));
        }
    }
}
