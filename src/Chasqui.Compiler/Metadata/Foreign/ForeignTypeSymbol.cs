using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>
/// A type of .NET outside the runtime library. It has no members until the program imports from <c>dotnet::</c>: only then are the platform's
/// assemblies looked into.
/// </summary>
internal sealed class ForeignTypeSymbol : ImportedTypeSymbol
{
    /// <summary>The hook of the conversions that a type declares as implicit, to itself and from itself.</summary>
    public const string ImplicitConversion = "__implicit__";

    private readonly RuntimeLibrary _library;
    private readonly Dictionary<string, ImmutableArray<FunctionSymbol>> _methods = [];
    private readonly Dictionary<FieldSymbol, FieldDefinition> _clrFields = [];
    private ImmutableArray<FieldSymbol> _fields;
    private ImmutableArray<FunctionSymbol> _constructors;
    private ImmutableArray<NamedTypeSymbol> _traits;
    private ForeignMembers? _members;
    private TypeDefinition? _clr;
    private bool _isSought;

    public ForeignTypeSymbol(RuntimeLibrary library, string name, TypeReference reference)
        : base(library, name, reference, definition: null)
    {
        _library = library;
        _clr = reference as TypeDefinition;
    }

    /// <summary>Null before the first import of .NET, and for what is not among the known assemblies.</summary>
    public TypeDefinition? Clr
    {
        get
        {
            if (_clr is null && !_isSought && _library.Platform is { } platform)
            {
                _isSought = true;
                _clr = platform.Resolve(base.Reference);
            }
            return _clr;
        }
    }

    public override TypeReference Reference => _clr ?? base.Reference;

    public string ClrName => Reference.FullName;

    /// <summary>The type of the language that is the same CLR type.</summary>
    public PrimitiveTypeSymbol? Primitive => ClrTypeMapper.Primitive(Reference.FullName);

    /// <summary>A value of the type as the rest of the program sees it.</summary>
    public TypeSymbol ValueType => Primitive ?? (TypeSymbol)SelfType;

    /// <summary>The program says that values may be used by several tasks: <c>@send</c> on an import.</summary>
    public bool IsAssertedSendable { get; set; }

    public override TypeDefinitionKind Kind => Clr is { IsInterface: true } ? TypeDefinitionKind.Trait : TypeDefinitionKind.Opaque;

    public bool IsEnum => Clr is { IsEnum: true };

    public bool IsInterface => Clr is { IsInterface: true };

    public bool IsDelegate => Clr?.BaseType?.FullName == "System.MulticastDelegate";

    /// <summary>Lives on the stack only, which a value of a program cannot promise.</summary>
    public bool IsStackOnly => Clr is { IsValueType: true, HasCustomAttributes: true } clr && clr.CustomAttributes.Any(a => a.AttributeType.Name == "IsByRefLikeAttribute");

    public bool IsTask => Reference.Namespace == "System.Threading.Tasks" && Name is "Task" or "ValueTask";

    public override bool IsValueType => Clr?.IsValueType ?? Reference.IsValueType;

    public override ValueKind ValueKind => Clr is null || IsValueType ? ValueKind.Plain : ValueKind.SharedHandle;

    public override ImmutableArray<FieldSymbol> Fields => _fields.IsDefault && Clr is not null ? _fields = ImportFields() : _fields.IsDefault ? [] : _fields;

    public override ImmutableArray<FunctionSymbol> Methods => [.. (Members?.Names ?? []).SelectMany(n => MethodsNamed(n)), .. Constructors];

    public override ImmutableArray<NamedTypeSymbol> Traits => _traits.IsDefault && Clr is { } clr
        ? _traits = [.. clr.Interfaces.Select(i => Mapped(i.InterfaceType)).OfType<NamedTypeSymbol>()]
        : _traits.IsDefault ? [] : _traits;

    public override NamedTypeSymbol? BaseType => Clr?.BaseType is { } parent ? Mapped(parent) : null;

    public override bool IsReleasable => Implements("System.IDisposable");

