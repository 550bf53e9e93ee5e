using Mono.Cecil;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>Whether a .NET signature says that a reference may be null: by its own annotation, or by the default of what it stands in.</summary>
internal static class Nullability
{
    private const byte Annotated = 2;

    /// <param name="place">The parameter, return value, property or field.</param>
    /// <param name="type">Its type; the annotation of a value type says nothing of itself.</param>
    /// <param name="member">The method or field it stands in.</param>
    public static bool IsNullable(ICustomAttributeProvider place, TypeReference type, IMemberDefinition member) =>
        !type.IsValueType && type is not ByReferenceType && IsAnnotated(place, 0, member);

    /// <summary>Whether what a <c>Task&lt;T&gt;</c> gives may be null.</summary>
    public static bool GivesNullable(MethodDefinition method) =>
        method.ReturnType is GenericInstanceType { Namespace: "System.Threading.Tasks", GenericArguments: [{ IsValueType: false } and not GenericParameter] }
        && IsAnnotated(method.MethodReturnType, 1, method);

    private static bool IsAnnotated(ICustomAttributeProvider place, int part, IMemberDefinition member) =>
        Find(place, "NotNullIfNotNullAttribute") is null && (Flag(place, "NullableAttribute", part) ?? Context(member)) == Annotated;

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

    /// <summary>One flag says it of every part of a type, several say it part by part.</summary>
    private static byte? Flag(ICustomAttributeProvider owner, string attribute, int part = 0) => Find(owner, attribute)?.ConstructorArguments is [{ Value: var value }, ..]
        ? value switch
        {
            byte one => one,
            CustomAttributeArgument[] all when part < all.Length && all[part].Value is byte flag => flag,
            _ => null,
        }
        : null;

    private static CustomAttribute? Find(ICustomAttributeProvider owner, string attribute) =>
        owner.HasCustomAttributes ? owner.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == attribute) : null;
}
