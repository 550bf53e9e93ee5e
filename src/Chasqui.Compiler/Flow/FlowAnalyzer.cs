using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Channels;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>The Analyze phase: what is wrong with bodies whose every expression has a type.</summary>
public static class FlowAnalyzer
{
    /// <returns>What lowering needs to know about the program's resources.</returns>
    public static OwnershipFacts Analyze(BoundProgram program, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        TypeDefinitionSymbol future = library.Type(WellKnownTypes.Future);
        TypeDefinitionSymbol generator = library.Type(WellKnownTypes.AsyncGenerator);
        var blocking = new BlockingCalls(generator, diagnostics);
        StaticOrder.Check(program, diagnostics);
        var blocks = new AsyncBlocks(library, diagnostics);
        foreach (BoundModule module in program.Modules)
        {
            foreach (BoundFunction function in module.Functions)
            {
                var futures = new FutureUses(future, generator, diagnostics);
                new ReachabilityWalker(futures, diagnostics).CheckFunction(function.Function, function.Body, function.Function.Span ?? function.Body.Span);
                BorrowingFutures.Check(function.Body, future, diagnostics);
                futures.ReportUnread();
                blocking.Check(function.Function, function.Body);
                UndisposedValues.Check(function.Body, diagnostics);
                if (function.Function.IsAsync)
                {
                    blocks.Check(function.Body);
                }
            }
            foreach (BoundGlobal global in module.Globals)
            {
                new ReachabilityWalker(new FutureUses(future, generator, diagnostics), diagnostics).CheckInitializer(global.Initializer);
            }
        }
        var runtime = new RuntimeTypes(library, new ChannelSummaries(program));
        OwnershipFacts ownership = Ownership.Analyze(program, runtime, diagnostics);
        foreach (BoundFunction function in program.Modules.SelectMany(m => m.Functions))
        {
            LostChanges.Check(function.Body, ownership, diagnostics);
        }
        Sends.Check(program, runtime, ownership, diagnostics);
        return ownership;
    }
}
