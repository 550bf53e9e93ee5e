using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>No initialiser may need a static that gets its value later, itself or through the functions it calls. What a closure reads, it reads later.</summary>
internal sealed class StaticOrder
{
    private readonly Dictionary<FunctionSymbol, BoundBlock> _bodies;
    private readonly DiagnosticBag _diagnostics;

    private StaticOrder(BoundProgram program, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _bodies = program.Modules.SelectMany(m => m.Functions).ToDictionary(f => f.Function, f => f.Body);
    }

    public static void Check(BoundProgram program, DiagnosticBag diagnostics)
    {
        var order = new StaticOrder(program, diagnostics);
        HashSet<VariableSymbol> waiting =
            [.. program.Modules.SelectMany(m => m.Globals).Where(g => !(g.Global.Kind == GlobalKind.Const && g.Initializer is BoundLiteral)).Select(g => g.Global)];
        foreach (BoundGlobal global in program.Modules.SelectMany(m => m.Globals).Where(g => waiting.Contains(g.Global)))
        {
            order.Check(global, waiting);
            waiting.Remove(global.Global);
        }
    }

    private void Check(BoundGlobal global, HashSet<VariableSymbol> waiting)
    {
        var seen = new HashSet<FunctionSymbol>();
        var pending = new Queue<(BoundNode Body, BoundCall? Call)>([(global.Initializer, null)]);
        while (pending.TryDequeue(out (BoundNode Body, BoundCall? Call) next))
        {
            bool failed = false;
            BoundTree.Walk(next.Body, node =>
            {
                if (node is BoundVariable { Variable: GlobalSymbol needed } use && waiting.Contains(needed) && !failed)
                {
                    failed = true;
                    _diagnostics.Add(FlowErrors.UsedBeforeInitialized(next.Call?.Span ?? use.Span, global.Global.Name, needed, next.Call?.Function.Name));
                }
                else if (node is BoundCall call && _bodies.TryGetValue(call.Function, out BoundBlock? body) && seen.Add(call.Function))
                {
                    pending.Enqueue((body, next.Call ?? call));
                }
                return node is not BoundClosure;
            });
            if (failed)
            {
                return;
            }
        }
    }
}
