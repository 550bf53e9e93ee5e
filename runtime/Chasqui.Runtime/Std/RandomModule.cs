using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary><c>std.random</c>: pseudo-random numbers, shared by all tasks; the same seed gives the same numbers.</summary>
[Module("std.random")]
public static class RandomModule
{
    private static readonly Lock Gate = new();
    private static Random s_random = new();

    [Name("seed")]
    public static void Seed(long value)
    {
        lock (Gate)
        {
            s_random = new Random(value.GetHashCode());
        }
    }

    /// <summary>From 0, inclusive, to 1, exclusive.</summary>
    [Name("random")]
    public static double Next()
    {
        lock (Gate)
        {
            return s_random.NextDouble();
        }
    }

    /// <summary>From a to b, both inclusive.</summary>
    [Name("randint")]
    public static long NextInt(long a, long b)
    {
        if (a > b)
        {
            throw new ValueError($"empty range for randint({a}, {b})");
        }
        lock (Gate)
        {
            if (b < long.MaxValue)
            {
                return s_random.NextInt64(a, b + 1);
            }
            if (a > long.MinValue)
            {
                return s_random.NextInt64(a - 1, b) + 1;
            }
            Span<byte> bits = stackalloc byte[8];
            s_random.NextBytes(bits);
            return BitConverter.ToInt64(bits);
        }
    }

    /// <summary>From a to b.</summary>
    [Name("uniform")]
    public static double Uniform(double a, double b) => a + ((b - a) * Next());

    [Name("choice")]
    public static T Choice<T>(ValueList<T> values) => values.IsEmpty()
        ? throw new IndexError("cannot choose from an empty list")
        : Ops.Share(values.Get(NextInt(0, values.Count - 1)));

    /// <summary>A shuffled copy.</summary>
    [Name("shuffled")]
    public static ValueList<T> Shuffled<T>(ValueList<T> values)
    {
        ValueList<T> copy = values.Clone();
        lock (Gate)
        {
            s_random.Shuffle(copy.Items);
        }
        return copy;
    }

    /// <summary>Distinct positions of the list, in random order.</summary>
    [Name("sample")]
    public static ValueList<T> Sample<T>(ValueList<T> values, long k) => k < 0 || k > values.Count
        ? throw new ValueError("sample larger than the list, or negative")
        : Shuffled(values).Slice(default, new Option<long>(k), default);
}
