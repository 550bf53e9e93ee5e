using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>The runtime assembly as modules, types and functions. Read on demand: loading looks at the attributes of its types only.</summary>
public sealed class RuntimeLibrary
{
    public const string BuiltinsPath = "std.builtins";

    private readonly Dictionary<string, List<TypeDefinition>> _modules = [];
    private readonly Dictionary<string, ImportedModuleSymbol> _imported = [];
    private readonly Dictionary<string, ImportedTypeSymbol> _types = [];

    /// <summary>Extension classes by the CLR name of the type they extend.</summary>
    private readonly Dictionary<string, List<ExtensionClass>> _extensions = [];

    private readonly Dictionary<string, ForeignNamespaceSymbol> _namespaces = [];
    private readonly List<string> _skipped = [];

    private RuntimeLibrary(string path)
    {
        Path = path;
        Module = ModuleDefinition.ReadModule(path, new ReaderParameters(ReadingMode.Deferred) { InMemory = true });
        Mapper = new ClrTypeMapper(this);
        Functions = new FunctionImporter(this, Mapper);
        foreach (TypeDefinition type in Module.Types)
        {
            if (type.HasCustomAttributes)
            {
                Index(type);
            }
        }
    }

    public string Path { get; }

    public ModuleDefinition Module { get; }

    internal ClrTypeMapper Mapper { get; }

    internal FunctionImporter Functions { get; }

    /// <summary>Null until the program imports from .NET.</summary>
    internal PlatformAssemblies? Platform { get; private set; }

    /// <summary>Assemblies of .NET that a project references, beyond the platform's.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>A namespace of .NET, or null.</summary>
    internal ModuleSymbol? FindNamespace(string dottedPath)
    {
        PlatformAssemblies platform = Platform ??= new PlatformAssemblies(References);
        if (!_namespaces.TryGetValue(dottedPath, out ForeignNamespaceSymbol? found) && platform.HasNamespace(dottedPath))
        {
            _namespaces[dottedPath] = found = new ForeignNamespaceSymbol(this, dottedPath);
        }
        return found;
    }

    public static RuntimeLibrary Load(string path, IReadOnlyList<string>? references = null) => new(path) { References = references ?? [] };

    public IEnumerable<string> ModulePaths => _modules.Keys;

    /// <summary>Members met so far that carry a name but have a signature Chasqui cannot express, each with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    public ModuleSymbol? FindModule(string dottedPath)
    {
        if (_imported.TryGetValue(dottedPath, out var module))
        {
            return module;
        }
        if (!_modules.TryGetValue(dottedPath, out var types) && !SubmoduleNames(dottedPath).Any())
        {
            return null;
        }
        return _imported[dottedPath] = new ImportedModuleSymbol(this, dottedPath, types ?? []);
    }

    /// <summary>The items of <c>std.builtins</c> and the unqualified variants: types (<see cref="TypeDefinitionSymbol"/> or <see cref="TypeNameSymbol"/>), functions, variants.</summary>
    public IReadOnlyList<Symbol> Builtins(string name) => FindModule(BuiltinsPath)?.Exports(name) ?? [];

    public IEnumerable<string> BuiltinNames => FindModule(BuiltinsPath)?.ExportedNames ?? [];

    /// <summary>Methods and properties of a name: the type's own, else its bases' and traits', else those of extension classes. Not constructors.</summary>
    public IEnumerable<FunctionSymbol> MethodsOf(TypeSymbol receiver, string name)
    {
        IEnumerable<FunctionSymbol> own = receiver.Resolved switch
        {
            NamedTypeSymbol named => Own(named.Definition, name),
            TypeParameterSymbol parameter => parameter.Bounds.SelectMany(b => MethodsOf(b, name)),
            _ => [],
        };
        return own.Concat(ExtensionsOf(receiver).SelectMany(e => e.MethodsNamed(name)));
    }

    /// <summary>Methods that values of every type have.</summary>
    public IEnumerable<FunctionSymbol> MethodsOfAnyValue(string name) => ExtensionClasses("System.Object").SelectMany(e => e.MethodsNamed(name));

    /// <summary>Static methods that every type has; their type parameter stands for it.</summary>
    public IEnumerable<FunctionSymbol> MethodsOfAnyType(string name) => ExtensionClasses("System.Type").SelectMany(e => e.MethodsNamed(name));

    public IEnumerable<string> MethodNamesOf(TypeSymbol receiver)
    {
        IEnumerable<string> own = receiver.Resolved is NamedTypeSymbol named
            ? Ancestry(named.Definition).SelectMany(d => d is ImportedTypeSymbol i ? i.MethodNames : d.Methods.Select(m => m.Name))
            : [];
        return own.Concat(ExtensionsOf(receiver).SelectMany(e => e.Names)).Distinct();
    }

