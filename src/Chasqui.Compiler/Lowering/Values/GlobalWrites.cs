using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Values;

/// <summary>
/// Which functions may change a static, directly or through others. While one runs, its receiver must not be an unmarked view of
/// that static. What calls a function value, or waits, may change all of them.
/// </summary>
internal sealed class GlobalWrites
{
    private readonly Dictionary<FunctionSymbol, Effects> _effects = [];
    private readonly ILookup<string, FunctionSymbol> _methods;

    private sealed record Effects(HashSet<GlobalSymbol> Written, FunctionSymbol[] Callees)
    {
        public bool IsOpen { get; set; }
    }

    public GlobalWrites(BoundProgram program)
    {
        BoundFunction[] functions = [.. program.Modules.SelectMany(m => m.Functions)];
        _methods = functions.Where(f => f.Self is not null).ToLookup(f => f.Function.Name, f => f.Function);
        GlobalSymbol[] globals = [.. program.Modules.SelectMany(m => m.Globals).Select(g => g.Global).Where(g => g.IsMutable)];
        if (globals.Length == 0)
        {
            return;
        }
        foreach (BoundFunction function in functions)
        {
            _effects[function.Function] = EffectsOf(function);
        }
        bool changed;
        do
        {
            changed = false;
            foreach (Effects effects in _effects.Values)
            {
                foreach (Effects callee in effects.Callees.Select(c => _effects.GetValueOrDefault(c)).OfType<Effects>())
                {
                    int before = effects.Written.Count;
                    effects.Written.UnionWith(callee.Written);
                    changed |= effects.Written.Count > before || (callee.IsOpen && !effects.IsOpen);
                    effects.IsOpen |= callee.IsOpen;
                }
            }
        }
        while (changed);
    }

    public bool MayWrite(FunctionSymbol function, GlobalSymbol global) => Targets(function)
        .Any(f => _effects.TryGetValue(f, out Effects? effects) && (effects.IsOpen || effects.Written.Contains(global)));

    private Effects EffectsOf(BoundFunction function)
    {
        var written = new HashSet<GlobalSymbol>();
        var callees = new HashSet<FunctionSymbol>();
        bool isOpen = false;
        BoundTree.Visit(function.Body, node =>
        {
            switch (node)
            {
                case BoundCall call:
                    callees.UnionWith(Targets(call.Function));
                    Write(call.Function.MutatesReceiver ? call.Receiver : null);
                    break;
                case BoundFunctionReference reference:
                    callees.UnionWith(Targets(reference.Function));
                    break;
                case BoundInvoke:
                case var suspension when BoundTree.IsSuspension(suspension):
                    isOpen = true;
                    break;
                case BoundAssignment assignment:
                    Write(assignment.Target);
                    break;
                case BoundCompoundAssignment assignment:
                    Write(assignment.Target);
                    break;
                case BoundTupleAssignment assignment:
                    assignment.Targets.ToList().ForEach(Write);
                    break;
                case BoundDelete delete:
                    Write(delete.Receiver);
                    break;
                case BoundFor { MutatesElements: true } loop:
                    Write(loop.Iteration.Source);
                    break;
            }
        });
        return new Effects(written, [.. callees.Where(c => c is not ImportedFunctionSymbol)]) { IsOpen = isOpen };

        void Write(BoundExpression? place)
        {
            if (place is not null && Interference.RootOf(place) is GlobalSymbol global)
            {
                written.Add(global);
            }
        }
    }

    /// <summary>A call through a trait or a parent class counts as a call of every method of that name.</summary>
    private IEnumerable<FunctionSymbol> Targets(FunctionSymbol function) =>
        function.ContainingType is { Kind: TypeDefinitionKind.Trait or TypeDefinitionKind.Class } ? _methods[function.Name].Append(function) : [function];
}
