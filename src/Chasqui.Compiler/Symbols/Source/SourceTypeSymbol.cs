using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Symbols.Source;

/// <summary>A model, class, trait, enum or newtype of a source file. Its members are set once by the Declare phase.</summary>
public sealed class SourceTypeSymbol(
    TypeDeclarationSyntax declaration,
    TypeDefinitionKind kind,
    SourceModuleSymbol module,
    ImmutableArray<TypeParameterSymbol> typeParameters)
    : TypeDefinitionSymbol(declaration.Name.Text, kind, declaration.Name.Span)
{
    public SourceModuleSymbol Module { get; } = module;

    public TypeDeclarationSyntax Declaration { get; } = declaration;

    public bool IsPublic => Declaration.Modifiers.IsPublic;

    /// <summary>What its members see: its type parameters, then the module.</summary>
    public Scope Scope { get; internal set; } = EmptyScope.Instance;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters { get; } = typeParameters;

    public override ImmutableArray<FieldSymbol> Fields => Members.Fields;

    public override ImmutableArray<FunctionSymbol> Methods => Members.Methods;

    public override ImmutableArray<VariantSymbol> Variants => Members.Variants;

    public override ImmutableArray<NamedTypeSymbol> Traits => Members.Traits;

    /// <summary>None: to extend a class copies its members.</summary>
    public override NamedTypeSymbol? BaseType => null;

    /// <summary>The class it extends.</summary>
    public NamedTypeSymbol? Parent => Members.Parent;

    public override ImmutableArray<string> Capabilities => Members.Capabilities;

    /// <summary>The type a newtype wraps; else null.</summary>
    public TypeSymbol? Underlying => Members.Underlying;

    /// <summary>Fields that adopters of a trait must have: <c>@requires(count: int)</c>.</summary>
    public ImmutableArray<FieldSymbol> Requirements => Members.Requirements;

    /// <summary>Whether there are any; known before they are resolved.</summary>
    public bool RequiresFields => Declaration.Modifiers.Decorators.Any(d => d.Path is [{ Text: "requires" }]);

    /// <summary>Bounds on what a newtype wraps.</summary>
    public ImmutableArray<NewtypeConstraint> Constraints => Members.Constraints;

    /// <summary><c>@no_implicit_coercion</c></summary>
    public bool RefusesCoercion => Declaration.Modifiers.Decorators.Any(d => d.Path is [{ Text: "no_implicit_coercion" }]);

    public override VariantSymbol? FindVariant(string name) =>
        base.FindVariant(Members.Aliases.GetValueOrDefault(name, name));

    public override IEnumerable<FunctionSymbol> FindMethods(string name) => base.FindMethods(Members.Aliases.GetValueOrDefault(name, name));

    /// <summary>Models, classes and enums are CLR classes.</summary>
    public override bool IsValueType => false;

    public override ValueKind ValueKind => Kind switch
    {
        TypeDefinitionKind.Model or TypeDefinitionKind.Class or TypeDefinitionKind.Newtype => ValueKind.SharedObject,
        TypeDefinitionKind.Enum when Variants.All(v => v.Payload.IsEmpty) => ValueKind.Plain,
        _ => ValueKind.Compound,
    };

    /// <summary><c>quiet = partial set(level=0)</c></summary>
    public ImmutableArray<PresetSymbol> Presets => Members.Presets;

    internal SourceTypeMembers Members { get; set; } = SourceTypeMembers.None;
}

/// <summary><c>ge=0</c> of <c>int[ge=0]</c>.</summary>
public sealed record NewtypeConstraint(string Key, long Value);

internal sealed record SourceTypeMembers
{
    public static readonly SourceTypeMembers None = new();

    public ImmutableArray<FieldSymbol> Fields { get; init; } = [];

    public ImmutableArray<FunctionSymbol> Methods { get; init; } = [];

    public ImmutableArray<VariantSymbol> Variants { get; init; } = [];

    public ImmutableArray<NamedTypeSymbol> Traits { get; init; } = [];

    public NamedTypeSymbol? Parent { get; init; }

    public ImmutableArray<string> Capabilities { get; init; } = [];

    public TypeSymbol? Underlying { get; init; }

    public ImmutableArray<NewtypeConstraint> Constraints { get; init; } = [];

    public ImmutableArray<FieldSymbol> Requirements { get; init; } = [];

    public ImmutableArray<PresetSymbol> Presets { get; init; } = [];

    /// <summary>Other names of methods and variants.</summary>
    public ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;
}
