using System.Collections.Immutable;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>The source files that the entry file reaches through imports, loaded as they are found.</summary>
internal sealed class ModuleGraph
{
    private const string Extension = ".incn";

    private readonly Dictionary<string, SourceModuleSymbol?> _byPath = [];
    private readonly List<SourceModuleSymbol> _ordered = [];
    private readonly SourceLoader _load;
    private readonly RuntimeLibrary _library;
    private readonly string _root;

    public ModuleGraph((SourceText Source, ModuleSyntax Syntax) entry, SourceLoader load, RuntimeLibrary library)
    {
        _load = load;
        _library = library;
        _root = FolderOf(entry.Source.Path);
        Entry = new SourceModuleSymbol(Path.GetFileNameWithoutExtension(entry.Source.Path), entry.Source, entry.Syntax);
        _byPath[Path.GetFullPath(entry.Source.Path)] = Entry;
        Visit(Entry);
    }

    public SourceModuleSymbol Entry { get; }

    /// <summary>Imported modules before those that import them; within a cycle, the one met first comes last.</summary>
    public ImmutableArray<SourceModuleSymbol> Ordered => [.. _ordered];

    /// <param name="from">The importing module.</param>
    /// <param name="path">Its root and leading dots count; its segments do not.</param>
    /// <param name="segments">The names to follow from there.</param>
    public ModuleSymbol? Find(SourceModuleSymbol from, ModulePathSyntax path, IReadOnlyList<string> segments)
    {
        if (segments.Count == 0)
        {
            return null;
        }
        if (path is { Root: ModuleRoot.Default, ParentLevels: 0 } && segments[0] == "std")
        {
            return _library.FindModule(string.Join('.', segments));
        }
        foreach (string folder in Folders(from, path))
        {
            if (Load(Path.Combine([folder, .. segments]) + Extension) is { } module)
            {
                return module;
            }
        }
        return null;
    }

    private IEnumerable<string> Folders(SourceModuleSymbol from, ModulePathSyntax path)
    {
        string own = FolderOf(from.Source.Path);
        if (path.ParentLevels > 0)
        {
            return [Path.Combine([own, .. Enumerable.Repeat("..", path.ParentLevels - 1)])];
        }
        return path.Root == ModuleRoot.Crate ? [_root] : [own, _root, Path.Combine(_root, "src"), Path.Combine(_root, "..", "src")];
    }

    private SourceModuleSymbol? Load(string path)
    {
        string key = Path.GetFullPath(path);
        if (_byPath.TryGetValue(key, out var known))
        {
            return known;
        }
        SourceModuleSymbol? module = null;
        if (_load(Path.GetRelativePath(Path.GetFullPath("."), key) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? key : relative) is { } file)
        {
            string name = Path.GetRelativePath(Path.GetFullPath(_root.Length == 0 ? "." : _root), key)[..^Extension.Length];
            name = string.Join('.', name.Split('/', '\\').Where(part => part != ".."));
            module = new SourceModuleSymbol(name, file.Source, file.Syntax);
        }
        _byPath[key] = module;
        if (module is not null)
        {
            Visit(module);
        }
        return module;
    }

    /// <summary>Loads what the module imports, then puts it last.</summary>
    private void Visit(SourceModuleSymbol module)
    {
        foreach (ImportSyntax import in module.Syntax.Members.OfType<ImportSyntax>())
        {
            ModulePathSyntax path = import is FromImportSyntax { Path: var from } ? from : ((ImportModuleSyntax)import).Path;
            if (path.Root is ModuleRoot.Dotnet or ModuleRoot.Library)
            {
                continue;
            }
            string[] segments = [.. path.Segments.Select(s => s.Text)];
            ModuleSymbol? found = Find(module, path, segments);
            if (import is ImportModuleSyntax && found is null)
            {
                Find(module, path, segments[..^1]);
            }
            foreach (ImportItemSyntax item in import is FromImportSyntax items ? items.Items : [])
            {
                if (found is null || found.Exports(item.Name.Text).Count == 0)
                {
                    Find(module, path, [.. segments, item.Name.Text]);
                }
            }
        }
        _ordered.Add(module);
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";
}
