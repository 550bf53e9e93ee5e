using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Lowering;

/// <summary>
/// Which functions may call themselves, directly or through others: those check the stack at entry. A call through a trait or a
/// parent class counts as a call of every method of that name.
/// </summary>
internal static class CallGraph
{
    public static HashSet<FunctionSymbol> RecursiveFunctions(BoundProgram program)
    {
        BoundFunction[] functions = [.. program.Modules.SelectMany(m => m.Functions)];
        ILookup<string, FunctionSymbol> methods = functions
            .Where(f => f.Self is not null)
            .ToLookup(f => f.Function.Name, f => f.Function);
        var callees = new Dictionary<FunctionSymbol, FunctionSymbol[]>();
        foreach (BoundFunction function in functions)
        {
            var found = new HashSet<FunctionSymbol>();
            BoundTree.Visit(function.Body, node =>
            {
                FunctionSymbol? callee = node switch
                {
                    BoundCall call => call.Function,
                    BoundFunctionReference reference => reference.Function,
                    BoundVariable { Variable: SourceGlobalSymbol { Decorated: { } decorated } } => decorated,
                    _ => null,
                };
                if (callee is not null)
                {
                    found.Add(callee);
                    if (callee.ContainingType is { Kind: TypeDefinitionKind.Trait or TypeDefinitionKind.Class })
                    {
                        found.UnionWith(methods[callee.Name]);
                    }
                }
            });
            callees[function.Function] = [.. found];
        }
        return StronglyConnected(callees);
    }

    /// <summary>Tarjan's algorithm with its own stack, since call chains may be long; keeps what is in a cycle.</summary>
    private static HashSet<FunctionSymbol> StronglyConnected(Dictionary<FunctionSymbol, FunctionSymbol[]> edges)
    {
        var result = new HashSet<FunctionSymbol>();
        var index = new Dictionary<FunctionSymbol, int>();
        var low = new Dictionary<FunctionSymbol, int>();
        var open = new Stack<FunctionSymbol>();
        var onStack = new HashSet<FunctionSymbol>();
        foreach (FunctionSymbol root in edges.Keys)
        {
            if (index.ContainsKey(root))
            {
                continue;
            }
            var work = new Stack<(FunctionSymbol Node, int Next)>();
            Enter(root, work);
            while (work.TryPop(out var top))
            {
                (FunctionSymbol node, int next) = top;
                FunctionSymbol[] targets = edges[node];
                if (next < targets.Length)
                {
                    work.Push((node, next + 1));
                    FunctionSymbol target = targets[next];
                    if (!edges.ContainsKey(target))
                    {
                        continue;
                    }
                    if (!index.TryGetValue(target, out int seen))
                    {
                        Enter(target, work);
                    }
                    else if (onStack.Contains(target))
                    {
                        low[node] = Math.Min(low[node], seen);
                    }
                    continue;
                }
                Close(node, targets);
                if (work.TryPeek(out var parent))
                {
                    low[parent.Node] = Math.Min(low[parent.Node], low[node]);
                }
            }
        }
        return result;

        void Enter(FunctionSymbol node, Stack<(FunctionSymbol, int)> work)
        {
            index[node] = low[node] = index.Count;
            open.Push(node);
            onStack.Add(node);
            work.Push((node, 0));
        }

        void Close(FunctionSymbol node, FunctionSymbol[] targets)
        {
            if (low[node] != index[node])
            {
                return;
            }
            var component = new List<FunctionSymbol>();
            FunctionSymbol member;
            do
            {
                member = open.Pop();
                onStack.Remove(member);
                component.Add(member);
            }
            while (member != node);
            if (component.Count > 1 || targets.Contains(node))
            {
                result.UnionWith(component);
            }
        }
    }
}
