using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>A constant, static field or static property of the runtime library. <see cref="Member"/> tells which.</summary>
public sealed class ImportedGlobalSymbol(string name, TypeSymbol type, IMemberDefinition member)
    : GlobalSymbol(name, type, member is FieldDefinition { HasConstant: true } ? GlobalKind.Const : GlobalKind.Binding)
{
    public IMemberDefinition Member { get; } = member;

    /// <summary>The value of a CLR constant, boxed; null for anything else.</summary>
    public object? ConstantValue => (Member as FieldDefinition)?.Constant;
}
