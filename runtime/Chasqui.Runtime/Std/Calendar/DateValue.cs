using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Date</c>: a day of the Gregorian calendar, in the years 1 to 9999.</summary>
[Module("std.datetime"), Name("Date")]
public readonly struct DateValue : IEquatable<DateValue>, IComparable<DateValue>, ISerialize, IDeserialize, IDisplay, IDebug
{
    private readonly DateOnly _date;

    internal DateValue(DateOnly date) => _date = date;

    [Name("year")]
    public long Year => _date.Year;

    [Name("month")]
    public long Month => _date.Month;

    [Name("day")]
    public long Day => _date.Day;

    internal long DayNumber => _date.DayNumber;

    [Name("utc_today")]
    public static DateValue UtcToday() => DateTimeValue.UtcNow().Date();

    [Name("from_fields")]
    public static Result<DateValue, DateTimeError> FromFields(long year, long month, long day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarModule.DaysInMonth(year, month)
            ? Result<DateValue, DateTimeError>.Ok(new(new DateOnly((int)year, (int)month, (int)day)))
            : Result<DateValue, DateTimeError>.Err(new($"there is no date with year {year}, month {month} and day {day}"));

    /// <summary>From <c>YYYY-MM-DD</c>.</summary>
    [Name("fromisoformat")]
    public static Result<DateValue, DateTimeError> FromIsoFormat(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? Result<DateValue, DateTimeError>.Ok(new(date))
            : Result<DateValue, DateTimeError>.Err(new($"`{text}` is not a date of the form YYYY-MM-DD"));

    /// <summary>From an ISO week and its day, 1 for Monday to 7 for Sunday.</summary>
    [Name("fromisocalendar")]
    public static Result<DateValue, DateTimeError> FromIsoCalendar(long year, long week, long weekday) =>
        year is >= 1 and < 9999 && weekday is >= 1 and <= 7 && week >= 1 && week <= CalendarModule.IsoWeeksInYear(year)
            ? Result<DateValue, DateTimeError>.Ok(new(DateOnly.FromDateTime(ISOWeek.ToDateTime((int)year, (int)week, (DayOfWeek)(weekday % 7)))))
            : Result<DateValue, DateTimeError>.Err(new($"there is no date with ISO year {year}, week {week} and weekday {weekday}"));

    [Name("strptime")]
    public static Result<DateValue, DateTimeError> ParseFormat(string text, string format) =>
        TemporalParser.Parse(text, format).AndThen(fields => fields.ToDate());

    public static object ReadJson(JsonReader reader) => reader.Checked(FromIsoFormat(reader.Value<string>()));

    public void WriteJson(JsonWriter writer) => writer.Value(IsoFormat());

    [Name("strftime")]
    public Result<string, DateTimeError> Format(string format) => TemporalFormatter.Format(format, this, null, null);

    [Name("isoformat"), Name("__str__")]
    public string IsoFormat() => _date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>OverflowError outside the years 1 to 9999.</summary>
    [Name("add_days")]
    public DateValue AddDays(long n) => FromDayNumber((Int128)_date.DayNumber + n);

    /// <summary>The same day of another month, or its last day; OverflowError outside the years 1 to 9999.</summary>
    [Name("add_months")]
    public DateValue AddMonths(long n)
    {
        long month = checked((Year * 12) + Month - 1 + n);
        return month is >= 12 and < 120_000
            ? new DateValue(_date.AddMonths((int)n))
            : throw new OverflowError("date out of range");
    }

    [Name("__add__"), Name("add_interval")]
    public DateValue Add(YearMonthInterval months) => AddMonths(months.TotalMonths());

    /// <summary>By the whole days of the difference.</summary>
    [Name("__add__"), Name("add_interval")]
    public DateValue Add(TimeDeltaValue delta) => AddDays(delta.WholeDays);

    [Name("__add__"), Name("add_interval")]
    public DateValue Add(DateTimeInterval interval) => Add(interval.Months).Add(interval.Time);

    [Name("__sub__")]
    public DateValue Subtract(YearMonthInterval months) => Add(months.Negate());

    [Name("__sub__")]
    public DateValue Subtract(TimeDeltaValue delta) => Add(delta.Negate());

    [Name("__sub__")]
    public DateValue Subtract(DateTimeInterval interval) => Add(interval.Negate());

    [Name("__sub__")]
    public TimeDeltaValue Subtract(DateValue other) => TimeDeltaValue.Days(DayNumber - other.DayNumber);

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    [Name("weekday")]
    public long Weekday() => _date.DayOfWeek == DayOfWeek.Sunday ? 7 : (long)_date.DayOfWeek;

    /// <summary>The number of the ISO week, from 1.</summary>
    [Name("iso_week")]
    public long IsoWeek() => ISOWeek.GetWeekOfYear(_date.ToDateTime(default));

    /// <summary>The year that the ISO week belongs to.</summary>
    [Name("iso_year")]
    public long IsoYear() => ISOWeek.GetYear(_date.ToDateTime(default));

    [Name("day_of_year")]
    public long DayOfYear() => _date.DayOfYear;

    [Name("quarter")]
    public long Quarter() => (Month + 2) / 3;

    public bool Equals(DateValue other) => _date == other._date;

    public override bool Equals(object? obj) => obj is DateValue other && Equals(other);

    public override int GetHashCode() => _date.GetHashCode();

    public int CompareTo(DateValue other) => _date.CompareTo(other._date);

    public void Display(TextBuffer text) => text.Append(IsoFormat());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Date");
        writer.Item(IsoFormat());
        writer.EndTuple();
    }

    public override string ToString() => IsoFormat();

    internal static DateValue FromDayNumber(Int128 day) => day >= 0 && day <= DateOnly.MaxValue.DayNumber
        ? new DateValue(DateOnly.FromDayNumber((int)day))
        : throw new OverflowError("date out of range");

    /// <summary>How many weeks of the year have begun, where weeks begin on the given weekday (1 to 7).</summary>
    internal long WeekOfYear(long firstWeekday) => (DayOfYear() + 6 - ((Weekday() - firstWeekday + 7) % 7)) / 7;
}
