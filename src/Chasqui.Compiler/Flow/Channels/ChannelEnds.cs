using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Flow.Channels;

/// <summary>A channel that a body opens, by identity.</summary>
internal sealed class OpenedChannel
{
    public string Receiver { get; set; } = "";
}

/// <summary>What a value may have of the channels of one body. Names for one value share one.</summary>
internal sealed class ChannelEnds
{
    public HashSet<OpenedChannel> Senders { get; } = [];

    public HashSet<OpenedChannel> Receivers { get; } = [];

    /// <summary>Channels that something reads to the end before the value, a future or a handle, is ready.</summary>
    public HashSet<OpenedChannel> Drained { get; } = [];

    /// <summary>Of a group of tasks: it may cancel them before they are ready.</summary>
    public bool IsCutShort { get; set; }

    public ChannelEnds Add(ChannelEnds other)
    {
        Senders.UnionWith(other.Senders);
        Receivers.UnionWith(other.Receivers);
        Drained.UnionWith(other.Drained);
        return this;
    }

    /// <summary>The part that a value of a type can have.</summary>
    public ChannelEnds In(TypeSymbol type)
    {
        EndKinds kinds = ChannelTypes.KindsOf(type);
        var part = new ChannelEnds();
        part.Senders.UnionWith(kinds.HasFlag(EndKinds.Sender) ? Senders : []);
        part.Receivers.UnionWith(kinds.HasFlag(EndKinds.Receiver) ? Receivers : []);
        part.Drained.UnionWith(kinds.HasFlag(EndKinds.Wait) ? Drained : []);
        return part;
    }
}

[Flags]
internal enum EndKinds
{
    None,
    Sender,
    Receiver,

    /// <summary>A future, a handle, a scope: something that is ready when something else is over.</summary>
    Wait = 4,
    All = 7,
}

/// <summary>The types of channel ends, by what they can do.</summary>
internal static class ChannelTypes
{
    private const int DeepestType = 8;

    public static bool IsReceiver(TypeSymbol type) =>
        Resource(type) is { } end && (end.FindMethods("__select_receive__").Any() || end.Methods.Any(m => m is ImportedFunctionSymbol { Contract.Receives: true }));

    public static bool IsSender(TypeSymbol type) => !IsReceiver(type) && Closes(type);

    /// <summary>A receiver from which the channel can be closed for its senders too.</summary>
    public static bool IsClosingReceiver(TypeSymbol type) => IsReceiver(type) && Closes(type);

    private static bool Closes(TypeSymbol type) => Resource(type) is { } end && end.Methods.Any(m => m is ImportedFunctionSymbol { Contract.ClosesReceiver: true });

    public static bool HasBoth(TypeSymbol type) => KindsOf(type) is var kinds && kinds.HasFlag(EndKinds.Sender | EndKinds.Receiver) && type.Resolved is not FunctionTypeSymbol;

    public static EndKinds KindsOf(TypeSymbol type) => KindsOf(type.Resolved, 0);

    private static EndKinds KindsOf(TypeSymbol type, int depth) => type switch
    {
        _ when depth == DeepestType => EndKinds.None,
        TupleTypeSymbol or UnionTypeSymbol => All(((CompositeTypeSymbol)type).Parts, depth),
        FunctionTypeSymbol => EndKinds.Sender | EndKinds.Wait,
        NamedTypeSymbol { Definition: SourceTypeSymbol source } named => All(source.Fields.Select(f => f.Type.Substitute(named.Substitution)), depth),
        NamedTypeSymbol when IsReceiver(type) => EndKinds.Receiver,
        NamedTypeSymbol when IsSender(type) => EndKinds.Sender,
        NamedTypeSymbol { Definition.ValueKind: ValueKind.Resource } => EndKinds.Wait,
        NamedTypeSymbol named => All(named.Arguments, depth),
        _ => EndKinds.None,
    };

    private static EndKinds All(IEnumerable<TypeSymbol> parts, int depth) => parts.Aggregate(EndKinds.None, (kinds, p) => kinds | KindsOf(p.Resolved, depth + 1));

    private static ImportedTypeSymbol? Resource(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol { Definition: ImportedTypeSymbol { ValueKind: ValueKind.Resource } definition } ? definition : null;
}
