using System.Globalization;
using System.Text;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>Writes dates and times by a format of strftime. A directive for what the value does not have is an error.</summary>
internal static class TemporalFormatter
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    public static Result<string, DateTimeError> Format(string format, DateValue? date, TimeValue? time, FixedOffset? offset)
    {
        Result<List<FormatDirective>, DateTimeError> directives = FormatDirectives.Parse(format);
        if (directives.IsErr())
        {
            return Result<string, DateTimeError>.Err(directives.Error);
        }
        var text = new StringBuilder();
        foreach (FormatDirective directive in directives.Value)
        {
            string? part = directive.Code == '\0' ? directive.Literal
                : (date is { } d ? OfDate(directive, d) : null)
                ?? (time is { } t ? OfTime(directive, t) : null)
                ?? (offset is { } o ? OfOffset(directive, o) : null);
            if (part is null)
            {
                string written = directive.Code == FormatDirectives.ColonOffset ? "%:z" : $"%{directive.Code}";
                return Result<string, DateTimeError>.Err(new DateTimeError($"the directive `{written}` does not fit the value"));
            }
            text.Append(part);
        }
        return Result<string, DateTimeError>.Ok(text.ToString());
    }

    private static string? OfDate(FormatDirective directive, DateValue date) => directive.Code switch
    {
        'Y' => Number(directive, date.Year, 4),
        'y' => Number(directive, date.Year % 100, 2),
        'm' => Number(directive, date.Month, 2),
        'd' => Number(directive, date.Day, 2),
        'e' => Number(directive, date.Day, 2, '_'),
        'j' => Number(directive, date.DayOfYear(), 3),
        'a' => Names.AbbreviatedDayNames[date.Weekday() % 7],
        'A' => Names.DayNames[date.Weekday() % 7],
        'b' => Names.AbbreviatedMonthNames[date.Month - 1],
        'B' => Names.MonthNames[date.Month - 1],
        'w' => Number(directive, date.Weekday() % 7, 1),
        'u' => Number(directive, date.Weekday(), 1),
        'U' => Number(directive, date.WeekOfYear(7), 2),
        'W' => Number(directive, date.WeekOfYear(1), 2),
        'V' => Number(directive, date.IsoWeek(), 2),
        'G' => Number(directive, date.IsoYear(), 4),
        'g' => Number(directive, date.IsoYear() % 100, 2),
        _ => null,
    };

    private static string? OfTime(FormatDirective directive, TimeValue time) => directive.Code switch
    {
        'H' => Number(directive, time.Hour, 2),
        'I' => Number(directive, time.Hour % 12 == 0 ? 12 : time.Hour % 12, 2),
        'M' => Number(directive, time.Minute, 2),
        'S' => Number(directive, time.Second, 2),
        'f' => Number(directive, time.Nanosecond, 9),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'P' => time.Hour < 12 ? "am" : "pm",
        _ => null,
    };

    private static string? OfOffset(FormatDirective directive, FixedOffset offset) => directive.Code switch
    {
        'z' => offset.Format(""),
        FormatDirectives.ColonOffset => offset.Format(":"),
        _ => null,
    };

    private static string Number(FormatDirective directive, long value, int width, char padding = '0')
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return (directive.Padding == '\0' ? padding : directive.Padding) switch
        {
            '-' => digits,
            '_' => digits.PadLeft(width),
            _ => digits.PadLeft(width, '0'),
        };
    }
}
