using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>
/// A type of the runtime library, or a .NET type (a <c>ForeignTypeSymbol</c>; then <see cref="Definition"/> is null). Members are imported by
/// name on first use.
/// </summary>
public class ImportedTypeSymbol : TypeDefinitionSymbol
{
    private readonly RuntimeLibrary _library;
    private readonly TypeReference _reference;
    private readonly Dictionary<string, ImmutableArray<FunctionSymbol>> _methods = [];
    private MemberTable? _members;
    private ImmutableArray<VariantSymbol>? _variants;

    internal ImportedTypeSymbol(RuntimeLibrary library, string name, TypeReference reference, TypeDefinition? definition)
        : base(name, KindOf(definition), null)
    {
        _library = library;
        _reference = reference;
        Definition = definition;
        TypeParameters = FunctionImporter.TypeParameters(definition ?? (IGenericParameterProvider)reference, isMethod: false);
        if (definition is null)
        {
            return;
        }
        foreach (CustomAttribute attribute in RuntimeAttributes.All(definition, "RequiresAttribute"))
        {
            IReadOnlyList<string> words = RuntimeAttributes.Strings(attribute, 0);
            if (TypeParameters.FirstOrDefault(p => words.Count > 0 && p.Name == words[0]) is { } parameter)
            {
                parameter.Capabilities = [.. parameter.Capabilities, .. words.Skip(1)];
            }
        }
    }

    public virtual TypeReference Reference => _reference;

    public TypeDefinition? Definition { get; }

    public override ImmutableArray<TypeParameterSymbol> TypeParameters { get; }

    public override ImmutableArray<FieldSymbol> Fields => [];

    public override ImmutableArray<FunctionSymbol> Methods =>
        [.. (Members?.Names ?? []).SelectMany(n => MethodsNamed(n)), .. Constructors];

    public override ImmutableArray<VariantSymbol> Variants => _variants ??= ImportVariants();

    public override ImmutableArray<NamedTypeSymbol> Traits => Definition is null
        ? []
        : [.. Definition.Interfaces.Select(i => Mapped(i.InterfaceType)).Where(t => t is { Definition: not Foreign.ForeignTypeSymbol and { Kind: TypeDefinitionKind.Trait } }).OfType<NamedTypeSymbol>()];

    public override NamedTypeSymbol? BaseType =>
        Definition is { IsValueType: false, BaseType: { } baseType } && !Has("HidesBaseAttribute") ? Mapped(baseType) : null;

    /// <summary>Whether its values are CLR exceptions.</summary>
    public virtual bool IsException => Reference.FullName == "System.Exception" || BaseType is { Definition: ImportedTypeSymbol { IsException: true } };

    /// <summary>Whether a value holds something that <c>with</c> releases.</summary>
    public virtual bool IsReleasable => ValueKind == ValueKind.Resource || Implements("Chasqui.Runtime.Core.IResource") || Implements("System.IDisposable");

    public override bool IsValueType => Reference.IsValueType;

    public override ValueKind ValueKind => Definition switch
    {
        null => ValueKind.Plain,
        _ when Has("MoveOnlyAttribute") => ValueKind.Resource,
        _ when Has("SharedHandleAttribute") => ValueKind.SharedHandle,
        _ when Extends(WellKnownTypes.SharedObject) => ValueKind.SharedObject,
        { IsInterface: true } => ValueKind.Compound,
        _ when Implements("Chasqui.Runtime.Core.IShareable") => ValueKind.Compound,
        _ => ValueKind.Plain,
    };

    public override bool IsCounted => Has("CountedAttribute");

    public override ImmutableArray<string> Capabilities
    {
        get
        {
            var known = ImmutableArray.CreateBuilder<string>();
            known.AddRange("Display", "Debug");
            if (Implements("System.IEquatable`1"))
            {
                known.AddRange("Eq", "Hash");
            }
            if (Implements("System.IComparable`1"))
            {
                known.Add("Ord");
            }
            if (ValueKind != ValueKind.Resource)
            {
                known.AddRange("Copy", "Clone");
            }
            return known.ToImmutable();
        }
    }

    /// <summary>What its attribute says; null when the compiler is to decide.</summary>
    public virtual bool? IsSendable =>
        Definition is not null && RuntimeAttributes.Find(Definition, "SendableAttribute") is { } attribute
            ? RuntimeAttributes.Argument<bool>(attribute, 0)
            : null;

    /// <summary>The language's capability that this is only another name of.</summary>
    public string? CapabilityName => Definition is null ? null : RuntimeAttributes.Text(Definition, "CapabilityAttribute");

