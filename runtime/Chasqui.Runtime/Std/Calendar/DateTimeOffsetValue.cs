using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>DateTimeOffset</c>: a moment, as a clock with a known offset from UTC shows it. Compared by moment.</summary>
[Module("std.datetime"), Name("DateTimeOffset")]
public readonly struct DateTimeOffsetValue : IEquatable<DateTimeOffsetValue>, IComparable<DateTimeOffsetValue>, ISerialize, IDeserialize, IDisplay, IDebug
{
    private readonly DateTimeValue _local;
    private readonly FixedOffset _offset;

    internal DateTimeOffsetValue(DateTimeValue local, FixedOffset offset)
    {
        _local = local;
        _offset = offset;
    }

    private Int128 Moment => _local.SinceYear1 - _offset.Nanoseconds;

    [Name("utc_now")]
    public static DateTimeOffsetValue UtcNow() => new(DateTimeValue.UtcNow(), default);

    [Name("combine")]
    public static DateTimeOffsetValue Combine(DateTimeValue local, FixedOffset offset) => new(local, offset);

    /// <summary>From a date, a time and <c>Z</c> or <c>+HH:MM</c>.</summary>
    [Name("fromisoformat")]
    public static Result<DateTimeOffsetValue, DateTimeError> FromIsoFormat(string text)
    {
        var parser = new IsoParser(text);
        return parser.TryDateTime(out DateTimeValue local) && parser.TryOffset(out FixedOffset offset) && parser.IsAtEnd
            ? Result<DateTimeOffsetValue, DateTimeError>.Ok(new(local, offset))
            : Result<DateTimeOffsetValue, DateTimeError>.Err(new($"`{text}` is not a moment of the form YYYY-MM-DDTHH:MM:SS+HH:MM"));
    }

    [Name("strptime")]
    public static Result<DateTimeOffsetValue, DateTimeError> ParseFormat(string text, string format) =>
        TemporalParser.Parse(text, format).AndThen(fields => fields.ToDateTimeOffset());

    public static object ReadJson(JsonReader reader) => reader.Checked(FromIsoFormat(reader.Value<string>()));

    public void WriteJson(JsonWriter writer) => writer.Value(ToString());

    [Name("datetime")]
    public DateTimeValue Local() => _local;

    [Name("offset")]
    public FixedOffset Offset() => _offset;

    /// <summary>The same moment by another clock.</summary>
    [Name("to_offset")]
    public DateTimeOffsetValue ToOffset(FixedOffset offset) => new(DateTimeValue.FromYear1(Moment + offset.Nanoseconds), offset);

    [Name("isoformat"), Name("__str__")]
    public string IsoFormat() => ToString();

    [Name("strftime")]
    public Result<string, DateTimeError> Format(string format) => TemporalFormatter.Format(format, _local.Date(), _local.Time(), _offset);

    [Name("__add__")]
    public DateTimeOffsetValue Add(TimeDeltaValue delta) => new(_local.Add(delta), _offset);

    [Name("__add__"), Name("add_interval")]
    public DateTimeOffsetValue Add(DateTimeInterval interval) => new(_local.Add(interval), _offset);

    [Name("__sub__")]
    public DateTimeOffsetValue Subtract(TimeDeltaValue delta) => new(_local.Subtract(delta), _offset);

    [Name("__sub__")]
    public TimeDeltaValue Subtract(DateTimeOffsetValue other) => new(Moment - other.Moment);

    public bool Equals(DateTimeOffsetValue other) => Moment == other.Moment;

    public override bool Equals(object? obj) => obj is DateTimeOffsetValue other && Equals(other);

    public override int GetHashCode() => Moment.GetHashCode();

    public int CompareTo(DateTimeOffsetValue other) => Moment.CompareTo(other.Moment);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("DateTimeOffset");
        writer.Item(ToString());
        writer.EndTuple();
    }

    public override string ToString() => $"{_local}{_offset}";
}
