using System.Globalization;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Text;

/// <summary>Numbers from text, by the rules of <c>int("…")</c> and <c>float("…")</c>.</summary>
internal static class Numbers
{
    /// <summary>An optional sign and digits, nothing else.</summary>
    public static long ParseInt(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new ValueError($"cannot convert '{text}' to int");

    public static bool TryParseFloat(string text, out double value)
    {
        string name = text.TrimStart('+', '-').ToLowerInvariant();
        if (name is "inf" or "infinity" or "nan" && text.Length - name.Length <= 1)
        {
            value = name == "nan" ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;
        return name.Length > 0 && (char.IsAsciiDigit(name[0]) || name[0] == '.')
            && double.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }

    public static double ParseFloat(string text) =>
        TryParseFloat(text, out double value) ? value : throw new ValueError($"cannot convert '{text}' to float");

    /// <summary>Digits of a base from 2 to 36, with its prefix allowed.</summary>
    public static long ParseInt(string text, long @base)
    {
        if (@base is < 2 or > 36)
        {
            throw new ValueError("int() base must be between 2 and 36");
        }
        ReadOnlySpan<char> digits = text.AsSpan();
        bool isNegative = digits.Length > 0 && digits[0] == '-';
        if (digits.Length > 0 && digits[0] is '+' or '-')
        {
            digits = digits[1..];
        }
        string prefix = @base switch { 2 => "0b", 8 => "0o", 16 => "0x", _ => "" };
        if (prefix.Length > 0 && digits.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..];
        }
        if (digits.Length == 0)
        {
            throw new ValueError($"cannot convert '{text}' to int with base {@base}");
        }
        long value = 0;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : 36;
            if (digit >= @base)
            {
                throw new ValueError($"cannot convert '{text}' to int with base {@base}");
            }
            value = checked((value * @base) + (isNegative ? -digit : digit));
        }
        return value;
    }
}
