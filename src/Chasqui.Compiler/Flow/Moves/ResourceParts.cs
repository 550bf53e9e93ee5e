using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>For messages: what makes a type a resource.</summary>
internal static class ResourceParts
{
    /// <summary>The first part of a type that has one owner.</summary>
    public static BoundPart First(ResourceTypes types, TypeSymbol type) =>
        TaskBoundTypes.Find(type, part => part switch
        {
            TypeParameterSymbol or FunctionTypeSymbol => types.IsResource(part),
            NamedTypeSymbol { Definition: { ValueKind: ValueKind.Resource } or { ValueKind: ValueKind.SharedHandle } or { Kind: TypeDefinitionKind.Trait } } => types.IsResource(part),
            _ => null,
        }).FirstOrDefault() ?? new BoundPart(type, "");
}