    /// <summary>What the type's name called as a function means: <c>ValueError("…")</c>, <c>int("3")</c>.</summary>
    public IEnumerable<FunctionSymbol> ConstructorsOf(TypeSymbol type)
    {
        IEnumerable<FunctionSymbol> own =
            type.Resolved is NamedTypeSymbol { Definition: ImportedTypeSymbol imported } ? imported.Constructors : [];
        ImmutableArray<FunctionSymbol> given = [.. ExtensionClasses(ClrName(type)).SelectMany(e => e.Constructors)];
        return given.IsEmpty || type.Resolved is NamedTypeSymbol { Definition: ForeignTypeSymbol { Primitive: not null } } ? own : given;
    }

    /// <summary>The parameterless method through whose result unknown methods are looked up (<c>iter</c> of a list); null: none.</summary>
    public string? ForwardsTo(TypeSymbol receiver) =>
        receiver.Resolved is NamedTypeSymbol { Definition: ImportedTypeSymbol { Definition: { } definition } }
            ? RuntimeAttributes.Text(definition, "ForwardsToAttribute")
            : ExtensionClasses(ClrName(receiver)).Select(e => e.ForwardsTo).FirstOrDefault(f => f is not null);

    /// <summary>Any type of the runtime by its CLR name.</summary>
    public TypeDefinitionSymbol Type(string clrFullName) =>
        Module.GetType(clrFullName) is { } definition
            ? Imported(definition)
            : throw new InternalCompilerException($"the runtime library {Path} has no type {clrFullName}");

    public NamedTypeSymbol ListOf(TypeSymbol element) => Constructed(WellKnownTypes.List, element);

    public NamedTypeSymbol DictOf(TypeSymbol key, TypeSymbol value) => Constructed(WellKnownTypes.Dict, key, value);

    public NamedTypeSymbol SetOf(TypeSymbol element) => Constructed(WellKnownTypes.Set, element);

    public NamedTypeSymbol OptionOf(TypeSymbol value) => Constructed(WellKnownTypes.Option, value);

