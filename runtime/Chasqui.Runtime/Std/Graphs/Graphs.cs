using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Graphs;

/// <summary><c>DiGraph[T]</c>: at most one edge from one node to another.</summary>
[Module("std.graph"), Name("DiGraph")]
public sealed class DiGraph<T> : Graph<T>
{
    [Constructor]
    public static DiGraph<T> Empty() => new();

    private protected override Graph<T> Make() => new DiGraph<T>();

    private protected override GraphError? Refuse(NodeId source, NodeId target) => RefuseTwice(source, target);
}

/// <summary><c>MultiDiGraph[T]</c>: any number of edges from one node to another.</summary>
[Module("std.graph"), Name("MultiDiGraph")]
public sealed class MultiDiGraph<T> : Graph<T>
{
    [Constructor]
    public static MultiDiGraph<T> Empty() => new();

    private protected override Graph<T> Make() => new MultiDiGraph<T>();

    private protected override GraphError? Refuse(NodeId source, NodeId target) => null;
}

/// <summary><c>Dag[T]</c>: a graph that never gets a cycle.</summary>
[Module("std.graph"), Name("Dag")]
public sealed class Dag<T> : Graph<T>
{
    [Constructor]
    public static Dag<T> Empty() => new();

    private protected override Graph<T> Make() => new Dag<T>();

    private protected override GraphError? Refuse(NodeId source, NodeId target) => RefuseTwice(source, target)
        ?? (BreadthFirst(target).Value.Contains(source) ? new GraphError("cycle", $"an edge from {source} to {target} would close a cycle") : null);
}
