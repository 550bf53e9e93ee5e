using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Sending;

// A call of an async method on a resource borrows the resource until it ends, and so does a `ref` argument. So its future stays in the body.
internal sealed partial class BodySends
{
    private void Keep(BoundExpression value, string how)
    {
        foreach ((_, BoundExpression made) in Origins(value))
        {
            switch (made)
            {
                case BoundCall call when BorrowedBy(call) is { } resource:
                    Report(SendErrors.FutureEscapes(value.Span, NameOf(resource), how));
                    break;
                case BoundClosure closure when closure.Captures.FirstOrDefault(c => c is ParameterSymbol { Mode: not ParameterMode.Value } or SelfSymbol && ownership.Types.IsResource(c.Type)) is { } borrowed:
                    Report(SendErrors.ClosureEscapes(closure.FirstUse(borrowed), borrowed.Name, how));
                    break;
            }
        }
    }

    /// <summary>Null for a call that borrows nothing; what one changes in place is reported by itself.</summary>
    private BoundExpression? BorrowedBy(BoundCall call)
    {
        if (!IsFuture(call.Type) || call.Function is not { IsAsync: true } called || called is SourceFunctionSymbol { MutatesReceiver: true })
        {
            return null;
        }
        return call.Receiver is { } receiver && ownership.Types.IsResource(receiver.Type) && called is not (ImportedFunctionSymbol { Contract.ConsumesReceiver: true } or { Name: "__await__" })
            ? receiver
            : call.Arguments.FirstOrDefault(a => a.Parameter.Mode == ParameterMode.Ref && ownership.Types.IsResource(a.Value.Type))?.Value;
    }

    /// <summary>A place that lives longer than the body.</summary>
    private static bool IsOutside(BoundExpression place) => place switch
    {
        BoundVariable { Variable: SelfSymbol or ParameterSymbol { Mode: not ParameterMode.Value } or GlobalSymbol } => true,
        BoundFieldAccess field => IsOutside(field.Receiver),
        BoundIndex index => IsOutside(index.Receiver),
        BoundTupleElement element => IsOutside(element.Receiver),
        _ => false,
    };
}
