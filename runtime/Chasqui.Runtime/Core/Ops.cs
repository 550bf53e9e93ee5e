using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Core;

/// <summary>
/// The operations on values that generic code and every collection go through; the JIT folds them away where the type is plain.
/// </summary>
public static class Ops
{
    /// <summary>Called where a place is copied: marks what must not be mutated in place any more, and returns the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Share<T>(T value)
    {
        if (!typeof(T).IsPrimitive && typeof(T) != typeof(string))
        {
            if (value is SharedObject o)
            {
                o.MarkShared();
            }
            else if (value is IShareable s)
            {
                s.MarkShared();
            }
        }
        return value;
    }

    /// <summary>Called before a mutation through <paramref name="place"/>: afterwards the place holds an unshared object, which is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Unique<T>(ref T place)
        where T : SharedObject
    {
        T value = place;
        return value.IsShared ? Detach(ref place) : value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Detach<T>(ref T place)
        where T : SharedObject
    {
        var clone = (T)place.ShallowClone();
        place = clone;
        return clone;
    }
}
