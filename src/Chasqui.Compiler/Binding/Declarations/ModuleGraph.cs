using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>The source files that the entry files reach through imports, loaded as they are found.</summary>
internal sealed class ModuleGraph
{
    private const string Extension = ".incn";

    private readonly Dictionary<string, SourceModuleSymbol?> _byPath = [];
    private readonly List<SourceModuleSymbol> _ordered = [];
    private readonly HashSet<SourceModuleSymbol> _visited = [];
    private readonly List<SourceModuleSymbol> _roots = [];
    private readonly HashSet<(SourceModuleSymbol From, SourceModuleSymbol To)> _imports = [];
    private readonly SourceLoader _load;
    private readonly RuntimeLibrary _library;
    private readonly string _root;

    /// <param name="entries">The file a program starts in; or the files to test, of which there may be none.</param>
    /// <param name="testRoot">The project's folder when it is tested; null for a program.</param>
    /// <param name="load">Finds the other files.</param>
    /// <param name="library">Has the modules of <c>std</c>.</param>
    public ModuleGraph(
        ImmutableArray<(SourceText Source, ModuleSyntax Syntax)> entries, string? testRoot, SourceLoader load, RuntimeLibrary library)
    {
        _load = load;
        _library = library;
        _root = testRoot ?? FolderOf(entries[0].Source.Path);
        IsTested = testRoot is not null;
        foreach ((SourceText source, ModuleSyntax syntax) in entries)
        {
            string key = Path.GetFullPath(source.Path);
            var root = new SourceModuleSymbol(IsTested ? NameOf(key) : Path.GetFileNameWithoutExtension(source.Path), source, syntax);
            _byPath[key] = root;
            _roots.Add(root);
        }
        _roots.ForEach(root => ConftestsOf(root));
        _roots.ForEach(Visit);
    }

    /// <summary>Whether the blocks <c>module tests:</c> of the entry files count.</summary>
    public bool IsTested { get; }

    /// <summary>Where a program starts; null when there is nothing but tests.</summary>
    public SourceModuleSymbol? Entry => IsTested ? null : _roots[0];

    /// <summary>A file that may have top-level statements: they form the main of a program.</summary>
    public bool IsEntry(SourceModuleSymbol module) => _roots.Contains(module) && !(IsTested && TestFiles.IsTestFile(module.Source.Path));

    /// <summary>The modules that may have tests, each file before its block <c>module tests:</c>.</summary>
    public IEnumerable<SourceModuleSymbol> TestModules => IsTested
        ? _ordered.Where(m => m.Enclosing is not null || (_roots.Contains(m) && TestFiles.IsTestFile(m.Source.Path)))
        : [];

    /// <summary>The modules that some modules lead to through imports, with themselves.</summary>
    public IReadOnlySet<SourceModuleSymbol> ReachableFrom(IEnumerable<SourceModuleSymbol> modules)
    {
        ILookup<SourceModuleSymbol, SourceModuleSymbol> imports = _imports.ToLookup(i => i.From, i => i.To);
        var reached = new HashSet<SourceModuleSymbol>();
        var pending = new Stack<SourceModuleSymbol>(modules);
        while (pending.TryPop(out SourceModuleSymbol? module))
        {
            if (reached.Add(module))
            {
                foreach (SourceModuleSymbol import in imports[module])
                {
                    pending.Push(import);
                }
            }
        }
        return reached;
    }

    /// <summary>The files <c>conftest.incn</c> whose fixtures a module of a tested project sees, nearest first.</summary>
    public ImmutableArray<SourceModuleSymbol> ConftestsOf(SourceModuleSymbol module)
    {
        if (!IsTested)
        {
            return [];
        }
        var found = ImmutableArray.CreateBuilder<SourceModuleSymbol>();
        string root = Path.GetFullPath(_root.Length == 0 ? "." : _root);
        string? folder = Path.GetDirectoryName(Path.GetFullPath(module.Source.Path));
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Load(Path.Combine(folder, TestFiles.Conftest)) is { } conftest && conftest != module)
            {
                found.Add(conftest);
            }
            if (folder == root)
            {
                break;
            }
        }
        return found.ToImmutable();
    }

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
            if (known is not null)
            {
                Visit(known);
            }
            return known;
        }
        SourceModuleSymbol? module = null;
        if (_load(Path.GetRelativePath(Path.GetFullPath("."), key) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? key : relative) is { } file)
        {
            module = new SourceModuleSymbol(NameOf(key), file.Source, file.Syntax);
        }
        _byPath[key] = module;
        if (module is not null)
        {
            Visit(module);
        }
        return module;
    }

    private string NameOf(string fullPath)
    {
        string name = Path.GetRelativePath(Path.GetFullPath(_root.Length == 0 ? "." : _root), fullPath)[..^Extension.Length];
        return string.Join('.', name.Split('/', '\\').Where(part => part != ".."));
    }

    /// <summary>Loads what the module imports, then puts it last, and after it the tests inside it.</summary>
    private void Visit(SourceModuleSymbol module)
    {
        if (!_visited.Add(module))
        {
            return;
        }
        foreach (ImportSyntax import in module.Syntax.Imports)
        {
            ModulePathSyntax path = import is FromImportSyntax { Path: var from } ? from : ((ImportModuleSyntax)import).Path;
            if (path.Root is ModuleRoot.Dotnet or ModuleRoot.Library)
            {
                continue;
            }
            string[] segments = [.. path.Segments.Select(s => s.Text)];
            ModuleSymbol? found = Follow(path, segments);
            if (import is ImportModuleSyntax && found is null)
            {
                Follow(path, segments[..^1]);
            }
            foreach (ImportItemSyntax item in import is FromImportSyntax items ? items.Items : [])
            {
                if (found is null || found.Exports(item.Name.Text).Count == 0)
                {
                    Follow(path, [.. segments, item.Name.Text]);
                }
            }
        }
        _ordered.Add(module);
        if (IsTested && _roots.Contains(module) && module.Syntax.Members.OfType<TestModuleSyntax>().FirstOrDefault() is { } tests)
        {
            var syntax = new ModuleSyntax(tests.Span, null, tests.Members, module.Syntax.ImportsAsync) { Imports = tests.Imports };
            Visit(new SourceModuleSymbol(module.Path + "$tests", module.Source, syntax) { Enclosing = module });
        }

        ModuleSymbol? Follow(ModulePathSyntax path, string[] segments)
        {
            ModuleSymbol? found = Find(module, path, segments);
            if (found is SourceModuleSymbol source)
            {
                _imports.Add((module, source));
            }
            return found;
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";
}
