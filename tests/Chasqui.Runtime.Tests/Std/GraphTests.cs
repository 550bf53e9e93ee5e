using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Graphs;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Std;

public sealed class GraphTests
{
    [Fact]
    public void Orders_follow_the_edges_and_otherwise_the_order_of_addition()
    {
        var graph = DiGraph<string>.Empty();
        NodeId[] n = [.. "abcde".Select(c => graph.AddNode(c.ToString()))];
        foreach ((int from, int to) in ((int, int)[])[(4, 1), (0, 2), (2, 3), (0, 1), (1, 3)])
        {
            graph.AddEdge(n[from], n[to]).Unwrap();
        }
        Assert.Equal("[NodeId(0), NodeId(2), NodeId(1), NodeId(3)]", Formatter.Debug(graph.BreadthFirst(n[0]).Unwrap()));
        Assert.Equal("[NodeId(0), NodeId(2), NodeId(3), NodeId(1)]", Formatter.Debug(graph.DepthFirst(n[0]).Unwrap()));
        Assert.Equal("[NodeId(0), NodeId(4), NodeId(2), NodeId(1), NodeId(3)]", Formatter.Debug(graph.TopologicalOrder().Unwrap()));
    }

    [Fact]
    public void A_removed_number_is_not_given_again()
    {
        var graph = MultiDiGraph<long>.Empty();
        NodeId first = graph.AddNode(1);
        graph.AddEdge(first, first).Unwrap();
        Assert.Equal(1, graph.RemoveNode(first).Unwrap());
        Assert.NotEqual(first, graph.AddNode(2));
        Assert.Equal(0, graph.EdgeCount());
        Assert.Equal("missing_node", graph.AddEdge(first, first).UnwrapErr().Kind());
    }

    [Fact]
    public void A_copy_does_not_change_with_the_original()
    {
        var graph = Dag<long>.Empty();
        NodeId a = graph.AddNode(1), b = graph.AddNode(2);
        var copy = (Dag<long>)graph.ShallowClone();
        graph.AddEdge(a, b).Unwrap();
        Assert.Equal((1, 0), (graph.EdgeCount(), copy.EdgeCount()));
        Assert.Equal("cycle", graph.AddEdge(b, a).UnwrapErr().Kind());
        Assert.True(copy.AddEdge(b, a).IsOk());
    }
}
