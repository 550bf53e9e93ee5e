using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>FixedOffset</c>: how far a clock is ahead of UTC; less than a day.</summary>
[Module("std.datetime"), Name("FixedOffset")]
public readonly struct FixedOffset : IEquatable<FixedOffset>, IDisplay, IDebug
{
    private readonly int _seconds;

    private FixedOffset(int seconds) => _seconds = seconds;

    internal Int128 Nanoseconds => (Int128)_seconds * TimeUnits.Second;

    [Name("seconds")]
    public static Result<FixedOffset, DateTimeError> Seconds(long n) => n is > -86400 and < 86400
        ? Result<FixedOffset, DateTimeError>.Ok(new((int)n))
        : Result<FixedOffset, DateTimeError>.Err(new("an offset from UTC must be less than 24 hours"));

    [Name("minutes")]
    public static Result<FixedOffset, DateTimeError> Minutes(long n) => Seconds(Math.Clamp(n, -10_000, 10_000) * 60);

    [Name("hours")]
    public static Result<FixedOffset, DateTimeError> Hours(long n) => Seconds(Math.Clamp(n, -1000, 1000) * 3600);

    [Name("utc")]
    public static FixedOffset Utc() => default;

    [Name("total_seconds")]
    public long TotalSeconds() => _seconds;

    /// <summary><c>+HH:MM</c>, with seconds where there are any.</summary>
    [Name("isoformat"), Name("__str__")]
    public string IsoFormat() => Format(":");

    internal string Format(string separator)
    {
        int size = Math.Abs(_seconds);
        string text = string.Create(CultureInfo.InvariantCulture, $"{(_seconds < 0 ? '-' : '+')}{size / 3600:D2}{separator}{size / 60 % 60:D2}");
        return size % 60 == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}{separator}{size % 60:D2}");
    }

    public bool Equals(FixedOffset other) => _seconds == other._seconds;

    public override bool Equals(object? obj) => obj is FixedOffset other && Equals(other);

    public override int GetHashCode() => _seconds;

    public void Display(TextBuffer text) => text.Append(IsoFormat());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("FixedOffset");
        writer.Item(IsoFormat());
        writer.EndTuple();
    }

    public override string ToString() => IsoFormat();
}
