using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Instant</c>: a moment of a clock that only goes forward, for measuring.</summary>
[Module("std.datetime"), Name("Instant")]
public readonly struct InstantValue : IEquatable<InstantValue>, IComparable<InstantValue>, IDebug
{
    private readonly Int128 _nanoseconds;

    private InstantValue(Int128 nanoseconds) => _nanoseconds = nanoseconds;

    [Name("now")]
    public static InstantValue Now()
    {
        TimeProvider clock = WallClock.Current;
        return new((Int128)clock.GetTimestamp() * TimeUnits.Second / clock.TimestampFrequency);
    }

    /// <summary>The time since this instant.</summary>
    [Name("elapsed")]
    public DurationValue Elapsed() => Now().Since(this);

    /// <summary>The time from the earlier instant to this one; zero where it is not earlier.</summary>
    [Name("duration_since"), Name("elapsed_since"), Name("__sub__")]
    public DurationValue Since(InstantValue earlier) => DurationValue.FromTotal(Int128.Max(0, _nanoseconds - earlier._nanoseconds));

    [Name("checked_add")]
    public Result<InstantValue, DateTimeError> Add(DurationValue duration) => Result<InstantValue, DateTimeError>.Ok(new(_nanoseconds + duration.Total));

    /// <summary>Before the clock's beginning there is no instant.</summary>
    [Name("checked_sub")]
    public Result<InstantValue, DateTimeError> Subtract(DurationValue duration) => duration.Total <= _nanoseconds
        ? Result<InstantValue, DateTimeError>.Ok(new(_nanoseconds - duration.Total))
        : Result<InstantValue, DateTimeError>.Err(new("instant out of range"));

    public bool Equals(InstantValue other) => _nanoseconds == other._nanoseconds;

    public override bool Equals(object? obj) => obj is InstantValue other && Equals(other);

    public override int GetHashCode() => _nanoseconds.GetHashCode();

    public int CompareTo(InstantValue other) => _nanoseconds.CompareTo(other._nanoseconds);

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Instant");
        writer.Item(_nanoseconds);
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);
}
