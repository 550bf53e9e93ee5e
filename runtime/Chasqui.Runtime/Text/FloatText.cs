using System.Globalization;

namespace Chasqui.Runtime.Text;

/// <summary>The shortest decimal text that reads back as the same float.</summary>
internal static class FloatText
{
    /// <summary>Never an exponent, no <c>.0</c>: <c>1</c>, <c>0.0000001</c>.</summary>
    public static void Display(TextBuffer text, double value)
    {
        Span<char> shortest = stackalloc char[32];
        value.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture);
        Display(text, shortest[..length], double.IsFinite(value));
    }

    public static void Display(TextBuffer text, float value)
    {
        Span<char> shortest = stackalloc char[32];
        value.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture);
        Display(text, shortest[..length], float.IsFinite(value));
    }

    /// <summary>Always <c>.0</c> or an exponent: <c>1.0</c>, <c>1e20</c>, <c>1e-7</c>.</summary>
    public static void Debug(TextBuffer text, double value) => WithPoint(text, value, 1e-4);

    /// <summary>As <see cref="Debug"/>, with exponents only below 0.00001.</summary>
    public static void Json(TextBuffer text, double value) => WithPoint(text, value, 1e-5);

    private static void WithPoint(TextBuffer text, double value, double smallest)
    {
        double size = Math.Abs(value);
        if (double.IsFinite(value) && size != 0 && (size >= 1e16 || size < smallest))
        {
            Exponent(text, value.ToString("R", CultureInfo.InvariantCulture));
            return;
        }
        int start = text.Length;
        Display(text, value);
        if (double.IsFinite(value) && !text.Written[start..].Contains('.'))
        {
            text.Append(".0");
        }
    }

    private static void Display(TextBuffer text, ReadOnlySpan<char> shortest, bool isFinite)
    {
        if (!isFinite)
        {
            text.Append(shortest[0] == 'N' ? "NaN" : shortest[0] == '-' ? "-inf" : "inf");
            return;
        }
        int mark = shortest.IndexOf('E');
        if (mark < 0)
        {
            text.Append(shortest);
            return;
        }
        if (shortest[0] == '-')
        {
            text.Append('-');
            shortest = shortest[1..];
            mark--;
        }
        (string digits, int exponent) = Split(shortest, mark);
        int point = exponent + 1;
        if (point <= 0)
        {
            text.Append("0.");
            text.Append('0', -point);
            text.Append(digits);
        }
        else if (point >= digits.Length)
        {
            text.Append(digits);
            text.Append('0', point - digits.Length);
        }
        else
        {
            text.Append(digits.AsSpan(0, point));
            text.Append('.');
            text.Append(digits.AsSpan(point));
        }
    }

    /// <summary>Rewrites .NET's <c>-1.5E-07</c> as <c>-1.5e-7</c>, and its plain integers likewise.</summary>
    private static void Exponent(TextBuffer text, ReadOnlySpan<char> shortest)
    {
        if (shortest[0] == '-')
        {
            text.Append('-');
            shortest = shortest[1..];
        }
        int mark = shortest.IndexOf('E');
        if (mark >= 0)
        {
            text.Append(shortest[..mark]);
        }
        else
        {
            text.Append(shortest[0]);
            ReadOnlySpan<char> fraction = shortest[1..].TrimEnd('0');
            text.Append(fraction.IsEmpty ? "" : ".");
            text.Append(fraction);
        }
        text.Append('e');
        text.Append(mark < 0 ? shortest.Length - 1 : int.Parse(shortest[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static (string Digits, int Exponent) Split(ReadOnlySpan<char> scientific, int mark)
    {
        int exponent = int.Parse(scientific[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (scientific[..mark].ToString().Replace(".", "", StringComparison.Ordinal), exponent);
    }
}
