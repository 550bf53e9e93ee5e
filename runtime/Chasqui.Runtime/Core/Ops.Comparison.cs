using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Chasqui.Runtime.Core;

public static partial class Ops
{
    /// <summary>Structural equality: strings ordinal, NaN unequal to itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equal<T>(T a, T b)
    {
        if (typeof(T) == typeof(double))
        {
            return Unsafe.BitCast<T, double>(a) == Unsafe.BitCast<T, double>(b);
        }
        if (typeof(T) == typeof(float))
        {
            return Unsafe.BitCast<T, float>(a) == Unsafe.BitCast<T, float>(b);
        }
        if (typeof(T).IsPrimitive)
        {
            return EqualityComparer<T>.Default.Equals(a, b);
        }
        if (typeof(T).IsValueType)
        {
            return TypeTraits<T>.Tuple is { } tuple ? tuple.Equal(a, b) : EqualityComparer<T>.Default.Equals(a, b);
        }
        return a is string text ? b is string other && string.Equals(text, other) : EqualReferences(a, b);
    }

    /// <summary>Negative, zero or positive. Strings compare by Unicode code point, sequences and tuples element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare<T>(T a, T b)
    {
        if (typeof(T).IsPrimitive)
        {
            return Comparer<T>.Default.Compare(a, b);
        }
        if (typeof(T).IsValueType)
        {
            return TypeTraits<T>.Tuple is { } tuple ? tuple.Compare(a, b) : Comparer<T>.Default.Compare(a, b);
        }
        return CompareReferences(a, b);
    }

    /// <summary>A hash that agrees with <see cref="Equal{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Hash<T>(T value)
    {
        if (typeof(T) == typeof(long))
        {
            return HashOf(Unsafe.BitCast<T, long>(value));
        }
        if (typeof(T) == typeof(double))
        {
            return HashOf(Unsafe.BitCast<T, double>(value));
        }
        if (typeof(T).IsPrimitive)
        {
            return value is null ? 0 : Fold((uint)value.GetHashCode() * 0x9E3779B97F4A7C15);
        }
        if (typeof(T).IsValueType)
        {
            return TypeTraits<T>.Tuple is { } tuple ? tuple.Hash(value) : value is null ? 0 : value.GetHashCode();
        }
        return value is string text ? HashOf(text) : HashReference(value);
    }

    /// <summary>Code point order: like ordinal order, except that surrogates rank above the rest of the basic plane.</summary>
    public static int Compare(string a, string b)
    {
        ReadOnlySpan<char> left = a, right = b;
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }
        return Rank(left[common]) - Rank(right[common]);

        static int Rank(char c) => c < 0xD800 ? c : c < 0xE000 ? c + 0x2000 : c - 0x800;
    }

    private static bool EqualReferences(object? a, object? b) => a switch
    {
        string text => b is string other && text == other,
        double number => b is double other && number == other,
        float number => b is float other && number == other,
        ITuple tuple => b is ITuple other && a.GetType() == b.GetType() && EqualItems(tuple, other),
        null => b is null,
        _ => a.Equals(b),
    };

    private static bool EqualItems(ITuple a, ITuple b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!EqualReferences(a[i], b[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static int CompareReferences<T>(T a, T b) => (a, b) switch
    {
        (string x, string y) => Compare(x, y),
        (IComparable<T> x, _) => x.CompareTo(b),
        (IComparable x, _) => x.CompareTo(b),
        _ => throw new TypeError($"values of type {Errors.NameOf(a?.GetType() ?? typeof(T))} have no order"),
    };

    private static int HashReference(object? value) => value switch
    {
        null => 0,
        string text => HashOf(text),
        long number => HashOf(number),
        double number => HashOf(number),
        ITuple tuple => HashItems(tuple),
        _ => value.GetHashCode(),
    };

    private static int HashItems(ITuple tuple)
    {
        var hash = new HashCode();
        for (int i = 0; i < tuple.Length; i++)
        {
            hash.Add(HashReference(tuple[i]));
        }
        return hash.ToHashCode();
    }

    /// <summary>Keeps neighbours near each other, which spares cache misses in tables keyed by counters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int HashOf(long value)
    {
        uint hash = (uint)value ^ (uint)(value >> 32);
        hash ^= hash >> 15;
        return (int)(hash ^ (hash >> 7));
    }

    private static int HashOf(double value) =>
        Fold(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value) * 0x9E3779B97F4A7C15);

    internal static int HashOf(string text)
    {
        const ulong Factor = 0x9FB21C651E98DF25;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        ulong hash = (ulong)bytes.Length * Factor;
        while (bytes.Length >= 8)
        {
            hash = BitOperations.RotateLeft((hash ^ MemoryMarshal.Read<ulong>(bytes)) * Factor, 29);
            bytes = bytes[8..];
        }
        ulong tail = 0;
        if (bytes.Length >= 4)
        {
            tail = MemoryMarshal.Read<uint>(bytes);
            bytes = bytes[4..];
        }
        if (bytes.Length > 0)
        {
            tail |= (ulong)MemoryMarshal.Read<ushort>(bytes) << 32;
        }
        hash = (hash ^ tail) * Factor;
        return Fold(hash ^ (hash >> 29));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Fold(ulong mixed) => (int)(mixed >> 32);
}
