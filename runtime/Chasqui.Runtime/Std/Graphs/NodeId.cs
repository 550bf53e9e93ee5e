using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Graphs;

/// <summary><c>NodeId</c>: a node of the graph that gave it.</summary>
[Module("std.graph"), Name("NodeId")]
public readonly record struct NodeId(long Number) : IComparable<NodeId>, IDebug
{
    /// <summary>Counted from 0 in the order in which the nodes were added.</summary>
    [Name("index")]
    public long Index() => Number;

    public int CompareTo(NodeId other) => Number.CompareTo(other.Number);

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("NodeId");
        writer.Item(Number);
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);
}

/// <summary>Why a graph refused something.</summary>
[Module("std.graph"), Name("GraphError")]
public sealed record GraphError(string ErrorKind, string Detail) : ModuleError(ErrorKind, Detail)
{
    /// <summary><c>missing_node</c>, <c>missing_edge</c>, <c>duplicate_edge</c> or <c>cycle</c>.</summary>
    [Name("kind")]
    public string Kind() => ErrorKind;
}
