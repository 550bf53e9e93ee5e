using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols.Source;

/// <summary>A <c>def</c>, a property, or the implicit main. Its signature is set once by the Declare phase.</summary>
public sealed class SourceFunctionSymbol(
    string name,
    SourceModuleSymbol module,
    SourceTypeSymbol? containingType,
    StatementSyntax? declaration,
    BlockSyntax? body,
    ReceiverKind receiver,
    SourceSpan? span) : FunctionSymbol(name, span)
{
    private bool _isAsync = declaration is FunctionDeclarationSyntax { IsAsync: true };

    public SourceModuleSymbol Module { get; } = module;

    /// <summary>Null for the implicit main.</summary>
    public StatementSyntax? Declaration { get; } = declaration;

    /// <summary>Null for a method without a body: an abstract one of a trait.</summary>
    public BlockSyntax? Body { get; } = body;

    /// <summary>The scope of the signature and parent of the body's: own type parameters, the type's, the module.</summary>
    public Scope Scope { get; internal set; } = EmptyScope.Instance;

    public override TypeDefinitionSymbol? ContainingType => containingType;

    /// <summary>The class or trait whose source has it, where it is copied from there; else null.</summary>
    public SourceTypeSymbol? InheritedFrom { get; init; }

    /// <summary>The one trait it implements: <c>def m(self) for A</c>.</summary>
    public NamedTypeSymbol? ForTrait { get; internal set; }

    /// <summary>Adopters bring the body: it is required, or copied to where the fields are that the trait requires.</summary>
    public bool IsAbstract => Body is null || containingType is { Kind: TypeDefinitionKind.Trait, RequiresFields: true };

    /// <summary>The result is written <c>Self</c>: through a trait, the receiver's own type.</summary>
    public bool ReturnsSelf => Declaration is FunctionDeclarationSyntax { ReturnType: NamedTypeSyntax { Path: [{ Text: "Self" }] } };

    public override ReceiverKind Receiver { get; } = receiver;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters => Signature.TypeParameters;

    /// <summary>Of a static method of a trait: the type it is called on.</summary>
    public TypeParameterSymbol? Adopter => TypeParameters is [{ IsSelf: true } adopter, ..] ? adopter : null;

    public override ImmutableArray<ParameterSymbol> Parameters => Signature.Parameters;

    public override TypeSymbol ReturnType => Signature.ReturnType;

    public override bool IsAsync => _isAsync && !IsGenerator && !IsRequiredGenerator;

    /// <summary>Its body may await: an async function, or an async generator, whose call gives no future.</summary>
    public bool HasAsyncBody => _isAsync;

    /// <summary>The yield of an async fixture hands its value over and waits; it does not make a generator.</summary>
    public override bool IsGenerator => Yields && !(_isAsync && FixtureType is not null);

    /// <summary>A trait's <c>async def f(self) -> AsyncGenerator[T]</c> without a body, which has no yield to tell what it is.</summary>
    private bool IsRequiredGenerator =>
        Declaration is FunctionDeclarationSyntax { Body: null, ReturnType: NamedTypeSyntax { Path: [.., { Text: "AsyncGenerator" }] } };

    public override bool IsProperty => Declaration is PropertyDeclarationSyntax;

    public override bool IsPublic => containingType is not null || (Declaration as DeclarationSyntax)?.Modifiers.IsPublic == true;

    /// <summary>What calls of a decorated method call, with the receiver first.</summary>
    public SourceGlobalSymbol? Decoration { get; internal set; }

    /// <summary>It is the program's entry: a <c>def main</c> of the entry file, or the implicit main.</summary>
    public bool IsMain { get; internal set; }

    /// <summary>The type of the value that a test fixture gives; null for other functions.</summary>
    public TypeSymbol? FixtureType { get; internal set; }

    public bool Yields => Declaration is FunctionDeclarationSyntax { Yields: true };

    internal SourceSignature Signature { get; set; } = SourceSignature.Unknown;

    /// <summary>Declared so, or a main whose body awaits: the body binder calls this when it meets the first await there.</summary>
    public void BecomeAsync() => _isAsync = true;
}

internal sealed record SourceSignature(
    ImmutableArray<TypeParameterSymbol> TypeParameters,
    ImmutableArray<ParameterSymbol> Parameters,
    TypeSymbol ReturnType)
{
    public static readonly SourceSignature Unknown = new([], [], ErrorTypeSymbol.Instance);
}
