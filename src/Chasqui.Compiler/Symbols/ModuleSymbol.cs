using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

/// <summary>
/// A module: one source file, or a module of a referenced assembly. Its items are types (<see cref="TypeDefinitionSymbol"/>),
/// functions (overloads share a name), globals, aliases' targets and submodules.
/// </summary>
public abstract class ModuleSymbol(string path, SourceSpan? span = null) : Symbol(path[(path.LastIndexOf('.') + 1)..], span)
{
    /// <summary>Dotted path: <c>std.async.time</c>, <c>shop.cart</c>.</summary>
    public string Path { get; } = path;

    /// <summary>All items of a name that other modules may import; a type and functions may share one.</summary>
    public abstract IReadOnlyList<Symbol> Exports(string name);

    /// <summary>Every exported name, for suggestions and star imports.</summary>
    public abstract IEnumerable<string> ExportedNames { get; }
}

/// <summary>What a type alias, symbol alias or import name stands for.</summary>
public sealed class AliasSymbol(string name, Symbol target, SourceSpan? span = null) : Symbol(name, span)
{
    public Symbol Target { get; } = target;
}
