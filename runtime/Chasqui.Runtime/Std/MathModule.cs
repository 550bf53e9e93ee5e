using System.Numerics;
using System.Text.RegularExpressions;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary><c>std.math</c>.</summary>
[Module("std.math")]
public static partial class MathModule
{
    [Name("PI"), Name("pi")]
    public const double Pi = Math.PI;

    [Name("E"), Name("e")]
    public const double E = Math.E;

    [Name("TAU"), Name("tau")]
    public const double Tau = Math.Tau;

    [Name("INFINITY"), Name("inf")]
    public const double Infinity = double.PositiveInfinity;

    [Name("NAN"), Name("nan")]
    public const double NaN = double.NaN;

    [Name("sqrt")]
    public static double Sqrt(double x) => Math.Sqrt(x);

    [Name("abs")]
    public static double Abs(double x) => Math.Abs(x);

    [Name("floor")]
    public static double Floor(double x) => Math.Floor(x);

    [Name("ceil")]
    public static double Ceil(double x) => Math.Ceiling(x);

    [Name("exp")]
    public static double Exp(double x) => Math.Exp(x);

    [Name("log")]
    public static double Log(double x) => Math.Log(x);

    [Name("log10")]
    public static double Log10(double x) => Math.Log10(x);

    [Name("log2")]
    public static double Log2(double x) => Math.Log2(x);

    [Name("sin")]
    public static double Sin(double x) => Math.Sin(x);

    [Name("cos")]
    public static double Cos(double x) => Math.Cos(x);

    [Name("tan")]
    public static double Tan(double x) => Math.Tan(x);

    [Name("asin")]
    public static double Asin(double x) => Math.Asin(x);

    [Name("acos")]
    public static double Acos(double x) => Math.Acos(x);

    [Name("atan")]
    public static double Atan(double x) => Math.Atan(x);

    [Name("sinh")]
    public static double Sinh(double x) => Math.Sinh(x);

    [Name("cosh")]
    public static double Cosh(double x) => Math.Cosh(x);

    [Name("tanh")]
    public static double Tanh(double x) => Math.Tanh(x);

    /// <summary>Half away from zero.</summary>
    [Name("round")]
    public static double Round(double x) => Math.Round(x, MidpointRounding.AwayFromZero);

    [Name("pow")]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    [Name("atan2")]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    [Name("hypot")]
    public static double Hypot(double x, double y) => double.Hypot(x, y);

    [Name("gcd")]
    public static long Gcd(long a, long b)
    {
        BigInteger gcd = BigInteger.GreatestCommonDivisor(a, b);
        return gcd <= long.MaxValue ? (long)gcd : throw new ValueError("math.gcd result overflows Incan int");
    }

    [Name("lcm")]
    public static long Lcm(long a, long b)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }
        BigInteger lcm = BigInteger.Abs((BigInteger)a * b) / BigInteger.GreatestCommonDivisor(a, b);
        return lcm <= long.MaxValue ? (long)lcm : throw new ValueError("math.lcm result overflows Incan int");
    }

    /// <summary>Whether the text is an integer as JSON writes it.</summary>
    [Name("is_int_like")]
    public static bool IsIntLike(string s) => IntLike().IsMatch(s);

    /// <summary>Whether the text is a number as JSON writes it.</summary>
    [Name("is_float_like")]
    public static bool IsFloatLike(string s) => FloatLike().IsMatch(s);

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)\z")]
    private static partial Regex IntLike();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex FloatLike();
}
