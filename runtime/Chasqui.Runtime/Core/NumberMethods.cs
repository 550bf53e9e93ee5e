using System.Numerics;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>The type <c>int</c>.</summary>
[Module("std.builtins"), Name("int"), MethodsOf(typeof(long))]
public static class IntMethods
{
    [Constructor]
    public static long Create() => 0;

    [Constructor]
    public static long Create(long value) => value;

    [Constructor]
    public static long Create(double value) => Ops.ToInt(value);

    [Constructor]
    public static long Create(bool value) => value ? 1 : 0;

    [Constructor]
    public static long Create(string value) => Numbers.ParseInt(value);

    [Constructor]
    public static long Create(string value, long @base) => Numbers.ParseInt(value, @base);

    [Name("abs"), Name("__abs__")]
    public static long Abs(long self) => self < 0 ? checked(-self) : self;

    [Name("pow")]
    public static long Pow(long self, long exponent) => Ops.Power(self, exponent);

    [Name("to_float")]
    public static double ToFloat(long self) => self;

    [Name("to_string")]
    public static string Text(long self) => Formatter.Display(self);

    [Name("bit_length")]
    public static long BitLength(long self) => 64 - BitOperations.LeadingZeroCount(self < 0 ? 0 - (ulong)self : (ulong)self);

    [Name("bit_count")]
    public static long BitCount(long self) => BitOperations.PopCount(self < 0 ? 0 - (ulong)self : (ulong)self);
}

/// <summary>The type <c>float</c>.</summary>
[Module("std.builtins"), Name("float"), MethodsOf(typeof(double))]
public static class FloatMethods
{
    [Constructor]
    public static double Create() => 0;

    [Constructor]
    public static double Create(double value) => value;

    [Constructor]
    public static double Create(long value) => value;

    [Constructor]
    public static double Create(bool value) => value ? 1 : 0;

    [Constructor]
    public static double Create(string value) => Numbers.ParseFloat(value);

    [Name("sqrt")]
    public static double Sqrt(double self) => Math.Sqrt(self);

    [Name("abs"), Name("__abs__")]
    public static double Abs(double self) => Math.Abs(self);

    [Name("floor")]
    public static double Floor(double self) => Math.Floor(self);

    [Name("ceil")]
    public static double Ceil(double self) => Math.Ceiling(self);

    /// <summary>Half away from zero.</summary>
    [Name("round")]
    public static double Round(double self) => Math.Round(self, MidpointRounding.AwayFromZero);

    [Name("trunc")]
    public static double Trunc(double self) => Math.Truncate(self);

    [Name("sin")]
    public static double Sin(double self) => Math.Sin(self);

    [Name("cos")]
    public static double Cos(double self) => Math.Cos(self);

    [Name("tan")]
    public static double Tan(double self) => Math.Tan(self);

    [Name("exp")]
    public static double Exp(double self) => Math.Exp(self);

    [Name("ln")]
    public static double Ln(double self) => Math.Log(self);

    [Name("log2")]
    public static double Log2(double self) => Math.Log2(self);

    [Name("log10")]
    public static double Log10(double self) => Math.Log10(self);

    [Name("powi")]
    public static double PowInt(double self, long n) => Math.Pow(self, n);

    [Name("powf")]
    public static double PowFloat(double self, double x) => Math.Pow(self, x);

    [Name("is_nan")]
    public static bool IsNaN(double self) => double.IsNaN(self);

    [Name("is_infinite")]
    public static bool IsInfinite(double self) => double.IsInfinity(self);

    [Name("is_finite")]
    public static bool IsFinite(double self) => double.IsFinite(self);

    [Name("is_integer")]
    public static bool IsInteger(double self) => double.IsInteger(self);

    [Name("to_int")]
    public static long ToInt(double self) => Ops.ToInt(self);

    [Name("to_string")]
    public static string Text(double self) => Formatter.Display(self);
}

/// <summary>The type <c>bool</c>. Types with <c>__bool__</c> convert by it.</summary>
[Module("std.builtins"), Name("bool"), MethodsOf(typeof(bool))]
public static class BoolMethods
{
    [Constructor]
    public static bool Create() => false;

    [Constructor]
    public static bool Create(bool value) => value;

    [Constructor]
    public static bool Create(long value) => value != 0;

    [Constructor]
    public static bool Create(double value) => value != 0;

    [Constructor, Protocol("__bool__")]
    public static bool Create<T>(T value) => value switch
    {
        string text => text.Length != 0,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        Collections.ISized sized => sized.Count != 0,
        _ => throw new TypeError($"a value of type {Errors.NameOf(value?.GetType() ?? typeof(T))} is neither true nor false"),
    };

    [Name("to_string")]
    public static string Text(bool self) => self ? "true" : "false";
}
