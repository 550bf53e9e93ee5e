using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>TimeDelta</c>: a difference between two moments, in whole nanoseconds, of either sign.</summary>
[Module("std.datetime"), Name("TimeDelta"), Name("DayTimeInterval")]
public readonly struct TimeDeltaValue : IEquatable<TimeDeltaValue>, IComparable<TimeDeltaValue>, IDisplay, IDebug
{
    internal TimeDeltaValue(Int128 nanoseconds) => Total = nanoseconds;

    internal Int128 Total { get; }

    /// <summary>Whole days, rounded down.</summary>
    [Name("days")]
    public long WholeDays => (long)TimeUnits.Split(Total, TimeUnits.Day).Quotient;

    /// <summary>Whole seconds beside the days: 0 to 86399.</summary>
    [Name("seconds")]
    public long RestSeconds => TimeUnits.Split(Total, TimeUnits.Day).Remainder / TimeUnits.Second;

    /// <summary>Nanoseconds beside the seconds: 0 to 999999999.</summary>
    [Name("nanoseconds")]
    public long RestNanoseconds => TimeUnits.Split(Total, TimeUnits.Second).Remainder;

    [Name("nanoseconds")]
    public static TimeDeltaValue Nanoseconds(long n) => new(n);

    [Name("microseconds")]
    public static TimeDeltaValue Microseconds(long n) => Of(n, TimeUnits.Microsecond);

    [Name("milliseconds")]
    public static TimeDeltaValue Milliseconds(long n) => Of(n, TimeUnits.Millisecond);

    [Name("seconds")]
    public static TimeDeltaValue Seconds(long n) => Of(n, TimeUnits.Second);

    [Name("minutes")]
    public static TimeDeltaValue Minutes(long n) => Of(n, TimeUnits.Minute);

    [Name("hours")]
    public static TimeDeltaValue Hours(long n) => Of(n, TimeUnits.Hour);

    [Name("days")]
    public static TimeDeltaValue Days(long n) => Of(n, TimeUnits.Day);

    [Name("weeks")]
    public static TimeDeltaValue Weeks(long n) => Of(n, TimeUnits.Week);

    /// <summary>OverflowError beyond some 292 years.</summary>
    [Name("total_nanoseconds")]
    public long TotalNanoseconds() => checked((long)Total);

    [Name("total_seconds")]
    public double TotalSeconds() => (double)Total / TimeUnits.Second;

    [Name("__add__")]
    public TimeDeltaValue Add(TimeDeltaValue other) => new(checked(Total + other.Total));

    [Name("__sub__")]
    public TimeDeltaValue Subtract(TimeDeltaValue other) => new(checked(Total - other.Total));

    [Name("__mul__")]
    public TimeDeltaValue Multiply(long factor) => new(checked(Total * factor));

    [Name("__neg__")]
    public TimeDeltaValue Negate() => new(-Total);

    [Name("abs")]
    public TimeDeltaValue Abs() => new(Int128.Abs(Total));

    public bool Equals(TimeDeltaValue other) => Total == other.Total;

    public override bool Equals(object? obj) => obj is TimeDeltaValue other && Equals(other);

    public override int GetHashCode() => Total.GetHashCode();

    public int CompareTo(TimeDeltaValue other) => Total.CompareTo(other.Total);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("TimeDelta");
        writer.Item(ToString());
        writer.EndTuple();
    }

    /// <summary><c>1 day, 2:03:04.5</c></summary>
    public override string ToString()
    {
        long days = WholeDays, seconds = RestSeconds;
        string time = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:D2}:{seconds % 60:D2}");
        string text = time + TimeUnits.Fraction(RestNanoseconds).TrimEnd('0');
        return days == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{days} {(days is 1 or -1 ? "day" : "days")}, {text}");
    }

    private static TimeDeltaValue Of(long n, long unit) => new((Int128)n * unit);
}
