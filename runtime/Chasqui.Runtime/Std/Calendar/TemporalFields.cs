using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>What a text said about a date or time, by the codes of the directives; and the value it makes.</summary>
internal sealed class TemporalFields
{
    private readonly Dictionary<char, long> _values = [];

    public FixedOffset? Offset { get; set; }

    public long this[char code]
    {
        set => _values[code] = value;
    }

    public Result<DateValue, DateTimeError> ToDate()
    {
        if (Find('G') is { } isoYear && Find('V') is { } week && Weekday() is { } weekday)
        {
            return DateValue.FromIsoCalendar(isoYear, week, weekday);
        }
        if (Year() is not { } year)
        {
            return Missing<DateValue>("year");
        }
        if (Find('j') is { } day)
        {
            return DateValue.FromFields(year, 1, 1).AndThen(first => day >= 1 && day <= (CalendarModule.IsLeapYear(year) ? 366 : 365)
                ? Result<DateValue, DateTimeError>.Ok(first.AddDays(day - 1))
                : Result<DateValue, DateTimeError>.Err(new DateTimeError($"year {year} has no day {day}")));
        }
        return Find('m') is not { } month ? Missing<DateValue>("month")
            : Find('d') is not { } dayOfMonth ? Missing<DateValue>("day")
            : DateValue.FromFields(year, month, dayOfMonth);
    }

    /// <summary>What is not told of a time is 0, but not its hour.</summary>
    public Result<TimeValue, DateTimeError> ToTime() => Hour() is { } hour
        ? TimeValue.FromFields(hour, Find('M') ?? 0, Find('S') ?? 0, Find('f') ?? 0)
        : Missing<TimeValue>("hour");

    public Result<DateTimeValue, DateTimeError> ToDateTime() => ToDate().AndThen(d => ToTime().Map(t => new DateTimeValue(d, t)));

    public Result<DateTimeOffsetValue, DateTimeError> ToDateTimeOffset() => Offset is { } offset
        ? ToDateTime().Map(local => new DateTimeOffsetValue(local, offset))
        : Missing<DateTimeOffsetValue>("offset");

    private long? Find(char code) => _values.TryGetValue(code, out long value) ? value : null;

    /// <summary>Two digits are years from 1969 to 2068.</summary>
    private long? Year() => Find('Y') ?? (Find('y') is { } year ? year + (year < 69 ? 2000 : 1900) : null);

    private long? Hour() => Find('H') ?? (Find('I') is { } hour ? (hour % 12) + (12 * (Find('p') ?? 0)) : null);

    private long? Weekday() => Find('u') ?? (Find('w') is { } day ? (day == 0 ? 7 : day) : null);

    private static Result<T, DateTimeError> Missing<T>(string part) => Result<T, DateTimeError>.Err(new DateTimeError($"the format does not tell the {part}"));
}
