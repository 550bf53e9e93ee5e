using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>The module's variables that only one task may use, by the code that names them, itself or through what it calls.</summary>
internal sealed class UnsendableGlobals
{
    private readonly Dictionary<FunctionSymbol, BoundFunction> _bodies;
    private readonly Dictionary<FunctionSymbol, GlobalSymbol?> _used = [];

    /// <summary>Most programs have none.</summary>
    private readonly HashSet<GlobalSymbol> _globals;

    public UnsendableGlobals(BoundProgram program)
    {
        _globals = [.. program.Modules.SelectMany(m => m.Globals).Select(g => g.Global).Where(g => TaskBoundTypes.Unsendable(g.Type) is not null)];
        _bodies = _globals.Count == 0 ? [] : program.Modules.SelectMany(m => m.Functions).DistinctBy(f => f.Function).ToDictionary(f => f.Function);
    }

    public GlobalSymbol? UsedBy(FunctionSymbol function)
    {
        if (!_used.TryGetValue(function, out GlobalSymbol? used) && _bodies.TryGetValue(function, out BoundFunction? bound))
        {
            _used[function] = null;
            _used[function] = used = UsedIn(bound.Body);
        }
        return used;
    }

    public GlobalSymbol? UsedIn(BoundNode code)
    {
        GlobalSymbol? used = null;
        if (_globals.Count > 0)
        {
            BoundTree.Walk(code, node =>
            {
                used ??= node switch
                {
                    BoundVariable { Variable: GlobalSymbol global } when _globals.Contains(global) => global,
                    BoundCall call => UsedBy(call.Function),
                    BoundFunctionReference reference => UsedBy(reference.Function),
                    _ => null,
                };
                return used is null;
            });
        }
        return used;
    }
}
