namespace Chasqui.Runtime.Metadata;

/// <summary>On an <see cref="EnumAttribute"/> type: wherever the type is known, so are its variants, without the type's name (<c>Some</c>, <c>Ok</c>).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class UnqualifiedAttribute : Attribute;

/// <summary>
/// A method the type does not have itself is looked up on the result of this parameterless method:
/// <c>xs.map(f)</c> is <c>xs.iter().map(f)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ForwardsToAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}
