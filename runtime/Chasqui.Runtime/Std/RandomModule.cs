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

    /// <summary>Shuffles in place.</summary>
    [Name("shuffle")]
    public static void Shuffle<T>(ref ValueList<T> values)
    {
        ValueList<T> list = Ops.Unique(ref values);
        lock (Gate)
        {
            s_random.Shuffle(list.Items);
        }
    }

    /// <summary>One of <c>range(start, stop, step)</c>.</summary>
    [Name("randrange")]
    public static long NextInRange(long start, long stop, long step = 1)
    {
        var range = new IntRange(start, stop, step);
        return range.Count > 0 ? start + (step * NextInt(0, range.Count - 1)) : throw new ValueError($"empty range for randrange({start}, {stop}, {step})");
    }

    [Name("randrange")]
    public static long NextInRange(long stop) => NextInRange(0, stop);

    /// <summary>k elements, each of which may come again; without weights all are equally likely.</summary>
    [Name("choices")]
    public static ValueList<T> Choices<T>(ValueList<T> values, Option<ValueList<double>> weights = default, [KeywordOnly] long k = 1)
    {
        double[] sums = Sums(values.Count, weights);
        var chosen = new ValueList<T>();
        for (long i = 0; i < k; i++)
        {
            int at = Array.BinarySearch(sums, Next() * sums[^1]);
            chosen.Append(Ops.Share(values.Get(Math.Min(at < 0 ? ~at : at + 1, sums.Length - 1))));
        }
        return chosen;
    }

    /// <summary>From the normal distribution.</summary>
    [Name("gauss"), Name("normalvariate")]
    public static double Gauss(double mu = 0, double sigma = 1) =>
        mu + (sigma * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));

    /// <summary>From the exponential distribution with the mean 1 / lambda.</summary>
    [Name("expovariate")]
    public static double Exponential(double lambda = 1) => -Math.Log(1 - Next()) / lambda;

    /// <summary>A number of so many random bits, at most 63.</summary>
    [Name("getrandbits")]
    public static long Bits(long k) => k is >= 0 and <= 63 ? NextInt(0, long.MaxValue) >> (int)(63 - k) : throw new ValueError("getrandbits() takes 0 to 63 bits");

    [Name("randbytes")]
    public static Bytes RandomBytes(long n)
    {
        byte[] data = new byte[n >= 0 ? n : throw new ValueError("randbytes() takes a non-negative count")];
        lock (Gate)
        {
            s_random.NextBytes(data);
        }
        return new Bytes(data);
    }

    /// <summary>Distinct positions of the list, in random order.</summary>
    [Name("sample")]
    public static ValueList<T> Sample<T>(ValueList<T> values, long k) => k < 0 || k > values.Count
        ? throw new ValueError("sample larger than the list, or negative")
        : Shuffled(values).Slice(default, new Option<long>(k), default);

    /// <summary>The weights up to each position.</summary>
    private static double[] Sums(long count, Option<ValueList<double>> weights)
    {
        if (count == 0)
        {
            throw new IndexError("cannot choose from an empty list");
        }
        if (weights.IsSome() && weights.Value.Count != count)
        {
            throw new ValueError("the number of weights does not match the number of values");
        }
        double sum = 0;
        double[] sums = new double[count];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = sum += weights.IsSome() ? weights.Value.Get(i) : 1;
        }
        return sum > 0 ? sums : throw new ValueError("the sum of the weights must be greater than zero");
    }
}
