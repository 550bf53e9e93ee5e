namespace Chasqui.Runtime.Metadata;

/// <summary>On an <see cref="EnumAttribute"/> type: wherever the type is known, so are its variants, without the type's name (<c>Some</c>, <c>Ok</c>).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class UnqualifiedAttribute : Attribute;

/// <summary>The interface is only another name of a capability that the language knows (<c>Eq</c>, <c>Clone</c>), for imports.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class CapabilityAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Where the type is named as a trait, to be adopted or as a bound, this interface of the same arguments is meant.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdoptedAsAttribute(Type trait) : Attribute
{
    public Type Trait { get; } = trait;
}

/// <summary>
/// A method the type does not have itself is looked up on the result of this parameterless method:
/// <c>xs.map(f)</c> is <c>xs.iter().map(f)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class ForwardsToAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}

/// <summary>To programs the type has no base class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HidesBaseAttribute : Attribute;
