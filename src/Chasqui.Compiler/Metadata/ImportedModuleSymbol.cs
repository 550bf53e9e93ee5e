using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>A <c>std</c> module: types and static classes that say they belong to it. Items are imported by name on first use.</summary>
public sealed class ImportedModuleSymbol : ModuleSymbol
{
    private readonly RuntimeLibrary _library;
    private readonly Dictionary<string, IReadOnlyList<Symbol>> _exports = [];
    private readonly Dictionary<string, List<Func<Symbol?>>> _items = [];

    internal ImportedModuleSymbol(RuntimeLibrary library, string path, IEnumerable<TypeDefinition> types)
        : base(path)
    {
        _library = library;
        foreach (TypeDefinition type in types)
        {
            AddType(type);
        }
        Derives = [.. types
            .SelectMany(t => RuntimeAttributes.Types(t, "DerivesAttribute"))
            .Select(t => library.Mapper.Map(t, [], []))
            .OfType<NamedTypeSymbol>()];
    }

    /// <summary>The traits that <c>@derive(m)</c> with this module adopts.</summary>
    public ImmutableArray<NamedTypeSymbol> Derives { get; }

    public override IEnumerable<string> ExportedNames => _items.Keys.Concat(_library.SubmoduleNames(Path)).Distinct();

    public override IReadOnlyList<Symbol> Exports(string name)
    {
        if (!_exports.TryGetValue(name, out var symbols))
        {
            List<Symbol> found = [.. (_items.GetValueOrDefault(name) ?? []).Select(import => import()).OfType<Symbol>()];
            if (_library.FindModule($"{Path}.{name}") is { } submodule)
            {
                found.Add(submodule);
            }
            _exports[name] = symbols = found;
        }
        return symbols;
    }

    private void AddType(TypeDefinition type)
    {
        bool isStatic = type.IsAbstract && type.IsSealed;
        foreach (string name in RuntimeAttributes.Names(type))
        {
            Add(name, () => _library.TypeOf(type));
        }
        if (isStatic && !RuntimeAttributes.Has(type, "MethodsOfAttribute"))
        {
            var members = new MemberTable(type);
            foreach (string name in members.Names)
            {
                foreach (IMemberDefinition member in members.Named(name))
                {
                    Add(name, () => Import(name, member));
                }
            }
        }
        if (RuntimeAttributes.Has(type, "UnqualifiedAttribute") && _library.Imported(type) is { } definition)
        {
            foreach (VariantSymbol variant in definition.Variants)
            {
                Add(variant.Name, () => variant);
            }
        }
    }

    private Symbol? Import(string name, IMemberDefinition member)
    {
        TypeReference? type = (member as FieldDefinition)?.FieldType ?? (member as PropertyDefinition)?.PropertyType;
        if (type is null)
        {
            return _library.Functions.Import(name, member, null);
        }
        if (_library.Mapper.Map(type, [], []) is not { } mapped)
        {
            _library.Skip(member, $"Chasqui has no type for {type.FullName}");
            return null;
        }
        return new ImportedGlobalSymbol(name, mapped, member);
    }

    private void Add(string name, Func<Symbol?> import)
    {
        if (!_items.TryGetValue(name, out var list))
        {
            _items[name] = list = [];
        }
        list.Add(import);
    }
}
