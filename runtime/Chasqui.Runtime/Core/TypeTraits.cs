namespace Chasqui.Runtime.Core;

/// <summary>What is known about a value type once and for all; read by the JIT as constants in optimised code.</summary>
internal static class TypeTraits<T>
{
    /// <summary>The operations of a tuple type, which .NET's own tuples cannot implement; null for any other type.</summary>
    public static readonly TupleOps<T>? Tuple = TupleOps.For<T>();

    /// <summary>No value of the type can contain a <see cref="SharedObject"/> or a resource.</summary>
    public static readonly bool IsPlain = TypeTraits.IsPlain(typeof(T));

    /// <summary>A value of the type may hold a resource.</summary>
    public static readonly bool MayOwn = TypeTraits.MayOwn(typeof(T));
}

internal static class TypeTraits
{
    public static bool MayOwn(Type type)
    {
        if (IsPlain(type))
        {
            return false;
        }
        bool isMadeOfArguments = type.IsGenericType
            && (TupleOps.IsTuple(type) || (type.Assembly == typeof(TypeTraits).Assembly && (typeof(SharedObject).IsAssignableFrom(type) || typeof(IShareable).IsAssignableFrom(type))));
        return isMadeOfArguments
            ? Array.Exists(type.GetGenericArguments(), MayOwn)
            : !type.IsSealed || typeof(IResource).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type);
    }

    public static bool IsPlain(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string))
        {
            return true;
        }
        if (!type.IsValueType)
        {
            return false;
        }
        return type.IsGenericType
            ? Array.TrueForAll(type.GetGenericArguments(), IsPlain) && (TupleOps.IsTuple(type) || typeof(IShareable).IsAssignableFrom(type))
            : !typeof(IShareable).IsAssignableFrom(type) && !typeof(IResource).IsAssignableFrom(type);
    }
}
