using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>The Analyze phase: what is wrong with bodies whose every expression has a type.</summary>
public static class FlowAnalyzer
{
    public static void Analyze(BoundProgram program, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        TypeDefinitionSymbol future = library.Type(WellKnownTypes.Future);
        StaticOrder.Check(program, diagnostics);
        foreach (BoundModule module in program.Modules)
        {
            foreach (BoundFunction function in module.Functions)
            {
                var futures = new FutureUses(future, diagnostics);
                new ReachabilityWalker(futures, diagnostics).CheckFunction(function.Function, function.Body, function.Function.Span ?? function.Body.Span);
                futures.ReportUnread();
            }
            foreach (BoundGlobal global in module.Globals)
            {
                new ReachabilityWalker(new FutureUses(future, diagnostics), diagnostics).CheckInitializer(global.Initializer);
            }
        }
    }
}
