using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Instant</c>: a moment of a clock that only goes forward, for measuring.</summary>
[Module("std.datetime"), Module("std.async.time"), Name("Instant")]
public readonly struct InstantValue : IEquatable<InstantValue>, IComparable<InstantValue>, IDebug
{
    private readonly Int128 _nanoseconds;

    private InstantValue(Int128 nanoseconds) => _nanoseconds = nanoseconds;

    /// <summary>On the clock of <see cref="Timers.TimeSource"/>; immense ones as never.</summary>
    internal long Moment => (long)Int128.Min(_nanoseconds, long.MaxValue);

    /// <summary>In a task the time of its scheduler, by which sleeps are measured too.</summary>
    [Name("now")]
    public static InstantValue Now()
    {
        if (Worker.Current is { } worker)
        {
            return new(worker.Scheduler.Time.Now);
        }
        TimeProvider clock = WallClock.Current;
        return new((Int128)clock.GetTimestamp() * TimeUnits.Second / clock.TimestampFrequency);
    }

    /// <summary>The time since this instant.</summary>
    [Name("elapsed")]
    public DurationValue Elapsed() => Now().Since(this);

    /// <summary>The time from the earlier instant to this one; zero where it is not earlier.</summary>
    [Name("duration_since"), Name("elapsed_since"), Name("__sub__")]
    public DurationValue Since(InstantValue earlier) => DurationValue.FromTotal(Int128.Max(0, _nanoseconds - earlier._nanoseconds));

    [Name("__add__")]
    public InstantValue Later(DurationValue duration) => new(checked(_nanoseconds + duration.Total));

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
