using System.Numerics;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary>What Python's math has beside the rest.</summary>
public static partial class MathModule
{
    [Name("log")]
    public static double Log(double x, double @base) => Math.Log(x) / Math.Log(@base);

    [Name("log1p")]
    public static double Log1P(double x) => double.LogP1(x);

    [Name("expm1")]
    public static double ExpM1(double x) => double.ExpM1(x);

    [Name("exp2")]
    public static double Exp2(double x) => double.Exp2(x);

    [Name("cbrt")]
    public static double Cbrt(double x) => Math.Cbrt(x);

    [Name("trunc")]
    public static double Trunc(double x) => Math.Truncate(x);

    [Name("fabs")]
    public static double FAbs(double x) => Math.Abs(x);

    [Name("fmod")]
    public static double FMod(double x, double y) => x % y;

    [Name("copysign")]
    public static double CopySign(double x, double y) => Math.CopySign(x, y);

    [Name("degrees")]
    public static double Degrees(double x) => double.RadiansToDegrees(x);

    [Name("radians")]
    public static double Radians(double x) => double.DegreesToRadians(x);

    [Name("asinh")]
    public static double Asinh(double x) => Math.Asinh(x);

    [Name("acosh")]
    public static double Acosh(double x) => Math.Acosh(x);

    [Name("atanh")]
    public static double Atanh(double x) => Math.Atanh(x);

    [Name("isnan")]
    public static bool IsNaN(double x) => double.IsNaN(x);

    [Name("isinf")]
    public static bool IsInfinite(double x) => double.IsInfinity(x);

    [Name("isfinite")]
    public static bool IsFinite(double x) => double.IsFinite(x);

    /// <summary>Whether two numbers differ by no more than a relative or an absolute tolerance.</summary>
    [Name("isclose")]
    public static bool IsClose(double a, double b, double rel_tol = 1e-9, double abs_tol = 0) =>
        a.Equals(b) || (double.IsFinite(a) && double.IsFinite(b) && Math.Abs(a - b) <= Math.Max(rel_tol * Math.Max(Math.Abs(a), Math.Abs(b)), abs_tol));

    /// <summary>The whole part of the square root.</summary>
    [Name("isqrt")]
    public static long ISqrt(long n)
    {
        if (n < 0)
        {
            throw new ValueError("isqrt() argument must be nonnegative");
        }
        long root = (long)Math.Sqrt(n);
        root -= (Int128)root * root > n ? 1 : 0;
        return (Int128)(root + 1) * (root + 1) <= n ? root + 1 : root;
    }

    /// <summary>OverflowError beyond 20.</summary>
    [Name("factorial")]
    public static long Factorial(long n)
    {
        if (n < 0)
        {
            throw new ValueError("factorial() not defined for negative values");
        }
        long product = 1;
        for (long i = 2; i <= n; i++)
        {
            product = checked(product * i);
        }
        return product;
    }

    /// <summary>In how many ways k of n things can be chosen.</summary>
    [Name("comb")]
    public static long Combinations(long n, long k)
    {
        RequireCounts(n, k);
        Int128 ways = k > n ? 0 : 1;
        for (long i = 1; i <= Math.Min(k, n - k); i++)
        {
            ways = checked(ways * (n - i + 1) / i);
            ways = ways <= long.MaxValue ? ways : throw new OverflowError("integer overflow");
        }
        return (long)ways;
    }

    /// <summary>In how many ways k of n things can be lined up.</summary>
    [Name("perm")]
    public static long Permutations(long n, long k)
    {
        RequireCounts(n, k);
        long ways = k > n ? 0 : 1;
        for (long i = 0; i < k && ways != 0; i++)
        {
            ways = checked(ways * (n - i));
        }
        return ways;
    }

    [Name("prod")]
    public static T Product<[Requires("Number")] T>(IIterable<T> values) =>
        values.Iterate().Fold(GenericArithmetic<T>.Instance.One, static (a, b) => Ops.Multiply(a, b));

    /// <summary>The exactly rounded sum: what is lost in one addition is carried on to the next.</summary>
    [Name("fsum")]
    public static double FSum(IIterable<double> values)
    {
        double sum = 0, lost = 0;
        Iterator<double> rest = values.Iterate();
        while (rest.MoveNext(out double value))
        {
            double next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return sum + lost;
    }

    private static void RequireCounts(long n, long k)
    {
        if (n < 0 || k < 0)
        {
            throw new ValueError("n and k must be non-negative integers");
        }
    }
}
