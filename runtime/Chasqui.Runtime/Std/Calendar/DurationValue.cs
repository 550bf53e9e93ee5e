using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Duration</c>: a length of time that is never negative, in whole nanoseconds.</summary>
[Module("std.datetime"), Name("Duration")]
public readonly struct DurationValue : IEquatable<DurationValue>, IComparable<DurationValue>, IDisplay, IDebug
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Int128 _nanoseconds;

    private DurationValue(Int128 nanoseconds) =>
        _nanoseconds = nanoseconds >= 0 ? nanoseconds : throw new ValueError("a Duration cannot be negative");

    [Name("nanoseconds")]
    public static DurationValue Nanoseconds(long n) => new(n);

    [Name("microseconds")]
    public static DurationValue Microseconds(long n) => new((Int128)n * 1000);

    [Name("milliseconds")]
    public static DurationValue Milliseconds(long n) => new((Int128)n * 1_000_000);

    [Name("seconds")]
    public static DurationValue Seconds(long n) => new((Int128)n * NanosecondsPerSecond);

    [Name("minutes")]
    public static DurationValue Minutes(long n) => new((Int128)n * 60 * NanosecondsPerSecond);

    [Name("hours")]
    public static DurationValue Hours(long n) => new((Int128)n * 3600 * NanosecondsPerSecond);

    [Name("days")]
    public static DurationValue Days(long n) => new((Int128)n * 86400 * NanosecondsPerSecond);

    [Name("weeks")]
    public static DurationValue Weeks(long n) => new((Int128)n * 7 * 86400 * NanosecondsPerSecond);

    [Name("whole_seconds")]
    public long WholeSeconds() => checked((long)(_nanoseconds / NanosecondsPerSecond));

    [Name("subsecond_nanoseconds")]
    public long SubsecondNanoseconds() => (long)(_nanoseconds % NanosecondsPerSecond);

    /// <summary>OverflowError above some 292 years.</summary>
    [Name("total_nanoseconds")]
    public long TotalNanoseconds() => checked((long)_nanoseconds);

    [Name("__add__")]
    public DurationValue Add(DurationValue other) => new(checked(_nanoseconds + other._nanoseconds));

    /// <summary>ValueError if the other is longer.</summary>
    [Name("__sub__")]
    public DurationValue Subtract(DurationValue other) => new(_nanoseconds - other._nanoseconds);

    public bool Equals(DurationValue other) => _nanoseconds == other._nanoseconds;

    public override bool Equals(object? obj) => obj is DurationValue other && Equals(other);

    public override int GetHashCode() => _nanoseconds.GetHashCode();

    public int CompareTo(DurationValue other) => _nanoseconds.CompareTo(other._nanoseconds);

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
        string whole = (_nanoseconds / NanosecondsPerSecond).ToString(CultureInfo.InvariantCulture);
        string rest = SubsecondNanoseconds().ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return rest.Length == 0 ? $"{whole}s" : $"{whole}.{rest}s";
    }
}
