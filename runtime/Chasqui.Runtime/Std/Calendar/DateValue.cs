using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Date</c>: a day of the Gregorian calendar, in the years 1 to 9999.</summary>
[Module("std.datetime"), Name("Date")]
public readonly struct DateValue : IEquatable<DateValue>, IComparable<DateValue>, IDisplay, IDebug
{
    private readonly DateOnly _date;

    internal DateValue(DateOnly date) => _date = date;

    [Name("year")]
    public long Year => _date.Year;

    [Name("month")]
    public long Month => _date.Month;

    [Name("day")]
    public long Day => _date.Day;

    [Name("utc_today")]
    public static DateValue UtcToday() => new(DateOnly.FromDateTime(DateTime.UtcNow));

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

    [Name("isoformat"), Name("__str__")]
    public string IsoFormat() => _date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>OverflowError outside the years 1 to 9999.</summary>
    [Name("add_days")]
    public DateValue AddDays(long n)
    {
        long day = checked(_date.DayNumber + n);
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? new DateValue(DateOnly.FromDayNumber((int)day))
            : throw new OverflowError("date out of range");
    }

    /// <summary>The same day of another month, or its last day; OverflowError outside the years 1 to 9999.</summary>
    [Name("add_months")]
    public DateValue AddMonths(long n)
    {
        long month = checked((Year * 12) + Month - 1 + n);
        return month is >= 12 and < 120_000
            ? new DateValue(_date.AddMonths((int)n))
            : throw new OverflowError("date out of range");
    }

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    [Name("weekday")]
    public long Weekday() => _date.DayOfWeek == DayOfWeek.Sunday ? 7 : (long)_date.DayOfWeek;

    /// <summary>The number of the ISO week, from 1.</summary>
    [Name("iso_week")]
    public long IsoWeek() => ISOWeek.GetWeekOfYear(_date.ToDateTime(default));

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
}
