using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

public static partial class Builtins
{
    [Name("abs")]
    public static long Abs(long x) => IntMethods.Abs(x);

    [Name("abs")]
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>To the nearest integer, half away from zero.</summary>
    [Name("round")]
    public static long Round(double x) => double.IsFinite(x)
        ? Ops.ToInt(Math.Round(x, MidpointRounding.AwayFromZero))
        : throw new ValueError($"cannot convert {Formatter.Display(x)} to int");

    [Name("round")]
    public static long Round(long x) => x;

    /// <summary>To a number of decimals, by the shortest text of the number.</summary>
    [Name("round")]
    public static double Round(double x, long digits)
    {
        if (!double.IsFinite(x) || digits > 300)
        {
            return x;
        }
        if (digits < 0)
        {
            double unit = Math.Pow(10, -digits);
            return double.IsFinite(unit) ? Math.Round(x / unit, MidpointRounding.AwayFromZero) * unit : 0;
        }
        return double.Parse(Formatter.Format(x, $".{digits}f"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Name("pow")]
    public static long Pow(long @base, long exponent) => Ops.Power(@base, exponent);

    [Name("pow")]
    public static double Pow(double @base, double exponent) => Ops.Power(@base, exponent);

    /// <summary><c>base ** exponent % modulus</c> without large intermediate results.</summary>
    [Name("pow")]
    public static long Pow(long @base, long exponent, long modulus)
    {
        if (exponent < 0)
        {
            throw new ValueError("negative exponent in integer power");
        }
        Int128 result = Ops.Modulo(1, modulus);
        Int128 square = Ops.Modulo(@base, modulus);
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result = result * square % modulus;
            }
            square = square * square % modulus;
        }
        return (long)result;
    }

    [Name("divmod")]
    public static (long Quotient, long Remainder) DivMod(long a, long b) => (Ops.FloorDivide(a, b), Ops.Modulo(a, b));

    [Name("divmod")]
    public static (double Quotient, double Remainder) DivMod(double a, double b) => (Ops.FloorDivide(a, b), Ops.Modulo(a, b));

    [Name("ord")]
    public static long Ord(string c)
    {
        if (c.Length == 0 || Scalars.LengthAt(c, 0) != c.Length)
        {
            throw new TypeError($"ord() expects one character, found text of length {Scalars.Count(c)}");
        }
        return c.Length == 2 ? char.ConvertToUtf32(c, 0) : c[0];
    }

    [Name("chr")]
    public static string Chr(long code) => Scalars.FromCode(code);

    [Name("hex")]
    public static string Hex(long x) => Formatter.Format(x, "#x");

    [Name("bin")]
    public static string Bin(long x) => Formatter.Format(x, "#b");

    [Name("oct")]
    public static string Oct(long x) => Formatter.Format(x, "#o");
}
