using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>Calls in an async body that keep its thread: no other task can use it meanwhile.</summary>
internal sealed class BlockingCalls(TypeDefinitionSymbol asyncGenerator, DiagnosticBag diagnostics)
{
    public void Check(FunctionSymbol function, BoundBlock body) => Check(body, IsAsync(function));

    private void Check(BoundBlock body, bool isAsync)
    {
        // What the library is given to call at once runs in the body.
        var inline = new HashSet<BoundNode>(ReferenceEqualityComparer.Instance);
        BoundTree.Walk(body, node => Enter(node, isAsync, inline));
    }

    private bool Enter(BoundNode node, bool isAsync, HashSet<BoundNode> inline)
    {
        if (node is BoundClosure closure)
        {
            Check(closure.Body, IsAsync(closure.Function) || (isAsync && inline.Contains(closure)));
            return false;
        }
        if (node is BoundCall { Function: ImportedFunctionSymbol } library)
        {
            inline.UnionWith(library.Arguments.Where(a => a.Parameter is { Sent: null, Type: FunctionTypeSymbol }).Select(a => a.Value));
        }
        if (isAsync && node is BoundCall call)
        {
            if (FunctionMarks.Has(call.Function, "cpu_bound"))
            {
                diagnostics.Add(FlowErrors.BlockingCall(call.Span, call.Function.Name, isBusy: true, null));
            }
            else if (FunctionMarks.Has(call.Function, "blocking") || call.Function is ImportedFunctionSymbol { Contract.BlockingAlternative: not null })
            {
                string? instead = (call.Function as ImportedFunctionSymbol)?.Contract.BlockingAlternative?
                    .Replace("{receiver}", call.Receiver is { Span.Length: <= 40 and var length } receiver && length > 0 ? receiver.Span.Text : "…", StringComparison.Ordinal);
                diagnostics.Add(FlowErrors.BlockingCall(call.Span, call.Function.Name, isBusy: false, instead == "spawn_blocking" ? null : instead));
            }
        }
        return true;
    }

    private bool IsAsync(FunctionSymbol function) =>
        function.IsAsync || (function.IsGenerator && function.ReturnType.Resolved is NamedTypeSymbol type && type.Definition == asyncGenerator);
}