    /// <summary>The trait that is meant where the type is named as one; null where it cannot be.</summary>
    public TypeDefinitionSymbol? AdoptedAs =>
        Definition is not null && RuntimeAttributes.Find(Definition, "AdoptedAsAttribute") is { } attribute
        && RuntimeAttributes.Argument<TypeReference>(attribute, 0) is { } trait
            ? _library.Imported(trait)
            : null;

    /// <summary>The body of an <c>async with</c> over it is cancelled when something else comes first.</summary>
    public bool CanLose => Has("CanLoseAttribute");

    /// <summary>What to write instead of a method that it does not have; <c>{0}</c> stands for the value. Null for most names.</summary>
    public string? InsteadOf(string method) => Definition is null ? null : RuntimeAttributes.All(Definition, "InsteadOfAttribute")
        .Where(a => RuntimeAttributes.Strings(a, 1).Contains(method)).Select(a => RuntimeAttributes.Argument<string>(a, 0)).FirstOrDefault();

    /// <summary>A value must not leave the <c>async with</c> block whose manager gave it.</summary>
    public bool IsScoped => Has("ScopedAttribute");

    /// <summary>A value must not live where a task may wait.</summary>
    public bool IsThreadBound => Has("ThreadBoundAttribute");

    /// <summary>A value that is ignored deserves a warning.</summary>
    public bool MustUse => Has("MustUseAttribute");

    internal virtual ImmutableArray<FunctionSymbol> Constructors => field.IsDefault
        ? field = [.. (Members?.Constructors ?? []).Select(m => _library.Functions.Import(Name, m, this, isConstructor: true)).OfType<FunctionSymbol>()]
        : field;

    internal virtual IEnumerable<string> MethodNames => Members?.Names ?? [];

    internal virtual ImmutableArray<FunctionSymbol> MethodsNamed(string name)
    {
        if (!_methods.TryGetValue(name, out var methods))
        {
            methods = [.. (Members?.Named(name) ?? []).Select(m => _library.Functions.Import(name, m, this)).OfType<FunctionSymbol>()];
            _methods[name] = methods;
        }
        return methods;
    }

    private MemberTable? Members => _members ??= Definition is null ? null : new MemberTable(Definition);

    private static TypeDefinitionKind KindOf(TypeDefinition? definition) => definition switch
    {
        null => TypeDefinitionKind.Opaque,
        { IsInterface: true } => TypeDefinitionKind.Trait,
        _ when RuntimeAttributes.Has(definition, "EnumAttribute") => TypeDefinitionKind.Enum,
        _ => TypeDefinitionKind.Opaque,
    };

    private ImmutableArray<VariantSymbol> ImportVariants()
    {
        if (Definition is null || Members is null)
        {
            return [];
        }
        bool isUnqualified = Has("UnqualifiedAttribute");
        var variants = new List<VariantSymbol>();
        foreach (var (member, attribute) in Members.Variants)
        {
            IEnumerable<ParameterDefinition> clr = member is MethodDefinition method ? method.Parameters : [];
            TypeSymbol?[] types = [.. clr.Select(p => _library.Mapper.Map(p.ParameterType, TypeParameters, []))];
            if (types.Any(t => t is null) || RuntimeAttributes.Names(member).FirstOrDefault() is not { } name)
            {
                _library.Skip(member, "a variant needs a name and payload types that Chasqui has");
                continue;
            }
            variants.Add(new VariantSymbol(
                name,
                this,
                RuntimeAttributes.Argument<int>(attribute, 0),
                [.. types.OfType<TypeSymbol>().Select((t, i) => new VariantFieldSymbol(null, t, i))])
            {
                IsUnqualified = isUnqualified,
            });
        }
        return [.. variants.OrderBy(v => v.Tag)];
    }

    /// <summary>The CLR member that makes a variant, and the members that read its payload, in order.</summary>
    public (IMemberDefinition Factory, IReadOnlyList<string> Payload) ClrVariant(VariantSymbol variant)
    {
        var (member, attribute) = (Members?.Variants ?? []).Single(v => RuntimeAttributes.Argument<int>(v.Variant, 0) == variant.Tag);
        return (member, RuntimeAttributes.Strings(attribute, 1));
    }

    private NamedTypeSymbol? Mapped(TypeReference type) => _library.Mapper.Map(type, TypeParameters, []) as NamedTypeSymbol;

    private bool Has(string attribute) => Definition is not null && RuntimeAttributes.Has(Definition, attribute);

    private bool Implements(string interfaceName) =>
        Definition is not null && Definition.Interfaces.Any(i => i.InterfaceType.GetElementType().FullName == interfaceName);

    private bool Extends(string baseName)
    {
        for (TypeReference? type = Definition?.BaseType; type is not null;)
        {
            TypeReference element = type.GetElementType();
            if (element.FullName == baseName)
            {
                return true;
            }
            type = _library.Imported(element)?.Definition?.BaseType;
        }
        return false;
    }
}
