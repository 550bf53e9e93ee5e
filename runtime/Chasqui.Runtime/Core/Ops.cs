using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Core;

/// <summary>
/// The operations on values that generic code and every collection go through; the JIT folds them away where the type is plain.
/// </summary>
public static partial class Ops
{
    /// <summary>Called where a place is copied: marks what must not be mutated in place any more, and returns the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Share<T>(T value)
    {
        if (typeof(T).IsPrimitive || typeof(T) == typeof(string))
        {
            return value;
        }
        if (typeof(T).IsValueType)
        {
            if (!TypeTraits<T>.IsPlain)
            {
                ShareStruct(value);
            }
        }
        else
        {
            ShareReference(value);
        }
        return value;
    }

    /// <summary><see cref="Share{T}"/> where the type is known to be a mutable object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShareObject<T>(T value)
        where T : SharedObject
    {
        value.MarkShared();
        return value;
    }

    /// <summary><see cref="Unique{T}"/> for a place whose static type (a trait, a type parameter) may hold something else too.</summary>
    public static ref T UniqueValue<T>(ref T place)
    {
        if (place is SharedObject { IsShared: true } shared)
        {
            place = (T)(object)shared.ShallowClone();
        }
        return ref place;
    }

    /// <summary>Called before a mutation through <paramref name="place"/>: afterwards the place holds an unshared object, which is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Unique<T>(ref T place)
        where T : SharedObject
    {
        T value = place;
        return value.IsShared ? Detach(ref place) : value;
    }

    /// <summary>The object, or an unshared copy to put in its place. A local is made unique so: taking its address would keep it in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Unshared<T>(T value)
        where T : SharedObject => value.IsShared ? (T)value.ShallowClone() : value;

    /// <summary>Called where a value is discarded: releases the resources in it. Does nothing on values that are not resources.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Drop<T>(T value)
    {
        if (typeof(T).IsPrimitive || typeof(T) == typeof(string) || (typeof(T).IsValueType && TypeTraits<T>.IsPlain))
        {
            return;
        }
        DropSlow(value);
    }

    /// <summary><see cref="Drop{T}"/> where a program, or what it waited for, gives a value up for good: an object of .NET, which nobody owns, is disposed of too.</summary>
    public static void Dispose<T>(T value)
    {
        if (value is IDisposable disposable and not IResource)
        {
            disposable.Dispose();
        }
        else
        {
            Drop(value);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Detach<T>(ref T place)
        where T : SharedObject
    {
        var clone = (T)place.ShallowClone();
        place = clone;
        return clone;
    }

    private static void ShareStruct<T>(T value)
    {
        if (TypeTraits<T>.Tuple is { } tuple)
        {
            tuple.Share(value);
        }
        else if (value is IShareable)
        {
            ((IShareable)value).MarkShared();
        }
    }

    private static void ShareReference(object? value)
    {
        if (value is SharedObject shared)
        {
            shared.MarkShared();
        }
        else if (value is not string)
        {
            if (value is IShareable shareable)
            {
                shareable.MarkShared();
            }
            else if (value is ITuple tuple)
            {
                for (int i = 0; i < tuple.Length; i++)
                {
                    ShareReference(tuple[i]);
                }
            }
        }
    }

    private static void DropSlow<T>(T value)
    {
        if (!TypeTraits<T>.MayOwn)
        {
            return;
        }
        if (typeof(T).IsValueType && TypeTraits<T>.Tuple is { } tuple)
        {
            tuple.Drop(value);
        }
        else if (value is IResource resource)
        {
            resource.Drop();
        }
        else if (value is Delegate { Target: IResource captured })
        {
            captured.Drop();
        }
    }
}
