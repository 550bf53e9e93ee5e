using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Chasqui.Compiler.Binding.Nodes;

namespace Chasqui.Compiler.Lowering;

/// <summary>Walks bound trees: every node, parents first, in source order of their parts.</summary>
internal static class BoundTree
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = [];

    public static void Visit(object? node, Action<BoundNode> visit)
    {
        switch (node)
        {
            case null or string:
                return;
            case BoundNode bound:
                visit(bound);
                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                {
                    Visit(tuple[i], visit);
                }
                return;
            case IEnumerable items:
                foreach (object? item in items)
                {
                    Visit(item, visit);
                }
                return;
        }
        foreach (PropertyInfo part in Parts.GetOrAdd(node.GetType(), PartsOf))
        {
            Visit(part.GetValue(node), visit);
        }
    }

    public static bool Any(object? node, Func<BoundNode, bool> test)
    {
        bool found = false;
        Visit(node, n => found = found || test(n));
        return found;
    }

    /// <summary>The properties that lead to further nodes; symbols, types and spans do not.</summary>
    private static PropertyInfo[] PartsOf(Type type) =>
        [.. type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && Leads(p.PropertyType))];

    private static bool Leads(Type type)
    {
        if (type.IsGenericType)
        {
            return type.GetGenericArguments().Any(Leads);
        }
        return type.Namespace == typeof(BoundNode).Namespace && !type.IsEnum && type != typeof(LoopTarget);
    }
}
