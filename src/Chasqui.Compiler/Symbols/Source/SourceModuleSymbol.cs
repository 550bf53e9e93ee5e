using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols.Source;

/// <summary>One source file, or the <c>module tests:</c> block of one. Complete after the Declare phase.</summary>
public sealed class SourceModuleSymbol(string path, SourceText source, ModuleSyntax syntax) : ModuleSymbol(path)
{
    /// <summary>The imports of the file. One inside a function is known in the whole file too.</summary>
    public ImmutableArray<ImportSyntax> Imports => field.IsDefault ? field = ImportsIn(Syntax) : field;

    private static ImmutableArray<ImportSyntax> ImportsIn(SyntaxNode file)
    {
        var imports = ImmutableArray.CreateBuilder<ImportSyntax>();
        SyntaxWalk.Visit(file, node =>
        {
            if (node is ImportSyntax import)
            {
                imports.Add(import);
            }
            return node is not (ExpressionSyntax or TestModuleSyntax);
        });
        return imports.ToImmutable();
    }

    private readonly Dictionary<string, List<Symbol>> _items = [];
    private readonly HashSet<Symbol> _exports = [];
    private readonly Dictionary<string, Func<IReadOnlyList<Symbol>>> _reexports = [];

    public SourceText Source { get; } = source;

    /// <summary>The names in <c>__derives__ = […]</c>: what <c>@derive(m)</c> with this module derives.</summary>
    public ImmutableArray<string> Derives { get; internal set; } = [];

    public ModuleSyntax Syntax { get; } = syntax;

    /// <summary>The file that a <c>module tests:</c> block stands in; null for a file.</summary>
    public SourceModuleSymbol? Enclosing { get; init; }

    /// <summary>What the bodies of this file see: its items and imports, then the builtins.</summary>
    public Scope Scope { get; internal set; } = EmptyScope.Instance;

    public ImmutableArray<SourceTypeSymbol> Types { get; internal set; } = [];

    /// <summary>Module-level functions; the implicit main is not one of them.</summary>
    public ImmutableArray<SourceFunctionSymbol> Functions { get; internal set; } = [];

    public ImmutableArray<PresetSymbol> Presets { get; internal set; } = [];

    /// <summary>In source order, which is the order of initialisation; constants may refer to later ones.</summary>
    public ImmutableArray<SourceGlobalSymbol> Globals { get; internal set; } = [];

    /// <summary>The function made of the top-level statements of an entry file without a <c>main</c>.</summary>
    public SourceFunctionSymbol? ImplicitMain { get; internal set; }

    /// <summary>All items of a name, private ones included.</summary>
    public IReadOnlyList<Symbol> Items(string name) => _items.TryGetValue(name, out var found) ? found : [];

    public IEnumerable<string> ItemNames => _items.Keys;

    public override IReadOnlyList<Symbol> Exports(string name) => _reexports.TryGetValue(name, out var reexport)
        ? reexport()
        : [.. Items(name).Where(_exports.Contains)];

    public override IEnumerable<string> ExportedNames =>
        _items.Where(p => p.Value.Exists(_exports.Contains)).Select(p => p.Key).Concat(_reexports.Keys);

    /// <summary><c>pub from m import x</c>, and public aliases.</summary>
    internal void Reexport(string name, Func<IReadOnlyList<Symbol>> resolve) => _reexports[name] = resolve;

    internal void Add(string name, Symbol symbol, bool isPublic)
    {
        if (!_items.TryGetValue(name, out var list))
        {
            _items[name] = list = [];
        }
        list.Add(symbol);
        if (isPublic)
        {
            _exports.Add(symbol);
        }
    }
}
