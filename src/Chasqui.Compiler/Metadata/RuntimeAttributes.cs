using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>Reads the attributes of <c>Chasqui.Runtime.Metadata</c>, by name: the compiler does not reference the runtime.</summary>
internal static class RuntimeAttributes
{
    private const string Namespace = "Chasqui.Runtime.Metadata";

    public static bool Has(ICustomAttributeProvider owner, string attribute) => All(owner, attribute).Any();

    public static IEnumerable<string> Names(ICustomAttributeProvider owner) => Texts(owner, "NameAttribute");

    /// <summary>The first constructor argument, a string, of each such attribute.</summary>
    public static IEnumerable<string> Texts(ICustomAttributeProvider owner, string attribute) =>
        All(owner, attribute).Select(a => Argument<string>(a, 0)).OfType<string>();

    public static string? Text(ICustomAttributeProvider owner, string attribute) => Texts(owner, attribute).FirstOrDefault();

    public static CustomAttribute? Find(ICustomAttributeProvider owner, string attribute) => All(owner, attribute).FirstOrDefault();

    public static IEnumerable<CustomAttribute> All(ICustomAttributeProvider owner, string attribute) => owner.HasCustomAttributes
        ? owner.CustomAttributes.Where(a => a.AttributeType.Name == attribute && a.AttributeType.Namespace == Namespace)
        : [];

    public static T? Argument<T>(CustomAttribute attribute, int index) =>
        index < attribute.ConstructorArguments.Count && attribute.ConstructorArguments[index].Value is T value ? value : default;

    /// <summary>A bool that is set by name.</summary>
    public static bool Flag(CustomAttribute attribute, string property) =>
        attribute.Properties.FirstOrDefault(p => p.Name == property).Argument.Value is true;

    /// <summary>The strings of a <c>params string[]</c> argument.</summary>
    public static IReadOnlyList<string> Strings(CustomAttribute attribute, int index) => [.. Values<string>(attribute, index)];

    /// <summary>The types of a <c>params Type[]</c> first argument, of each such attribute.</summary>
    public static IEnumerable<TypeReference> Types(ICustomAttributeProvider owner, string attribute) =>
        All(owner, attribute).SelectMany(a => Values<TypeReference>(a, 0));

    private static IEnumerable<T> Values<T>(CustomAttribute attribute, int index) =>
        Argument<CustomAttributeArgument[]>(attribute, index)?.Select(a => a.Value).OfType<T>() ?? [];
}
