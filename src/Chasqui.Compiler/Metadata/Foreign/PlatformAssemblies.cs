using Mono.Cecil;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>
/// The assemblies of the platform and those a project references. Nothing is opened before a program imports from <c>dotnet::</c>, then only
/// what a name leads to: assemblies named like its namespace, the basic ones, and the rest only where the type is in none of these.
/// </summary>
internal sealed class PlatformAssemblies(IReadOnlyList<string> references) : IAssemblyResolver
{
    /// <summary>Where most types of the platform are.</summary>
    private static readonly string[] Basic = ["System.Runtime", "System.Collections", "System.Console", "System.Linq", "System.Threading"];

    private readonly Dictionary<string, ModuleDefinition?> _open = [];
    private readonly Dictionary<(string Namespace, string Name), IReadOnlyList<TypeDefinition>> _found = [];
    private Dictionary<string, string>? _paths;

    /// <summary>Assembly files by simple name. A project's own come before the platform's.</summary>
    private Dictionary<string, string> Paths => _paths ??= Index([.. references, .. Directory.EnumerateFiles(PlatformFolder(), "*.dll")]);

    /// <summary>The public types of a name, of any number of type parameters, fewest first.</summary>
    public IReadOnlyList<TypeDefinition> Find(string @namespace, string name)
    {
        if (!_found.TryGetValue((@namespace, name), out var types))
        {
            types = [];
            foreach (string assembly in Candidates(@namespace))
            {
                types = [.. In(assembly, @namespace).Where(t => PlainName(t) == name).OrderBy(t => t.GenericParameters.Count)];
                if (types.Count > 0)
                {
                    break;
                }
            }
            _found[(@namespace, name)] = types;
        }
        return types;
    }

    /// <summary>The names of the public types of a namespace, through every assembly.</summary>
    public IEnumerable<string> TypeNames(string @namespace) => Candidates(@namespace).SelectMany(a => In(a, @namespace)).Select(PlainName).Distinct();

    public IEnumerable<string> Namespaces => Paths.Keys.SelectMany(Public).Select(t => t.Namespace).Distinct();

    public bool HasNamespace(string @namespace) => Candidates(@namespace).Any(a => In(a, @namespace).Any());

    /// <summary>The definition of a type that a signature speaks of; null where it is not among these assemblies.</summary>
    public TypeDefinition? Resolve(TypeReference reference)
    {
        if (reference is TypeDefinition definition)
        {
            return definition;
        }
        if (reference.DeclaringType is { } outer)
        {
            return Resolve(outer)?.NestedTypes.FirstOrDefault(t => t.Name == reference.Name);
        }
        string scope = reference.Scope is AssemblyNameReference named ? named.Name : "System.Runtime";
        return (Open(scope) is { } module ? Lookup(module, reference.Namespace, reference.Name) : null)
            ?? Find(reference.Namespace, reference.Name.Split('`')[0]).FirstOrDefault(t => t.Name == reference.Name);
    }

    AssemblyDefinition? IAssemblyResolver.Resolve(AssemblyNameReference name) => Open(name.Name)?.Assembly;

    AssemblyDefinition? IAssemblyResolver.Resolve(AssemblyNameReference name, ReaderParameters parameters) => Open(name.Name)?.Assembly;

    public void Dispose()
    {
        foreach (ModuleDefinition? module in _open.Values)
        {
            module?.Dispose();
        }
    }

    public static string PlainName(TypeDefinition type) => type.Name.Split('`')[0];

    private IEnumerable<string> Candidates(string @namespace)
    {
        string[] alike = [.. Paths.Keys.Where(p => IsAlike(p, @namespace)).OrderByDescending(p => p.Length <= @namespace.Length ? p.Length : 0).ThenBy(p => p, StringComparer.Ordinal)];
        IEnumerable<string> first = alike.Where(a => a.Length == @namespace.Length).Concat(Basic).Concat(alike);
        return first.Concat(Paths.Keys.Order(StringComparer.Ordinal)).Where(Paths.ContainsKey).Distinct();
    }

    private static bool IsAlike(string assembly, string @namespace) => assembly == @namespace || IsWithin(assembly, @namespace) || IsWithin(@namespace, assembly);

    private static bool IsWithin(string path, string folder) =>
        path.Length > folder.Length && path[folder.Length] == '.' && path.StartsWith(folder, StringComparison.Ordinal);

    private IEnumerable<TypeDefinition> In(string assembly, string @namespace) => Public(assembly).Where(t => t.Namespace == @namespace);

    private IEnumerable<TypeDefinition> Public(string assembly) => Open(assembly)?.Types.Where(t => t.IsPublic) ?? [];

    private TypeDefinition? Lookup(ModuleDefinition module, string @namespace, string name) =>
        module.GetType(@namespace, name)
        ?? (module.HasExportedTypes && module.ExportedTypes.FirstOrDefault(e => e.Namespace == @namespace && e.Name == name)?.Scope is AssemblyNameReference target
            && target.Name != module.Assembly.Name.Name && Open(target.Name) is { } next
                ? Lookup(next, @namespace, name)
                : null);

    private ModuleDefinition? Open(string assembly)
    {
        if (!_open.TryGetValue(assembly, out ModuleDefinition? module))
        {
            module = Paths.TryGetValue(assembly, out string? path) ? Read(path) : null;
            _open[assembly] = module;
        }
        return module;
    }

    /// <summary>Null for what is no assembly, as the native libraries in the platform's folder, or cannot be read.</summary>
    private ModuleDefinition? Read(string path)
    {
        try
        {
            return ModuleDefinition.ReadModule(path, new ReaderParameters(ReadingMode.Deferred) { InMemory = true, AssemblyResolver = this });
        }
        catch (Exception fault) when (fault is BadImageFormatException or IOException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Index(IEnumerable<string> files)
    {
        var paths = new Dictionary<string, string>();
        foreach (string file in files)
        {
            paths.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }
        return paths;
    }

    /// <summary>The reference assemblies of the SDK the compiler runs on; without an SDK, the platform itself, which has the same public types.</summary>
    private static string PlatformFolder()
    {
        string shared = Path.GetDirectoryName(typeof(object).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;
        string packs = Path.GetFullPath(Path.Combine(shared, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        int major = Environment.Version.Major;
        return Directory.Exists(packs)
            && Directory.EnumerateDirectories(packs, $"{major}.*").OrderByDescending(d => Version.TryParse(Path.GetFileName(d), out Version? v) ? v : new Version())
                .Select(d => Path.Combine(d, "ref", $"net{major}.0")).FirstOrDefault(Directory.Exists) is { } reference
            ? reference
            : shared;
    }
}
