using Chasqui.Compiler.Diagnostics;

namespace Chasqui.Compiler.Symbols;

/// <summary>Where names are looked up: a chain from the innermost block to the builtins. The nearest scope that knows a name decides.</summary>
public abstract class Scope(Scope? parent)
{
    public Scope? Parent { get; } = parent;

    /// <summary>All symbols of a name in the nearest scope that has it: overloads, or a type and functions; aliases are followed.</summary>
    public IReadOnlyList<Symbol> Lookup(string name)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            IReadOnlyList<Symbol> found = scope.LookupHere(name);
            if (found.Count > 0)
            {
                return found;
            }
        }
        return [];
    }

    /// <summary>The known names closest to a misspelt one.</summary>
    public string? Suggest(string name) => NameSuggestions.Closest(name, AllNames);

    /// <summary>Every name that means something here, nearest first.</summary>
    public IEnumerable<string> AllNames
    {
        get
        {
            for (Scope? scope = this; scope is not null; scope = scope.Parent)
            {
                foreach (string name in scope.NamesHere)
                {
                    yield return name;
                }
            }
        }
    }

    public abstract IReadOnlyList<Symbol> LookupHere(string name);

    public abstract IEnumerable<string> NamesHere { get; }
}

/// <summary>Before the Declare phase has set the real one.</summary>
public sealed class EmptyScope : Scope
{
    public static readonly EmptyScope Instance = new();

    private EmptyScope()
        : base(null)
    {
    }

    public override IEnumerable<string> NamesHere => [];

    public override IReadOnlyList<Symbol> LookupHere(string name) => [];
}

/// <summary>A fixed set of names: type parameters, or whatever one construct introduces.</summary>
public sealed class SymbolScope(Scope parent, IEnumerable<Symbol> symbols) : Scope(parent)
{
    private readonly ILookup<string, Symbol> _symbols = symbols.ToLookup(s => s.Name);

    public override IEnumerable<string> NamesHere => _symbols.Select(g => g.Key);

    public override IReadOnlyList<Symbol> LookupHere(string name) => [.. _symbols[name]];
}
