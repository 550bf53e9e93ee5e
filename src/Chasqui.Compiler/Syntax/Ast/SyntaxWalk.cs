using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Chasqui.Compiler.Syntax.Ast;

/// <summary>Visits every node of a tree, parents first, in source order.</summary>
public static class SyntaxWalk
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = [];

    /// <param name="node">Where to begin.</param>
    /// <param name="visit">Says whether to go into the node.</param>
    public static void Visit(SyntaxNode node, Func<SyntaxNode, bool> visit)
    {
        if (!visit(node))
        {
            return;
        }
        foreach (PropertyInfo part in Parts.GetOrAdd(node.GetType(), PartsOf))
        {
            VisitValue(part.GetValue(node), visit);
        }
    }

    private static void VisitValue(object? value, Func<SyntaxNode, bool> visit)
    {
        switch (value)
        {
            case SyntaxNode node:
                Visit(node, visit);
                break;
            case IEnumerable items and not string:
                foreach (object? item in items)
                {
                    VisitValue(item, visit);
                }
                break;
        }
    }

    private static PropertyInfo[] PartsOf(Type type) =>
        [.. type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && Leads(p.PropertyType))];

    private static bool Leads(Type type) =>
        type.IsAssignableTo(typeof(SyntaxNode)) || (type.IsGenericType && type.GetGenericArguments().Any(Leads));
}
