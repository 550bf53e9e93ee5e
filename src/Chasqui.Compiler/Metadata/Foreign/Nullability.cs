using Mono.Cecil;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>Whether a .NET signature says that a reference may be null: by its own annotation, or by the default of what it stands in.</summary>
internal static class Nullability
{
    private const byte Annotated = 2;

    /// <param name="place">The parameter, return value, property or field.</param>
    /// <param name="type">Its type; the annotation of a value type says nothing of itself.</param>
    /// <param name="member">The method or field it stands in.</param>
    public static bool IsNullable(ICustomAttributeProvider place, TypeReference type, IMemberDefinition member)
    {
        if (type.IsValueType || type is GenericParameter or ByReferenceType || Find(place, "NotNullIfNotNullAttribute") is not null)
        {
            return false;
        }
        return (Flag(place, "NullableAttribute") ?? Context(member)) == Annotated;
    }

    private static byte? Context(IMemberDefinition member)
    {
        if (member is MethodDefinition && Flag(member, "NullableContextAttribute") is { } own)
        {
            return own;
        }
        for (TypeDefinition? type = member.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (Flag(type, "NullableContextAttribute") is { } flag)
            {
                return flag;
            }
        }
        return null;
    }

    private static byte? Flag(ICustomAttributeProvider owner, string attribute) => Find(owner, attribute)?.ConstructorArguments is [{ Value: var value }, ..]
        ? value switch
        {
            byte one => one,
            CustomAttributeArgument[] { Length: > 0 } all when all[0].Value is byte first => first,
            _ => null,
        }
        : null;

    private static CustomAttribute? Find(ICustomAttributeProvider owner, string attribute) =>
        owner.HasCustomAttributes ? owner.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == attribute) : null;
}
