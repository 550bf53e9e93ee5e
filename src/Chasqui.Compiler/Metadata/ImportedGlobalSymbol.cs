using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>A constant, static field or static property of the runtime library. <see cref="Member"/> tells which.</summary>
public sealed class ImportedGlobalSymbol(string name, TypeSymbol type, IMemberDefinition member)
    : GlobalSymbol(name, type, member is FieldDefinition { HasConstant: true } ? GlobalKind.Const : GlobalKind.Binding)
{
    public IMemberDefinition Member { get; } = member;

    /// <summary>The .NET type it belongs to, with its arguments; null for an item of the runtime library.</summary>
    public NamedTypeSymbol? ContainingType { get; init; }

    /// <summary>A .NET reference that may be null.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The value of a CLR constant, boxed; null for anything else.</summary>
    public object? ConstantValue => (Member as FieldDefinition)?.Constant;
}
