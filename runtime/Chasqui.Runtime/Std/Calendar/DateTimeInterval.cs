using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>DateTimeInterval</c>: months and a length of time; the months are added first.</summary>
[Module("std.datetime"), Name("DateTimeInterval")]
public readonly record struct DateTimeInterval : IDisplay, IDebug
{
    private DateTimeInterval(YearMonthInterval months, TimeDeltaValue time)
    {
        Months = months;
        Time = time;
    }

    internal YearMonthInterval Months { get; }

    internal TimeDeltaValue Time { get; }

    [Name("new"), Constructor]
    public static DateTimeInterval Create(
        long years = 0,
        long months = 0,
        long days = 0,
        long hours = 0,
        long minutes = 0,
        long seconds = 0,
        long milliseconds = 0,
        long microseconds = 0,
        long nanoseconds = 0) => new(
            YearMonthInterval.Years(years).Add(YearMonthInterval.Months(months)),
            TimeDeltaValue.Days(days).Add(TimeDeltaValue.Hours(hours)).Add(TimeDeltaValue.Minutes(minutes)).Add(TimeDeltaValue.Seconds(seconds))
                .Add(TimeDeltaValue.Milliseconds(milliseconds)).Add(TimeDeltaValue.Microseconds(microseconds)).Add(TimeDeltaValue.Nanoseconds(nanoseconds)));

    [Name("year_month")]
    public YearMonthInterval YearMonth() => Months;

    [Name("day_time")]
    public TimeDeltaValue DayTime() => Time;

    [Name("__neg__")]
    public DateTimeInterval Negate() => new(Months.Negate(), Time.Negate());

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("DateTimeInterval");
        writer.Field("year_month", Months);
        writer.Field("day_time", Time);
        writer.EndStruct();
    }

    public override string ToString() => $"{Months}, {Time}";
}
