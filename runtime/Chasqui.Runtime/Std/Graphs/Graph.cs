using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Graphs;

/// <summary>
/// What directed graphs have in common. Nodes carry a payload and are listed in the order in which they were added, as are the edges of
/// a node.
/// </summary>
public abstract class Graph<T> : SharedObject, IDebug, ISized
{
    private readonly SortedDictionary<long, Node> _nodes = [];
    private long _next;

    public long Count => _nodes.Count;

    [Name("add_node"), Mutates]
    public NodeId AddNode(T payload)
    {
        _nodes.Add(_next, new Node(payload));
        return new NodeId(_next++);
    }

    /// <summary>With its edges; returns its payload.</summary>
    [Name("remove_node"), Mutates]
    public Result<T, GraphError> RemoveNode(NodeId node)
    {
        if (Missing(node) is { } error)
        {
            return Result<T, GraphError>.Err(error);
        }
        _nodes.Remove(node.Number, out Node? removed);
        foreach (Node other in _nodes.Values)
        {
            other.Targets.RemoveAll(n => n == node);
        }
        return removed is null ? Result<T, GraphError>.Err(NoNode(node)) : Result<T, GraphError>.Ok(removed.Payload);
    }

    [Name("contains_node"), Name("__contains__")]
    public bool ContainsNode(NodeId node) => _nodes.ContainsKey(node.Number);

    [Name("node_payload")]
    public Result<T, GraphError> Payload(NodeId node) =>
        Missing(node) is { } error ? Result<T, GraphError>.Err(error) : Result<T, GraphError>.Ok(Ops.Share(_nodes[node.Number].Payload));

    [Name("add_edge"), Mutates]
    public Result<Unit, GraphError> AddEdge(NodeId source, NodeId target)
    {
        if ((Missing(source) ?? Missing(target) ?? Refuse(source, target)) is { } error)
        {
            return Result<Unit, GraphError>.Err(error);
        }
        _nodes[source.Number].Targets.Add(target);
        return Result<Unit, GraphError>.Ok(default);
    }

    [Name("remove_edge"), Mutates]
    public Result<Unit, GraphError> RemoveEdge(NodeId source, NodeId target) =>
        (Missing(source) ?? Missing(target)) is { } error ? Result<Unit, GraphError>.Err(error)
        : _nodes[source.Number].Targets.Remove(target) ? Result<Unit, GraphError>.Ok(default)
        : Result<Unit, GraphError>.Err(new GraphError("missing_edge", $"there is no edge from {source} to {target}"));

    [Name("contains_edge")]
    public bool ContainsEdge(NodeId source, NodeId target) => TargetsOf(source).Contains(target);

    [Name("nodes")]
    public ValueList<NodeId> Nodes() => List(AllNodes);

    [Name("successors")]
    public Result<ValueList<NodeId>, GraphError> Successors(NodeId node) => From(node, () => TargetsOf(node));

    [Name("predecessors")]
    public Result<ValueList<NodeId>, GraphError> Predecessors(NodeId node) =>
        From(node, () => AllNodes.SelectMany(n => TargetsOf(n).Where(t => t == node).Select(_ => n)));

    /// <summary>The nodes to which no edge leads.</summary>
    [Name("roots")]
    public ValueList<NodeId> Roots() => List(AllNodes.Except(_nodes.Values.SelectMany(n => n.Targets)));

    /// <summary>The nodes from which no edge leads.</summary>
    [Name("sinks")]
    public ValueList<NodeId> Sinks() => List(AllNodes.Where(n => TargetsOf(n).Count == 0));

    /// <summary>What can be reached from a node, the nearest first.</summary>
    [Name("bfs_nodes")]
    public Result<ValueList<NodeId>, GraphError> BreadthFirst(NodeId start) => From(start, () =>
    {
        var order = new List<NodeId> { start };
        var seen = new HashSet<NodeId> { start };
        for (int i = 0; i < order.Count; i++)
        {
            order.AddRange(TargetsOf(order[i]).Where(seen.Add));
        }
        return order;
    });

