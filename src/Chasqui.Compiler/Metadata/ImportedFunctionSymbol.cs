using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>A capability that a call needs of a type parameter, own or of the containing type.</summary>
public sealed record CapabilityRequirement(TypeParameterSymbol Parameter, ImmutableArray<string> Capabilities);

/// <summary>A method of the runtime library as Chasqui sees it.</summary>
public sealed class ImportedFunctionSymbol(
    string name,
    MethodDefinition method,
    TypeDefinitionSymbol? containingType,
    ReceiverKind receiver,
    ImmutableArray<TypeParameterSymbol> typeParameters,
    ImmutableArray<ParameterSymbol> parameters,
    TypeSymbol returnType) : FunctionSymbol(name)
{
    /// <summary>The CLR method; for a property, its getter.</summary>
    public MethodDefinition Method { get; } = method;

    public override TypeDefinitionSymbol? ContainingType => containingType;

    public override ReceiverKind Receiver { get; } = receiver;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters { get; } = typeParameters;

    public override ImmutableArray<ParameterSymbol> Parameters { get; } = parameters;

    public override TypeSymbol ReturnType { get; } = returnType;

    public override bool IsAsync => Contract.IsAsync;

    public override bool IsProperty => IsPropertyGetter;

    public bool IsPropertyGetter { get; init; }

    /// <summary>A member of a .NET type outside the runtime library: arguments and result are converted.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Of a .NET property that can be assigned: its one parameter is the value.</summary>
    public ImportedFunctionSymbol? Setter { get; internal set; }

    /// <summary>The .NET reference it returns may be null.</summary>
    public bool ReturnsNullable { get; init; }

    /// <summary>What the .NET task it returns gives may be null.</summary>
    public bool GivesNullable { get; init; }

    /// <summary>A static CLR method whose first parameter is the receiver (see <see cref="ReceiverType"/>).</summary>
    public bool IsExtension => ReceiverType is not null;

    /// <summary>The type of an extension's receiver, in terms of the method's own type parameters.</summary>
    public TypeSymbol? ReceiverType { get; init; }

    /// <summary>Called as the type's name.</summary>
    public bool IsConstructor { get; init; }

    /// <summary>Returns a CLR reference to a place (<c>__itemref__</c>).</summary>
    public bool ReturnsPlace { get; init; }

    public ImmutableArray<CapabilityRequirement> Requirements { get; init; } = [];

    public FunctionContract Contract { get; init; } = FunctionContract.None;

    /// <summary>The method of the first argument that this builtin stands for (<c>__len__</c> of <c>len</c>).</summary>
    public string? ProtocolDunder => Contract.ProtocolDunder;
}

/// <summary>What the runtime's attributes say about a function.</summary>
public sealed record FunctionContract
{
    public static readonly FunctionContract None = new();

    public bool IsAsync { get; init; }

    public string? ProtocolDunder { get; init; }

    /// <summary>The cancellation term of an async operation.</summary>
    public string? Cancellation { get; init; }

    /// <summary>What to call instead in an async body; null when it does not block.</summary>
    public string? BlockingAlternative { get; init; }

    public bool MustUse { get; init; }

    /// <summary>What it says as a decorator about a function (<c>blocking</c>); null for other functions.</summary>
    public string? Mark { get; init; }

    /// <summary>The receiver is moved into the call.</summary>
    public bool ConsumesReceiver { get; init; }

    /// <summary>A resource that it gives stays with the receiver.</summary>
    public bool Lends { get; init; }

    /// <summary>What it gives is all that the receiver owns: giving it away uses the receiver up.</summary>
    public bool IsContent { get; init; }

    /// <summary>It does nothing but end the life of its argument.</summary>
    public bool Drops { get; init; }

    /// <summary>The receiver is an end of a channel, which the call closes.</summary>
    public bool ClosesReceiver { get; init; }

    /// <summary>The receiver is an end of a channel, of which the call waits for the next thing or the close.</summary>
    public bool Receives { get; init; }

    /// <summary>It never waits, but <c>await</c> before its call is no mistake.</summary>
    public bool MayBeAwaited { get; init; }

    /// <summary>What it is as a decorator of tests (<c>marker</c>, <c>fixture</c>, …); null for what programs call.</summary>
    public string? TestRole { get; init; }
}
