using System.Globalization;
using System.Numerics;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Text;

/// <summary>Writes values by a <see cref="FormatSpec"/>.</summary>
internal static class FormatWriter
{
    public static void Write<T>(TextBuffer text, T value, string spec)
    {
        switch (value)
        {
            case bool flag:
                FormatSpec forBool = FormatSpec.Parse(spec, "bool");
                if (forBool.Type is '\0' or 's')
                {
                    WriteText(text, flag ? "true" : "false", forBool);
                }
                else
                {
                    WriteInteger(text, flag ? 1 : 0, forBool);
                }
                break;
            case long number:
                WriteInteger(text, number, FormatSpec.Parse(spec, "int"));
                break;
            case double number:
                WriteFloat(text, number, FormatSpec.Parse(spec, "float"));
                break;
            case float number:
                WriteFloat(text, number, FormatSpec.Parse(spec, "float"));
                break;
            case string known:
                WriteText(text, known, FormatSpec.Parse(spec, "str"));
                break;
            case sbyte or short or int or Int128 or byte or ushort or uint or ulong or UInt128 or nint or nuint:
                WriteInteger(text, BigInteger.Parse(value.ToString() ?? "0", CultureInfo.InvariantCulture), FormatSpec.Parse(spec, "int"));
                break;
            default:
                FormatSpec other = FormatSpec.Parse(spec, Errors.NameOf(value?.GetType() ?? typeof(T)));
                WriteText(text, Formatter.Display(value), other);
                break;
        }
    }

    private static void WriteText(TextBuffer text, string value, FormatSpec spec)
    {
        if (spec.Precision >= 0 && spec.Precision < Scalars.Count(value))
        {
            value = value[..Scalars.Offset(value, spec.Precision)];
        }
        Pad(text, "", value, spec, defaultAlign: '<');
    }

    private static void WriteInteger(TextBuffer text, BigInteger value, FormatSpec spec)
    {
        if (!spec.IsIntegral)
        {
            WriteFloat(text, (double)value, spec);
            return;
        }
        if (spec.Type == 'c')
        {
            Pad(text, "", Scalars.FromCode((long)value), spec, defaultAlign: '<');
            return;
        }
        BigInteger size = BigInteger.Abs(value);
        (string prefix, string digits, int group) = spec.Type switch
        {
            'b' => ("0b", Digits(size, 1), 4),
            'o' => ("0o", Digits(size, 3), 4),
            'x' => ("0x", Digits(size, 4), 4),
            'X' => ("0X", Digits(size, 4).ToUpperInvariant(), 4),
            _ => ("", size.ToString(CultureInfo.InvariantCulture), 3),
        };
        string lead = SignOf(value.Sign < 0, spec) + (spec.Alternate ? prefix : "");
        Pad(text, lead, GroupedToWidth(digits, "", group, lead.Length, spec), spec, defaultAlign: '>');
    }

    private static void WriteFloat(TextBuffer text, double value, FormatSpec spec)
    {
        bool isNegative = double.IsNegative(value) && !double.IsNaN(value);
        double size = Math.Abs(value);
        string lead = SignOf(isNegative, spec);
        string body = double.IsFinite(size) ? FloatFormat.Digits(size, spec) : double.IsNaN(size) ? "nan" : "inf";
        if (!double.IsFinite(size))
        {
            string special = spec.Type is 'E' or 'F' or 'G' ? body.ToUpperInvariant() : body;
            Pad(text, lead, spec.Type == '%' ? special + "%" : special, spec, defaultAlign: '>');
            return;
        }
        int end = 0;
        while (end < body.Length && char.IsAsciiDigit(body[end]))
        {
            end++;
        }
        Pad(text, lead, GroupedToWidth(body[..end], body[end..], 3, lead.Length, spec), spec, defaultAlign: '>');
    }

    private static string SignOf(bool isNegative, FormatSpec spec) =>
        isNegative ? "-" : spec.Sign is '+' or ' ' ? spec.Sign.ToString() : "";

    /// <summary>Inserts the separators; zero padding is grouped too, so it happens here.</summary>
    private static string GroupedToWidth(string digits, string rest, int group, int leadLength, FormatSpec spec)
    {
        if (spec.Grouping == '\0')
        {
            return digits + rest;
        }
        int room = spec.Align == '=' && spec.Fill == "0" ? spec.Width - leadLength - rest.Length : 0;
        var reversed = new System.Text.StringBuilder();
        for (int i = 0; i < digits.Length || reversed.Length < room; i++)
        {
            if (i > 0 && i % group == 0)
            {
                reversed.Append(spec.Grouping);
            }
            reversed.Append(i < digits.Length ? digits[digits.Length - 1 - i] : '0');
        }
        char[] chars = reversed.ToString().ToCharArray();
        Array.Reverse(chars);
        return new string(chars) + rest;
    }

    private static string Digits(BigInteger size, int bitsPerDigit)
    {
        if (size.IsZero)
        {
            return "0";
        }
        Span<char> buffer = stackalloc char[130];
        int at = buffer.Length;
        int mask = (1 << bitsPerDigit) - 1;
        for (; !size.IsZero; size >>= bitsPerDigit)
        {
            buffer[--at] = "0123456789abcdef"[(int)(size & mask)];
        }
        return buffer[at..].ToString();
    }

    private static void Pad(TextBuffer text, string lead, string body, FormatSpec spec, char defaultAlign)
    {
        int missing = spec.Width == 0 ? 0 : Math.Max(0, spec.Width - lead.Length - Scalars.Count(body));
        char align = spec.Align == '\0' ? defaultAlign : spec.Align;
        if (align == '=' && defaultAlign == '<')
        {
            align = '<';
        }
        int before = align switch { '>' => missing, '^' => missing / 2, _ => 0 };
        int inside = align == '=' ? missing : 0;
        Fill(before);
        text.Append(lead);
        Fill(inside);
        text.Append(body);
        Fill(missing - before - inside);

        void Fill(int count)
        {
            for (; count > 0; count--)
            {
                text.Append(spec.Fill);
            }
        }
    }
}
