namespace Chasqui.Runtime.Metadata;

/// <summary>
/// The Chasqui name of a type, function, method, property, field or parameter. A public member without it is invisible
/// to Chasqui programs; a parameter without it keeps its C# name in snake case.
/// Dunder names (<c>__len__</c>, <c>__getitem__</c>, <c>__await__</c>) connect a type to the language's syntax.
/// Several methods of one name are overloads.
/// </summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
public sealed class NameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// On a static class: its named public static members are items of this module. On any other type: the type itself is
/// exported by this module under its <see cref="NameAttribute"/>. <c>std.builtins</c> is known in every file; repeat the
/// attribute to export from several modules.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Delegate, AllowMultiple = true, Inherited = false)]
public sealed class ModuleAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}

/// <summary>On a module's static class: <c>@derive(m)</c> with this module adopts the traits, as <c>__derives__</c> says of a source module.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DerivesAttribute(params Type[] traits) : Attribute
{
    public Type[] Traits { get; } = traits;
}

/// <summary>On the first type parameter of a trait's static method: it is the adopting type that the method is called on.</summary>
[AttributeUsage(AttributeTargets.GenericParameter)]
public sealed class SelfAttribute : Attribute;

/// <summary>
/// On a static class: its named static methods are methods of <paramref name="type"/> (first parameter is the receiver), for
/// .NET types such as <c>string</c> and <c>long</c> that cannot declare them. An open generic type is allowed; the method's own
/// leading type parameters then stand for the type's. With a <see cref="ModuleAttribute"/> and a <see cref="NameAttribute"/> of its own, the class
/// also exports <paramref name="type"/> itself under that name, and its <see cref="ConstructorAttribute"/> methods are that type's
/// constructor functions (<c>int("3")</c>, <c>str(x)</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MethodsOfAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}

/// <summary>
/// On a static method of a named type: a constructor function, called as the type's name (<c>ValueError("…")</c>,
/// <c>Mutex(v)</c>). Overloads are allowed. Public C# constructors are never visible.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConstructorAttribute : Attribute;

/// <summary>
/// On an abstract class or readonly struct: the type is a Chasqui enum. Each variant is a <see cref="VariantAttribute"/> member.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class EnumAttribute : Attribute;

/// <summary>
/// On a static factory method or static property of an <see cref="EnumAttribute"/> type: one variant, with its Chasqui name from
/// <see cref="NameAttribute"/>. The enum type has an instance property <c>int Tag</c>; this variant's value of it is
/// <paramref name="tag"/>. Payload i is read by the instance property or method named by <paramref name="payload"/>[i],
/// valid only when the tag matches.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class VariantAttribute(int tag, params string[] payload) : Attribute
{
    public int Tag { get; } = tag;

    public string[] Payload { get; } = payload;
}