    /// <summary>What can be reached from a node, each branch to its end before the next.</summary>
    [Name("dfs_preorder_nodes")]
    public Result<ValueList<NodeId>, GraphError> DepthFirst(NodeId start) => From(start, () =>
    {
        var order = new List<NodeId>();
        var seen = new HashSet<NodeId>();
        var pending = new Stack<NodeId>([start]);
        while (pending.TryPop(out NodeId node))
        {
            if (seen.Add(node))
            {
                order.Add(node);
                foreach (NodeId target in TargetsOf(node).AsEnumerable().Reverse())
                {
                    pending.Push(target);
                }
            }
        }
        return order;
    });

    /// <summary>Every node before those its edges lead to; a <c>cycle</c> error where there is no such order.</summary>
    [Name("topological_order")]
    public Result<ValueList<NodeId>, GraphError> TopologicalOrder()
    {
        Dictionary<NodeId, int> waiting = AllNodes.ToDictionary(n => n, _ => 0);
        foreach (NodeId target in _nodes.Values.SelectMany(n => n.Targets))
        {
            waiting[target]++;
        }
        var order = AllNodes.Where(n => waiting[n] == 0).ToList();
        for (int i = 0; i < order.Count; i++)
        {
            order.AddRange(TargetsOf(order[i]).Where(t => --waiting[t] == 0));
        }
        return order.Count == _nodes.Count
            ? Result<ValueList<NodeId>, GraphError>.Ok(List(order))
            : Result<ValueList<NodeId>, GraphError>.Err(new GraphError("cycle", "the graph has a cycle"));
    }

    [Name("__len__"), Name("node_count")]
    public long Length() => _nodes.Count;

    [Name("edge_count")]
    public long EdgeCount() => _nodes.Values.Sum(n => (long)n.Targets.Count);

    public sealed override SharedObject ShallowClone()
    {
        Graph<T> clone = Make();
        clone._next = _next;
        foreach ((long number, Node node) in _nodes)
        {
            clone._nodes.Add(number, new Node(Ops.Share(node.Payload)) { Targets = [.. node.Targets] });
        }
        return clone;
    }

    public void Debug(DebugWriter writer)
    {
        writer.BeginMap();
        foreach ((long number, Node node) in _nodes)
        {
            writer.Entry(number, List(node.Targets));
        }
        writer.EndMap();
    }

    public sealed override string ToString() => Formatter.Debug(this);

    private protected abstract Graph<T> Make();

    /// <summary>Why the graph must not have this edge between nodes that it has.</summary>
    private protected abstract GraphError? Refuse(NodeId source, NodeId target);

    private protected GraphError? RefuseTwice(NodeId source, NodeId target) => ContainsEdge(source, target)
        ? new GraphError("duplicate_edge", $"there is an edge from {source} to {target} already")
        : null;

    private IEnumerable<NodeId> AllNodes => _nodes.Keys.Select(n => new NodeId(n));

    private List<NodeId> TargetsOf(NodeId node) => _nodes.TryGetValue(node.Number, out Node? found) ? found.Targets : [];

    private GraphError? Missing(NodeId node) => ContainsNode(node) ? null : NoNode(node);

    private Result<ValueList<NodeId>, GraphError> From(NodeId node, Func<IEnumerable<NodeId>> found) =>
        Missing(node) is { } error ? Result<ValueList<NodeId>, GraphError>.Err(error) : Result<ValueList<NodeId>, GraphError>.Ok(List(found()));

    private static GraphError NoNode(NodeId node) => new("missing_node", $"the graph has no {node}");

    private static ValueList<NodeId> List(IEnumerable<NodeId> nodes)
    {
        NodeId[] items = [.. nodes];
        return new ValueList<NodeId>(items, items.Length);
    }

    private sealed class Node(T payload)
    {
        public T Payload { get; } = payload;

        public List<NodeId> Targets { get; init; } = [];
    }
}
