using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>DateTime</c>: a date and a time of day, of no particular time zone.</summary>
[Module("std.datetime"), Name("DateTime")]
public readonly struct DateTimeValue : IEquatable<DateTimeValue>, IComparable<DateTimeValue>, ISerialize, IDeserialize, IDisplay, IDebug
{
    private readonly DateValue _date;
    private readonly TimeValue _time;

    internal DateTimeValue(DateValue date, TimeValue time)
    {
        _date = date;
        _time = time;
    }

    [Name("year")]
    public long Year => _date.Year;

    [Name("month")]
    public long Month => _date.Month;

    [Name("day")]
    public long Day => _date.Day;

    [Name("hour")]
    public long Hour => _time.Hour;

    [Name("minute")]
    public long Minute => _time.Minute;

    [Name("second")]
    public long Second => _time.Second;

    [Name("nanosecond")]
    public long Nanosecond => _time.Nanosecond;

    /// <summary>Nanoseconds since the beginning of the year 1.</summary>
    internal Int128 SinceYear1 => ((Int128)_date.DayNumber * TimeUnits.Day) + _time.OfDay;

    [Name("utc_now")]
    public static DateTimeValue UtcNow() => SystemTimeValue.Now().ToDateTime();

    [Name("combine")]
    public static DateTimeValue Combine(DateValue date, TimeValue time) => new(date, time);

    [Name("from_fields")]
    public static Result<DateTimeValue, DateTimeError> FromFields(
        long year, long month, long day, long hour = 0, long minute = 0, long second = 0, long nanosecond = 0) =>
        DateValue.FromFields(year, month, day).AndThen(d => TimeValue.FromFields(hour, minute, second, nanosecond).Map(t => new DateTimeValue(d, t)));

    /// <summary>From a date, <c>T</c> or a space, and a time.</summary>
    [Name("fromisoformat")]
    public static Result<DateTimeValue, DateTimeError> FromIsoFormat(string text)
    {
        var parser = new IsoParser(text);
        return parser.TryDateTime(out DateTimeValue value) && parser.IsAtEnd
            ? Result<DateTimeValue, DateTimeError>.Ok(value)
            : Result<DateTimeValue, DateTimeError>.Err(new($"`{text}` is not a moment of the form YYYY-MM-DDTHH:MM:SS"));
    }

    [Name("strptime")]
    public static Result<DateTimeValue, DateTimeError> ParseFormat(string text, string format) =>
        TemporalParser.Parse(text, format).AndThen(fields => fields.ToDateTime());

    public static object ReadJson(JsonReader reader) => reader.Checked(FromIsoFormat(reader.Value<string>()));

    public void WriteJson(JsonWriter writer) => writer.Value(ToString());

    [Name("date")]
    public DateValue Date() => _date;

    [Name("time")]
    public TimeValue Time() => _time;

    [Name("isoformat"), Name("__str__")]
    public string IsoFormat() => ToString();

    [Name("strftime")]
    public Result<string, DateTimeError> Format(string format) => TemporalFormatter.Format(format, _date, _time, null);

    /// <summary>OverflowError outside the years 1 to 9999.</summary>
    [Name("__add__"), Name("add_timedelta")]
    public DateTimeValue Add(TimeDeltaValue delta) => FromYear1(checked(SinceYear1 + delta.Total));

    [Name("__add__"), Name("add_interval")]
    public DateTimeValue Add(YearMonthInterval months) => new(_date.AddMonths(months.TotalMonths()), _time);

    [Name("__add__"), Name("add_interval")]
    public DateTimeValue Add(DateTimeInterval interval) => Add(interval.Months).Add(interval.Time);

    [Name("__sub__")]
    public DateTimeValue Subtract(TimeDeltaValue delta) => Add(delta.Negate());

    [Name("__sub__")]
    public DateTimeValue Subtract(YearMonthInterval months) => Add(months.Negate());

    [Name("__sub__")]
    public DateTimeValue Subtract(DateTimeInterval interval) => Add(interval.Negate());

    [Name("__sub__")]
    public TimeDeltaValue Subtract(DateTimeValue other) => new(SinceYear1 - other.SinceYear1);

    public bool Equals(DateTimeValue other) => _date.Equals(other._date) && _time.Equals(other._time);

    public override bool Equals(object? obj) => obj is DateTimeValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_date, _time);

    public int CompareTo(DateTimeValue other) => SinceYear1.CompareTo(other.SinceYear1);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("DateTime");
        writer.Item(ToString());
        writer.EndTuple();
    }

    public override string ToString() => $"{_date}T{_time}";

    internal static DateTimeValue FromYear1(Int128 nanoseconds)
    {
        (Int128 day, long ofDay) = TimeUnits.Split(nanoseconds, TimeUnits.Day);
        return new DateTimeValue(DateValue.FromDayNumber(day), new TimeValue(ofDay));
    }
}
