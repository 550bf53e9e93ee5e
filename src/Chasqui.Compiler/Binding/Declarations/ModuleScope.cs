using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>A name that stands for something elsewhere, found on first use because modules may import each other.</summary>
internal sealed class ImportBinding(string name, SourceSpan span, Func<IReadOnlyList<Symbol>> resolve)
{
    private IReadOnlyList<Symbol>? _symbols;
    private bool _isResolving;

    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    /// <summary>Empty when there is nothing yet, or when the name leads back to itself.</summary>
    public IReadOnlyList<Symbol> Symbols
    {
        get
        {
            if (_symbols is null && !_isResolving)
            {
                _isResolving = true;
                IReadOnlyList<Symbol> found = resolve();
                _symbols = found.Count > 0 ? found : null;
                _isResolving = false;
            }
            return _symbols ?? [];
        }
    }
}

/// <summary>A file's items, then its imports, then what it imports with a star.</summary>
internal sealed class ModuleScope(SourceModuleSymbol module, Scope builtins) : Scope(builtins)
{
    private readonly Dictionary<string, ImportBinding> _imports = [];
    private readonly List<ModuleSymbol> _stars = [];

    public override IEnumerable<string> NamesHere =>
        module.ItemNames.Concat(_imports.Keys).Concat(_stars.SelectMany(s => s.ExportedNames));

    public SourceModuleSymbol Module => module;

    public IEnumerable<ImportBinding> Imports => _imports.Values;

    public IEnumerable<ModuleSymbol> Stars => _stars;

    public ImportBinding? FindImport(string name) => _imports.GetValueOrDefault(name);

    public void Import(ImportBinding binding) => _imports[binding.Name] = binding;

    public void ImportAll(ModuleSymbol from) => _stars.Add(from);

    public override IReadOnlyList<Symbol> LookupHere(string name)
    {
        IReadOnlyList<Symbol> items = module.Items(name);
        if (items.Count > 0)
        {
            return items;
        }
        if (_imports.TryGetValue(name, out var import))
        {
            // A failed import is reported once, where it stands.
            return import.Symbols is { Count: > 0 } imported ? imported : [new TypeNameSymbol(name, ErrorTypeSymbol.Instance)];
        }
        return _stars.Select(s => s.Exports(name)).FirstOrDefault(s => s.Count > 0) ?? [];
    }
}
