using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Duration</c>: a length of time that is never negative, in whole nanoseconds.</summary>
[Module("std.datetime"), Module("std.async.time"), Name("Duration")]
public readonly struct DurationValue : IEquatable<DurationValue>, IComparable<DurationValue>, IDisplay, IDebug
{
    private DurationValue(Int128 nanoseconds) =>
        Total = nanoseconds >= 0 ? nanoseconds : throw new ValueError("a Duration cannot be negative");

    internal Int128 Total { get; }

    [Name("nanoseconds")]
    public static DurationValue Nanoseconds(long n) => new(n);

    [Name("microseconds")]
    public static DurationValue Microseconds(long n) => new((Int128)n * TimeUnits.Microsecond);

    [Name("milliseconds")]
    public static DurationValue Milliseconds(long n) => new((Int128)n * TimeUnits.Millisecond);

    [Name("seconds")]
    public static DurationValue Seconds(long n) => new((Int128)n * TimeUnits.Second);

    [Name("minutes")]
    public static DurationValue Minutes(long n) => new((Int128)n * TimeUnits.Minute);

    [Name("hours")]
    public static DurationValue Hours(long n) => new((Int128)n * TimeUnits.Hour);

    [Name("days")]
    public static DurationValue Days(long n) => new((Int128)n * TimeUnits.Day);

    [Name("weeks")]
    public static DurationValue Weeks(long n) => new((Int128)n * TimeUnits.Week);

    [Name("from_secs")]
    public static DurationValue FromSeconds(long n) => Seconds(n);

    [Name("from_millis")]
    public static DurationValue FromMilliseconds(long n) => Milliseconds(n);

    /// <summary>Rounded to nanoseconds; ValueError if negative, infinite or not a number.</summary>
    [Name("from_secs_f64"), Name("from_seconds")]
    public static DurationValue FromSeconds(double seconds) => double.IsFinite(seconds)
        ? new((Int128)Math.Round(seconds * TimeUnits.Second))
        : throw new ValueError("a Duration must be finite");

    /// <summary>The length in seconds.</summary>
    [Name("seconds"), Name("total_seconds")]
    public double InSeconds() => (double)Total / TimeUnits.Second;

    [Name("whole_seconds")]
    public long WholeSeconds() => checked((long)(Total / TimeUnits.Second));

    [Name("subsecond_nanoseconds")]
    public long SubsecondNanoseconds() => (long)(Total % TimeUnits.Second);

    /// <summary>OverflowError above some 292 years.</summary>
    [Name("total_nanoseconds")]
    public long TotalNanoseconds() => checked((long)Total);

    [Name("__add__")]
    public DurationValue Add(DurationValue other) => new(checked(Total + other.Total));

    /// <summary>ValueError if the other is longer.</summary>
    [Name("__sub__")]
    public DurationValue Subtract(DurationValue other) => new(Total - other.Total);

    public bool Equals(DurationValue other) => Total == other.Total;

    public override bool Equals(object? obj) => obj is DurationValue other && Equals(other);

    public override int GetHashCode() => Total.GetHashCode();

    public int CompareTo(DurationValue other) => Total.CompareTo(other.Total);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Duration");
        writer.Item(ToString());
        writer.EndTuple();
    }

    /// <summary>In seconds, with as many decimals as it takes.</summary>
    public override string ToString()
    {
        string whole = (Total / TimeUnits.Second).ToString(CultureInfo.InvariantCulture);
        return $"{whole}{TimeUnits.Fraction(SubsecondNanoseconds()).TrimEnd('0')}s";
    }

    internal static DurationValue FromTotal(Int128 nanoseconds) => new(nanoseconds);
}
