using System.Globalization;
using System.Numerics;

namespace Chasqui.Runtime.Text;

/// <summary>The digits of a non-negative finite float in the formats <c>e f g %</c>, ties rounded to even as Python does.</summary>
internal static class FloatFormat
{
    public static string Digits(double value, FormatSpec spec) => spec.Type switch
    {
        'e' or 'E' => Exponent(value, spec.Precision < 0 ? 6 : spec.Precision, spec.Type, spec.Alternate),
        'f' or 'F' => Fixed(value, spec.Precision < 0 ? 6 : spec.Precision, spec.Alternate),
        '%' => Fixed(value * 100, spec.Precision < 0 ? 6 : spec.Precision, spec.Alternate) + "%",
        'g' or 'G' or 'n' => General(value, spec.Precision < 0 ? 6 : spec.Precision, spec.Type == 'G' ? 'E' : 'e', spec.Alternate),
        _ => spec.Precision < 0 ? Formatter.Display(value) : General(value, spec.Precision, 'e', spec.Alternate),
    };

    private static string Fixed(double value, int precision, bool alternate)
    {
        string digits = Rounded(value, 'F', precision);
        return alternate && precision == 0 ? digits + "." : digits;
    }

    private static string Exponent(double value, int precision, char mark, bool alternate)
    {
        (string digits, int exponent) = Scientific(value, precision);
        string fraction = precision > 0 ? "." + digits[1..] : alternate ? "." : "";
        return $"{digits[0]}{fraction}{mark}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string General(double value, int precision, char mark, bool alternate)
    {
        precision = Math.Max(precision, 1);
        (string digits, int exponent) = Scientific(value, precision - 1);
        if (exponent < -4 || exponent >= precision)
        {
            string kept = alternate ? digits : TrimZeros(digits, 1);
            string fraction = kept.Length > 1 || alternate ? "." + kept[1..] : "";
            return $"{kept[0]}{fraction}{mark}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + (alternate ? digits : TrimZeros(digits, 1));
        }
        int whole = exponent + 1;
        string all = alternate ? digits : TrimZeros(digits, whole);
        return all.Length > whole || alternate ? all[..whole] + "." + all[whole..] : all;
    }

    private static string TrimZeros(string digits, int keep)
    {
        int end = digits.Length;
        while (end > keep && digits[end - 1] == '0')
        {
            end--;
        }
        return digits[..end];
    }

    private static (string Digits, int Exponent) Scientific(double value, int precision)
    {
        string text = Rounded(value, 'E', precision);
        int mark = text.IndexOf('E');
        int exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (text[..mark].Replace(".", "", StringComparison.Ordinal), exponent);
    }

    /// <summary>.NET rounds ties away from zero; a tie is an exact decimal one digit longer that ends in 5.</summary>
    private static string Rounded(double value, char format, int precision)
    {
        string longer = value.ToString($"{format}{precision + 1}", CultureInfo.InvariantCulture);
        int last = format == 'E' ? longer.IndexOf('E') - 1 : longer.Length - 1;
        int previous = longer[last - 1] == '.' ? last - 2 : last - 1;
        bool previousIsEven = (longer[previous] - '0') % 2 == 0;
        if (longer[last] == '5' && previousIsEven && IsExact(value, longer))
        {
            int cut = longer[last - 1] == '.' ? last - 1 : last;
            return longer[..cut] + longer[(last + 1)..];
        }
        return value.ToString($"{format}{precision}", CultureInfo.InvariantCulture);
    }

    private static bool IsExact(double value, string text)
    {
        int mark = text.IndexOf('E');
        string mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf('.');
        int exponent = (mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            - (point < 0 ? 0 : mantissa.Length - point - 1);
        BigInteger left = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        long bits = BitConverter.DoubleToInt64Bits(value);
        int power = (int)((bits >> 52) & 0x7FF);
        BigInteger right = (bits & 0xFFFFFFFFFFFFF) | (power == 0 ? 0 : 1L << 52);
        int shift = Math.Max(power, 1) - 1075;
        Scale(10, exponent, ref left, ref right);
        Scale(2, -shift, ref left, ref right);
        return left == right;

        static void Scale(int @base, int exponent, ref BigInteger left, ref BigInteger right)
        {
            if (exponent >= 0)
            {
                left *= BigInteger.Pow(@base, exponent);
            }
            else
            {
                right *= BigInteger.Pow(@base, -exponent);
            }
        }
    }
}
