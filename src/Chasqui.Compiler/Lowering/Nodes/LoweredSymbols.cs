using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Nodes;

/// <summary>A local variable or temporary of a lowered method; compared by identity.</summary>
public sealed class LoweredLocal(string name, TypeSymbol type, bool isUserVisible = false, bool isByRef = false)
{
    public string Name { get; } = name;

    public TypeSymbol Type { get; } = type;

    /// <summary>Gets a name in the PDB.</summary>
    public bool IsUserVisible { get; } = isUserVisible;

    /// <summary>Holds a managed reference to a place of <see cref="Type"/>; read and written through <see cref="LoweredIndirect"/>. Never lives across an await.</summary>
    public bool IsByRef { get; } = isByRef;

    public override string ToString() => Name;
}

/// <summary>A jump target; compared by identity.</summary>
public sealed class LoweredLabel(string name)
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}

public enum PassingMode
{
    Value,
    Ref,
    Out,
}

/// <summary>A CLR parameter of a lowered method, in order; the receiver is not one.</summary>
public sealed class LoweredParameter(string name, TypeSymbol type, PassingMode mode = PassingMode.Value)
{
    public string Name { get; } = name;

    public TypeSymbol Type { get; } = type;

    public PassingMode Mode { get; } = mode;

    public override string ToString() => Name;
}

/// <summary>A type definition made by lowering: the frame of an async function, a closure's environment.</summary>
public sealed class SynthesizedTypeSymbol(string name, ImmutableArray<TypeParameterSymbol> typeParameters)
    : TypeDefinitionSymbol(name, TypeDefinitionKind.Synthesized, null)
{
    private readonly List<FieldSymbol> _fields = [];

    public override ImmutableArray<TypeParameterSymbol> TypeParameters { get; } = typeParameters;

    public override ImmutableArray<FieldSymbol> Fields => [.. _fields];

    public override ImmutableArray<FunctionSymbol> Methods => [];

    public override ImmutableArray<VariantSymbol> Variants => [];

    public override ImmutableArray<NamedTypeSymbol> Traits => [];

    public override NamedTypeSymbol? BaseType => null;

    public override ValueKind ValueKind => ValueKind.Plain;

    public override bool IsValueType => false;

    public override ImmutableArray<string> Capabilities => [];

    public FieldSymbol AddField(string name, TypeSymbol type)
    {
        var field = new FieldSymbol(name, this, type, isPublic: true);
        _fields.Add(field);
        return field;
    }
}

/// <summary>A method that only lowering knows: a thunk, a closure body, a frame's Resume.</summary>
public sealed class SynthesizedMethodSymbol(
    string name,
    TypeDefinitionSymbol? containingType,
    bool isStatic,
    ImmutableArray<TypeParameterSymbol> typeParameters,
    ImmutableArray<ParameterSymbol> parameters,
    TypeSymbol returnType,
    bool isAsync = false,
    bool isGenerator = false) : FunctionSymbol(name)
{
    /// <summary>What users know it by.</summary>
    public override string DisplayName => ShownAs ?? base.DisplayName;

    public string? ShownAs { get; init; }

    public override TypeDefinitionSymbol? ContainingType { get; } = containingType;

    public override ReceiverKind Receiver { get; } = isStatic ? ReceiverKind.None : ReceiverKind.Self;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters { get; } = typeParameters;

    public override ImmutableArray<ParameterSymbol> Parameters { get; } = parameters;

    public override TypeSymbol ReturnType { get; } = returnType;

    public override bool IsAsync { get; } = isAsync;

    public override bool IsGenerator { get; } = isGenerator;
}
