using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Chasqui.Compiler.Binding.Nodes;

/// <summary>Walks bound trees: every node, parents first, in source order of their parts.</summary>
internal static class BoundTree
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = [];

    public static void Visit(object? part, Action<BoundNode> visit) => Walk(part, node =>
    {
        visit(node);
        return true;
    });

    /// <param name="part">Where to start.</param>
    /// <param name="enter">Says of each node whether to go on into its parts.</param>
    public static void Walk(object? part, Func<BoundNode, bool> enter)
    {
        foreach (BoundNode node in Nodes(part))
        {
            foreach (PropertyInfo property in enter(node) ? PartsOf(node) : [])
            {
                Walk(property.GetValue(node), enter);
            }
        }
    }

    public static bool Any(object? part, Func<BoundNode, bool> test)
    {
        foreach (BoundNode node in Nodes(part))
        {
            if (test(node) || Array.Exists(PartsOf(node), p => Any(p.GetValue(node), test)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Where a body may stop and go on later.</summary>
    public static bool IsSuspension(BoundNode node) =>
        node is BoundAwait or BoundYield or BoundFor { Iteration.Kind: IterationKind.Async }
        or BoundComprehension { IsAsync: true };

    /// <summary>The nodes directly below one.</summary>
    public static IEnumerable<BoundNode> Children(BoundNode node) => PartsOf(node).SelectMany(p => Nodes(p.GetValue(node)));

    /// <summary>The topmost nodes in a part: itself, those of a sequence or tuple, or those that lie in a record which is no node.</summary>
    private static IEnumerable<BoundNode> Nodes(object? part) => part switch
    {
        null or string => [],
        BoundNode node => [node],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Nodes(tuple[i])),
        IEnumerable items => items.Cast<object?>().SelectMany(Nodes),
        _ => PartsOf(part).SelectMany(p => Nodes(p.GetValue(part))),
    };

    /// <summary>The properties that lead to further nodes; symbols, types and spans do not.</summary>
    private static PropertyInfo[] PartsOf(object part) => Parts.GetOrAdd(
        part.GetType(),
        static type => [.. type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && Leads(p.PropertyType))]);

    private static bool Leads(Type type)
    {
        if (type.IsGenericType)
        {
            return type.GetGenericArguments().Any(Leads);
        }
        return type.Namespace == typeof(BoundNode).Namespace && !type.IsEnum && type != typeof(LoopTarget);
    }
}
