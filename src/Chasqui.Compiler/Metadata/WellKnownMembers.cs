using System.Collections.Immutable;

namespace Chasqui.Compiler.Metadata;

/// <summary>
/// A member of the runtime library or the BCL that lowering needs by name. <paramref name="Type"/> is the CLR full name with arity
/// (<c>Chasqui.Runtime.Collections.ValueList`1</c>), <paramref name="Name"/> the CLR member name (<c>.ctor</c>, <c>get_Count</c>).
/// Where a name is overloaded, <paramref name="Parameters"/> tells by CLR type names (<c>System.Int64</c>, <c>!0</c>, <c>!!0&amp;</c>).
/// </summary>
public sealed record WellKnownMember(string Type, string Name, ImmutableArray<string>? Parameters = null);

/// <summary>The one table of what lowering relies on; a test resolves every row against the built runtime.</summary>
public static class WellKnownMembers
{
    /// <summary>Key: what lowered code calls it (<c>Ops.Share</c>).</summary>
    public static readonly ImmutableDictionary<string, WellKnownMember> Table = new Dictionary<string, WellKnownMember>
    {
        ["Ops.Share"] = new("Chasqui.Runtime.Core.Ops", "Share"),
        ["Ops.Unique"] = new("Chasqui.Runtime.Core.Ops", "Unique"),
        ["SharedObject.MarkShared"] = new("Chasqui.Runtime.Core.SharedObject", "MarkShared"),
        ["Frame.Suspend"] = new("Chasqui.Runtime.Tasks.Frame", "Suspend"),
        ["Frame.TakeResult"] = new("Chasqui.Runtime.Tasks.Frame", "TakeResult"),
        ["Frame.Resume"] = new("Chasqui.Runtime.Tasks.Frame", "Resume"),
        ["Future.Start"] = new("Chasqui.Runtime.Tasks.Future`1", "Start"),
    }.ToImmutableDictionary();
}
