using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>SystemTime</c>: a moment by the machine's clock, counted from 1970 in UTC.</summary>
[Module("std.datetime"), Name("SystemTime")]
public readonly struct SystemTimeValue : IEquatable<SystemTimeValue>, IComparable<SystemTimeValue>, IDisplay, IDebug
{
    private const long TickNanoseconds = 100;

    private readonly Int128 _nanoseconds;

    private SystemTimeValue(Int128 nanoseconds) => _nanoseconds = nanoseconds;

    [Name("now")]
    public static SystemTimeValue Now() => new((Int128)(WallClock.Current.GetUtcNow().UtcDateTime - DateTime.UnixEpoch).Ticks * TickNanoseconds);

    [Name("from_unix_seconds")]
    public static Result<SystemTimeValue, DateTimeError> FromUnixSeconds(long n) => InRange((Int128)n * TimeUnits.Second);

    [Name("from_unix_nanoseconds")]
    public static Result<SystemTimeValue, DateTimeError> FromUnixNanoseconds(long n) => InRange(n);

    [Name("unix_seconds")]
    public long UnixSeconds() => (long)TimeUnits.Split(_nanoseconds, TimeUnits.Second).Quotient;

    /// <summary>OverflowError outside the years 1678 to 2262.</summary>
    [Name("unix_nanoseconds")]
    public long UnixNanoseconds() => checked((long)_nanoseconds);

    /// <summary>An error where the other is later.</summary>
    [Name("duration_since")]
    public Result<DurationValue, DateTimeError> Since(SystemTimeValue earlier) => earlier._nanoseconds <= _nanoseconds
        ? Result<DurationValue, DateTimeError>.Ok(DurationValue.FromTotal(_nanoseconds - earlier._nanoseconds))
        : Result<DurationValue, DateTimeError>.Err(new("the given time is later"));

    [Name("checked_add")]
    public Result<SystemTimeValue, DateTimeError> Add(DurationValue duration) => InRange(_nanoseconds + duration.Total);

    [Name("checked_sub")]
    public Result<SystemTimeValue, DateTimeError> Subtract(DurationValue duration) => InRange(_nanoseconds - duration.Total);

    /// <summary>In UTC.</summary>
    [Name("to_datetime")]
    public DateTimeValue ToDateTime() =>
        DateTimeValue.FromYear1(_nanoseconds + ((Int128)DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber * TimeUnits.Day));

    public bool Equals(SystemTimeValue other) => _nanoseconds == other._nanoseconds;

    public override bool Equals(object? obj) => obj is SystemTimeValue other && Equals(other);

    public override int GetHashCode() => _nanoseconds.GetHashCode();

    public int CompareTo(SystemTimeValue other) => _nanoseconds.CompareTo(other._nanoseconds);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("SystemTime");
        writer.Item(ToString());
        writer.EndTuple();
    }

    public override string ToString() => $"{ToDateTime()}Z";

    /// <summary>The years 1 to 9999.</summary>
    private static Result<SystemTimeValue, DateTimeError> InRange(Int128 nanoseconds)
    {
        Int128 seconds = TimeUnits.Split(nanoseconds, TimeUnits.Second).Quotient;
        return seconds >= -62_135_596_800 && seconds <= 253_402_300_799
            ? Result<SystemTimeValue, DateTimeError>.Ok(new(nanoseconds))
            : Result<SystemTimeValue, DateTimeError>.Err(new("time out of range: the years 1 to 9999 can be told"));
    }
}