    /// <summary>What an <c>Option[T]</c> may hold; null for any other type.</summary>
    public TypeSymbol? ValueOfOption(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol named && ReferenceEquals(named.Definition, Type(WellKnownTypes.Option)) ? named.Arguments[0].Resolved : null;

    public NamedTypeSymbol ResultOf(TypeSymbol value, TypeSymbol error) => Constructed(WellKnownTypes.Result, value, error);

    public NamedTypeSymbol FutureOf(TypeSymbol value) => Constructed(WellKnownTypes.Future, value);

    public NamedTypeSymbol IteratorOf(TypeSymbol element) => Constructed(WellKnownTypes.Iterator, element);

    public NamedTypeSymbol RangeType => Constructed(WellKnownTypes.Range);

    /// <summary>The namespaces that have a public type of this name.</summary>
    internal IReadOnlyList<string> NamespacesOf(string typeName) => Platform is { } platform
        ? [.. platform.Namespaces.Where(n => n.Length > 0 && platform.Find(n, typeName).Count > 0).Order(StringComparer.Ordinal).Take(3)]
        : [];

    internal string? ClosestNamespace(string name) => NameSuggestions.Closest(name, Platform?.Namespaces ?? []);

    /// <summary>The delegate type that values of a function type are; null for other types.</summary>
    internal NamedTypeSymbol? DelegateOf(TypeSymbol type) => type switch
    {
        FunctionTypeSymbol function => Platform?.Find("System", "Func").FirstOrDefault(t => t.GenericParameters.Count == function.Parts.Length) is { } clr
            ? new NamedTypeSymbol(Imported(clr), function.Parts)
            : null,
        NamedTypeSymbol { Definition: ForeignTypeSymbol { IsDelegate: true } } named => named,
        _ => null,
    };

    /// <summary>The .NET type that a type of the language is.</summary>
    internal ForeignTypeSymbol? ForeignTypeOf(PrimitiveTypeSymbol primitive) =>
        ClrTypeMapper.ClrName(primitive) is { } name && Platform?.Find("System", name["System.".Length..]) is [var clr, ..] ? Imported(clr) as ForeignTypeSymbol : null;

    /// <summary>The type of the same name with another number of parameters.</summary>
    internal ForeignTypeSymbol? OfArity(TypeDefinitionSymbol type, int count) =>
        type is ForeignTypeSymbol { Clr: { } clr } && Platform?.Find(clr.Namespace, PlatformAssemblies.PlainName(clr)).FirstOrDefault(t => t.GenericParameters.Count == count) is { } other
            ? Imported(other) as ForeignTypeSymbol
            : null;

    internal void Skip(IMemberDefinition member, string reason) => _skipped.Add($"{member.FullName}: {reason}");

    internal IEnumerable<string> SubmoduleNames(string path) =>
        _modules.Keys
            .Where(k => k.Length > path.Length && k[path.Length] == '.' && k.StartsWith(path, StringComparison.Ordinal))
            .Select(k => k[(path.Length + 1)..].Split('.')[0])
            .Distinct();

    /// <summary>The symbol of a CLR type other than the primitives, one per type.</summary>
    internal ImportedTypeSymbol Imported(TypeReference reference)
    {
        if (!_types.TryGetValue(reference.FullName, out var symbol))
        {
            TypeDefinition? definition = Module.GetType(reference.FullName);
            TypeDefinition? named = definition ?? NamedExtension(reference.FullName);
            string? name = named is null ? null : RuntimeAttributes.Names(named).FirstOrDefault();
            name ??= reference.Name.Split('`')[0];
            _types[reference.FullName] = symbol = definition is null
                ? new ForeignTypeSymbol(this, name, reference)
                : new ImportedTypeSymbol(this, name, reference, definition);
        }
        return symbol;
    }

    /// <summary>What the name on a CLR type means: the type, or for an extension class the type it extends.</summary>
    internal Symbol TypeOf(TypeDefinition type)
    {
        string name = RuntimeAttributes.Names(type).First();
        TypeReference target = RuntimeAttributes.Find(type, "MethodsOfAttribute") is { } extension
            ? RuntimeAttributes.Argument<TypeReference>(extension, 0) ?? type
            : type;
        return ClrTypeMapper.Primitive(target.FullName) is { } primitive ? new TypeNameSymbol(name, primitive) : Imported(target);
    }

    private void Index(TypeDefinition type)
    {
        foreach (string path in RuntimeAttributes.Texts(type, "ModuleAttribute"))
        {
            if (!_modules.TryGetValue(path, out var types))
            {
                _modules[path] = types = [];
            }
            types.Add(type);
        }
        foreach (CustomAttribute attribute in RuntimeAttributes.All(type, "MethodsOfAttribute"))
        {
            if (RuntimeAttributes.Argument<TypeReference>(attribute, 0) is not { } extended)
            {
                continue;
            }
            if (!_extensions.TryGetValue(extended.FullName, out var classes))
            {
                _extensions[extended.FullName] = classes = [];
            }
            classes.Add(new ExtensionClass(this, type));
        }
    }

    private TypeDefinition? NamedExtension(string clrFullName) =>
        ExtensionClasses(clrFullName).Select(e => e.Class).FirstOrDefault(c => RuntimeAttributes.Has(c, "NameAttribute"));

    private static IEnumerable<FunctionSymbol> Own(TypeDefinitionSymbol definition, string name)
    {
        foreach (TypeDefinitionSymbol ancestor in Ancestry(definition))
        {
            ImmutableArray<FunctionSymbol> found =
                ancestor is ImportedTypeSymbol imported ? imported.MethodsNamed(name) : [.. ancestor.FindMethods(name)];
            if (!found.IsEmpty)
            {
                return found;
            }
        }
        return [];
    }

    /// <summary>The type, its base classes, then the traits of all of them; each once.</summary>
    private static IEnumerable<TypeDefinitionSymbol> Ancestry(TypeDefinitionSymbol definition)
    {
        var seen = new HashSet<TypeDefinitionSymbol>();
        var pending = new Queue<TypeDefinitionSymbol>();
        for (TypeDefinitionSymbol? d = definition; d is not null && seen.Add(d); d = d.BaseType?.Definition)
        {
            pending.Enqueue(d);
        }
        while (pending.TryDequeue(out var next))
        {
            yield return next;
            foreach (NamedTypeSymbol trait in next.Traits)
            {
                if (seen.Add(trait.Definition))
                {
                    pending.Enqueue(trait.Definition);
                }
            }
        }
    }

    private IEnumerable<ExtensionClass> ExtensionsOf(TypeSymbol receiver)
    {
        if (receiver.Resolved is NamedTypeSymbol named)
        {
            return Ancestry(named.Definition).OfType<ImportedTypeSymbol>().SelectMany(d => ExtensionClasses(d.Reference.FullName));
        }
        return ExtensionClasses(ClrName(receiver));
    }

    private IEnumerable<ExtensionClass> ExtensionClasses(string? clrName) =>
        clrName is not null && _extensions.TryGetValue(clrName, out var classes) ? classes : [];

    private static string? ClrName(TypeSymbol type) => type.Resolved switch
    {
        PrimitiveTypeSymbol primitive => ClrTypeMapper.ClrName(primitive),
        NamedTypeSymbol { Definition: ImportedTypeSymbol imported } => imported.Reference.FullName,
        _ => null,
    };

    private NamedTypeSymbol Constructed(string definition, params ImmutableArray<TypeSymbol> arguments) => new(Type(definition), arguments);
}