    public override ImmutableArray<string> Capabilities
    {
        get
        {
            if (Clr is null)
            {
                return base.Capabilities;
            }
            ImmutableArray<string> known = ["Display", "Debug", "Copy", "Clone", "Eq", "Hash"];
            return IsEnum || Implements("System.IComparable`1") ? known.Add("Ord") : known;
        }
    }

    public override bool? IsSendable => Clr is null ? null : IsAssertedSendable || ThreadSafety.IsSendable(this);

    internal override ImmutableArray<FunctionSymbol> Constructors => _constructors.IsDefault && Members is { } members
        ? _constructors = [.. members.Constructors]
        : _constructors.IsDefault ? [] : _constructors;

    internal override IEnumerable<string> MethodNames => Members?.Names ?? [];

    private ForeignMembers? Members => _members ??= Clr is null ? null : new ForeignMembers(_library, this);

    public override IEnumerable<FunctionSymbol> FindMethods(string name) => MethodsNamed(name);

    internal override ImmutableArray<FunctionSymbol> MethodsNamed(string name)
    {
        if (Members is not { } members)
        {
            return [];
        }
        if (!_methods.TryGetValue(name, out var methods))
        {
            _methods[name] = methods = [.. members.Named(name)];
        }
        return methods;
    }

    public FieldDefinition ClrField(FieldSymbol field) => _clrFields[field];

    /// <summary>A constant, static field or value of an enum.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="use">The type with the arguments it has where it is used.</param>
    public ImportedGlobalSymbol? FindStatic(string name, NamedTypeSymbol use) =>
        Clr?.Fields.FirstOrDefault(f => f.IsStatic && f.IsPublic && f.Name == name) is { } field
        && _library.Mapper.Map(field.FieldType, TypeParameters, []) is { } type
            ? new ImportedGlobalSymbol(name, type.Substitute(use.Substitution), field) { ContainingType = use, IsNullable = Nullability.IsNullable(field, field.FieldType, field) }
            : null;

    public IEnumerable<string> StaticNames =>
    [
        .. Clr?.Fields.Where(f => f.IsStatic && f.IsPublic).Select(f => f.Name) ?? [],
        .. Members?.StaticNames ?? [],
    ];

    /// <summary>What a delegate type takes and gives; null for other types.</summary>
    public ImportedFunctionSymbol? Invoke => IsDelegate ? MethodsNamed("Invoke").OfType<ImportedFunctionSymbol>().FirstOrDefault() : null;

    /// <summary>The type and its bases, nearest first; an interface has the members of <c>object</c> too.</summary>
    public IEnumerable<ForeignTypeSymbol> Lineage
    {
        get
        {
            for (TypeReference? type = Reference; type is not null;)
            {
                if (_library.Imported(type.GetElementType()) is not ForeignTypeSymbol { Clr: { } clr } symbol)
                {
                    yield break;
                }
                yield return symbol;
                type = clr.BaseType ?? (clr.IsInterface ? clr.Module.TypeSystem.Object : null);
            }
        }
    }

    public bool Implements(string interfaceName) =>
        Reference.FullName == interfaceName || Lineage.Any(t => t.Clr is { } clr && clr.Interfaces.Any(i => i.InterfaceType.GetElementType().FullName == interfaceName));

    public override bool IsException => Lineage.Any(t => t.Reference.FullName == "System.Exception") || base.IsException;

    private NamedTypeSymbol? Mapped(TypeReference type) => _library.Mapper.Map(type, TypeParameters, []) as NamedTypeSymbol;

    private ImmutableArray<FieldSymbol> ImportFields()
    {
        var fields = ImmutableArray.CreateBuilder<FieldSymbol>();
        foreach (FieldDefinition clr in Clr?.Fields.Where(f => f.IsPublic && !f.IsStatic && !f.IsSpecialName) ?? [])
        {
            if (_library.Mapper.Map(clr.FieldType, TypeParameters, []) is { } type)
            {
                var field = new FieldSymbol(clr.Name, this, type, isPublic: true);
                _clrFields.Add(field, clr);
                fields.Add(field);
            }
        }
        return fields.ToImmutable();
    }
}
