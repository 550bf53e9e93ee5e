using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Text;

/// <summary>The texts of a value: Display (what <c>print</c> shows), Debug (<c>:?</c>), pretty Debug (<c>:#?</c>) and formatted.</summary>
public static class Formatter
{
    public static string Display<T>(T value)
    {
        if (value is string known)
        {
            return known;
        }
        TextBuffer text = TextBuffer.Rent();
        WriteDisplay(text, value);
        return text.Finish();
    }

    public static string Debug<T>(T value)
    {
        TextBuffer text = TextBuffer.Rent();
        WriteDebug(text, value, pretty: false);
        return text.Finish();
    }

    public static string PrettyDebug<T>(T value)
    {
        TextBuffer text = TextBuffer.Rent();
        WriteDebug(text, value, pretty: true);
        return text.Finish();
    }

    /// <summary>Formats by Python's format mini-language.</summary>
    public static string Format<T>(T value, string spec)
    {
        TextBuffer text = TextBuffer.Rent();
        FormatWriter.Write(text, value, spec);
        return text.Finish();
    }

    internal static void WriteDisplay<T>(TextBuffer text, T value)
    {
        if (typeof(T) == typeof(long))
        {
            text.Append(Unsafe.BitCast<T, long>(value));
        }
        else if (value is string known)
        {
            text.Append(known);
        }
        else if (value is IDisplay display)
        {
            display.Display(text);
        }
        else if (!WriteDisplayScalar(text, value))
        {
            WriteDebug(text, value, pretty: false);
        }
    }

    internal static void WriteDebug<T>(TextBuffer text, T value, bool pretty) => new DebugWriter(text, pretty).Value(value);

    internal static void WriteDebugScalar<T>(TextBuffer text, T value)
    {
        switch (value)
        {
            case double number:
                FloatText.Debug(text, number);
                break;
            case float number:
                FloatText.Debug(text, double.Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));
                break;
            case string known:
                WriteQuoted(text, known);
                break;
            default:
                if (!WriteDisplayScalar(text, value))
                {
                    text.Append(Describe(value));
                }
                break;
        }
    }

    /// <summary>Writes a number, bool, unit or error; false for anything else.</summary>
    private static bool WriteDisplayScalar<T>(TextBuffer text, T value)
    {
        switch (value)
        {
            case long number:
                text.Append(number);
                return true;
            case double number:
                FloatText.Display(text, number);
                return true;
            case bool flag:
                text.Append(flag ? "true" : "false");
                return true;
            case float number:
                FloatText.Display(text, number);
                return true;
            case int or short or sbyte or byte or ushort or uint or ulong or nint or nuint or Int128 or UInt128 or decimal:
                text.AppendInvariant((ISpanFormattable)value);
                return true;
            case Unit:
                text.Append("()");
                return true;
            case Exception error:
                text.Append(Errors.MessageOf(error));
                return true;
            default:
                return false;
        }
    }

    private static string Describe(object? value) => value switch
    {
        null => "None",
        IDisplay display => Display(display),
        Delegate => "<function>",
        _ when value.GetType().IsAssignableTo(typeof(SharedObject)) => Errors.NameOf(value.GetType()),
        _ => value.ToString() is { } text && text != value.GetType().ToString() ? text : Errors.NameOf(value.GetType()),
    };

    private static void WriteQuoted(TextBuffer text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\0': text.Append("\\0"); break;
                default:
                    if (char.IsControl(c))
                    {
                        text.Append($"\\u{{{(int)c:x}}}");
                    }
                    else
                    {
                        text.Append(c);
                    }
                    break;
            }
        }
        text.Append('"');
    }
}
