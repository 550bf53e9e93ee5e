using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>
/// What lowering must know to drop every resource exactly once. Nodes are told apart by identity; variables of closures belong to the body
/// they are used in, since a captured one has a place of its own there.
/// </summary>
public sealed class OwnershipFacts
{
    private readonly Dictionary<BoundBlock, HashSet<VariableSymbol>> _dropped = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<BoundNode, VariableSymbol[]> _ownedFunctions = new(ReferenceEqualityComparer.Instance);

    internal OwnershipFacts(ResourceTypes types)
    {
        Types = types;
    }

    /// <summary>For a trial run: what it finds out about closures and names is true in any case.</summary>
    internal OwnershipFacts(OwnershipFacts outer)
        : this(outer.Types)
    {
        OnceClosures = outer.OnceClosures;
        Views = outer.Views;
    }

    internal ResourceTypes Types { get; }

    /// <summary>The types that are resources whatever type parameters stand for.</summary>
    internal ResourceTypes KnownTypes { get; } = new(new HashSet<TypeParameterSymbol>());

    /// <summary>Uses of a place that give its value away.</summary>
    internal HashSet<BoundNode> Moves { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Values without a place that are only looked at: they are dropped at the end of their statement.</summary>
    internal HashSet<BoundNode> Temporaries { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is given to a call or a whole while a later part may still fail: the statement owns it until then.</summary>
    internal HashSet<BoundNode> InFlight { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Collections that one of their elements may keep from being finished: the statement owns them until then.</summary>
    internal HashSet<BoundNode> Unfinished { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The statements and conditions at whose end there is a temporary to drop.</summary>
    internal HashSet<BoundNode> TemporaryScopes { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Expressions whose value nobody takes.</summary>
    internal HashSet<BoundNode> Discards { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Assignment targets that may hold a resource which the new value replaces.</summary>
    internal HashSet<BoundNode> Replaced { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Patterns that take over what they match: the names own their parts, and the other parts are dropped.</summary>
    internal HashSet<BoundNode> Consuming { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Loops over a list that take its elements one by one.</summary>
    internal HashSet<BoundIteration> ConsumingIterations { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Calls of <c>items</c> and <c>values</c> whose dict gives its values to the loop over them.</summary>
    internal HashSet<BoundNode> EmptiedDicts { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Lists that a loop walks through by way of an iterator, and takes the elements out of.</summary>
    internal HashSet<BoundNode> GivenAway { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Loops over a list that nobody else owns.</summary>
    internal HashSet<BoundIteration> OwningIterations { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Closures that own a resource and give it away, or whose call ends them: the body drops what it captured.</summary>
    internal HashSet<BoundNode> OnceClosures { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Generators that are given away, by name and use, after they were run somewhere.</summary>
    internal Dictionary<(VariableSymbol Variable, SourceSpan Use), SourceSpan> Begun { get; } = [];

    /// <summary>The captures of a closure that are functions and own something, though their type does not say so.</summary>
    internal IReadOnlyCollection<VariableSymbol> OwnedFunctions(BoundNode closure) => _ownedFunctions.GetValueOrDefault(closure, []);

    /// <summary>Names that narrowing gave to a variable.</summary>
    internal Dictionary<VariableSymbol, VariableSymbol> Views { get; } = [];

    /// <summary>The variables of a body that may own something when their scope is left; all others need no cleanup.</summary>
    internal IReadOnlySet<VariableSymbol> DroppedIn(BoundBlock body) => _dropped.GetValueOrDefault(body, []);

    internal void OwnFunctions(BoundNode closure, IEnumerable<VariableSymbol> captures) => _ownedFunctions[closure] = [.. captures];

    internal void Drop(BoundBlock body, VariableSymbol variable)
    {
        if (!_dropped.TryGetValue(body, out HashSet<VariableSymbol>? variables))
        {
            _dropped[body] = variables = [];
        }
        variables.Add(variable);
    }
}
