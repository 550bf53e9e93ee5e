using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>Time</c>: a time of day, in nanoseconds since midnight.</summary>
[Module("std.datetime"), Name("Time")]
public readonly struct TimeValue : IEquatable<TimeValue>, IComparable<TimeValue>, ISerialize, IDeserialize, IDisplay, IDebug
{
    internal TimeValue(long nanoseconds) => OfDay = nanoseconds;

    /// <summary>Nanoseconds since midnight.</summary>
    internal long OfDay { get; }

    [Name("hour")]
    public long Hour => OfDay / TimeUnits.Hour;

    [Name("minute")]
    public long Minute => OfDay / TimeUnits.Minute % 60;

    [Name("second")]
    public long Second => OfDay / TimeUnits.Second % 60;

    [Name("nanosecond")]
    public long Nanosecond => OfDay % TimeUnits.Second;

    [Name("from_fields")]
    public static Result<TimeValue, DateTimeError> FromFields(long hour, long minute, long second = 0, long nanosecond = 0) =>
        hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60 && nanosecond is >= 0 and < TimeUnits.Second
            ? Result<TimeValue, DateTimeError>.Ok(new((((((hour * 60) + minute) * 60) + second) * TimeUnits.Second) + nanosecond))
            : Result<TimeValue, DateTimeError>.Err(new($"there is no time with hour {hour}, minute {minute}, second {second} and nanosecond {nanosecond}"));

    /// <summary>From <c>HH:MM</c>, <c>HH:MM:SS</c> or <c>HH:MM:SS.fraction</c>.</summary>
    [Name("fromisoformat")]
    public static Result<TimeValue, DateTimeError> FromIsoFormat(string text)
    {
        var parser = new IsoParser(text);
        return parser.TryTime(out TimeValue time) && parser.IsAtEnd
            ? Result<TimeValue, DateTimeError>.Ok(time)
            : Result<TimeValue, DateTimeError>.Err(new($"`{text}` is not a time of the form HH:MM:SS"));
    }

    [Name("strptime")]
    public static Result<TimeValue, DateTimeError> ParseFormat(string text, string format) =>
        TemporalParser.Parse(text, format).AndThen(fields => fields.ToTime());

    public static object ReadJson(JsonReader reader) => reader.Checked(FromIsoFormat(reader.Value<string>()));

    public void WriteJson(JsonWriter writer) => writer.Value(ToString());

    [Name("isoformat"), Name("__str__")]
    public string IsoFormat() => ToString();

    [Name("strftime")]
    public Result<string, DateTimeError> Format(string format) => TemporalFormatter.Format(format, null, this, null);

    [Name("seconds_since_midnight")]
    public long SecondsSinceMidnight() => OfDay / TimeUnits.Second;

    public bool Equals(TimeValue other) => OfDay == other.OfDay;

    public override bool Equals(object? obj) => obj is TimeValue other && Equals(other);

    public override int GetHashCode() => OfDay.GetHashCode();

    public int CompareTo(TimeValue other) => OfDay.CompareTo(other.OfDay);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Time");
        writer.Item(ToString());
        writer.EndTuple();
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}:{Minute:D2}:{Second:D2}") + TimeUnits.Fraction(Nanosecond);
}
