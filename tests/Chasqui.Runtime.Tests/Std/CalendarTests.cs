using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Calendar;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Std;

public sealed class CalendarTests
{
    private static readonly DateValue LeapDay = DateValue.FromIsoFormat("2024-02-29").Unwrap();

    public static TheoryData<string, object, string> Answers => new()
    {
        { "date", LeapDay, "2024-02-29" },
        { "weekday", LeapDay.Weekday(), "4" },
        { "Sunday", DateValue.FromIsoFormat("2024-03-03").Unwrap().Weekday(), "7" },
        { "next day", LeapDay.AddDays(1), "2024-03-01" },
        { "clamped to the month", LeapDay.AddMonths(12), "2025-02-28" },
        { "back", LeapDay.AddMonths(-1), "2024-01-29" },
        { "day of year", LeapDay.DayOfYear(), "60" },
        { "quarter", LeapDay.Quarter(), "1" },
        { "week", LeapDay.IsoWeek(), "9" },
        { "no such day", DateValue.FromFields(2023, 2, 29).UnwrapErr().Message(), "there is no date with year 2023, month 2 and day 29" },
        { "no such year", DateValue.FromFields(0, 1, 1).IsErr(), "true" },
        { "not a date", DateValue.FromIsoFormat("2024-2-29").IsErr(), "true" },
        { "leap year", CalendarModule.IsLeapYear(1900), "false" },
        { "weeks", CalendarModule.IsoWeeksInYear(2020), "53" },
        { "duration", DurationValue.Milliseconds(1500), "1.5s" },
        { "sum", DurationValue.Hours(1).Add(DurationValue.Minutes(1)).WholeSeconds(), "3660" },
        { "rest", DurationValue.Nanoseconds(1_000_000_007).SubsecondNanoseconds(), "7" },
        { "shorter", DurationValue.Seconds(59).CompareTo(DurationValue.Minutes(1)) < 0, "true" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Dates_and_durations_answer(string name, object actual, string expected) =>
        Assert.Equal((name, expected), (name, Formatter.Display(actual)));

    [Fact]
    public void The_clock_is_injected()
    {
        var clock = new HandClock();
        WallClock.Current = clock;
        InstantValue start = InstantValue.Now();
        clock.Moment += TimeSpan.FromSeconds(90);
        Assert.Equal(90, start.Elapsed().WholeSeconds());
        Assert.Equal("2001-02-03T04:06:35", DateTimeValue.UtcNow().ToString());
        Assert.Equal("2001-02-03", DateValue.UtcToday().ToString());
    }

    [Theory]
    [InlineData("%Y-%m-%d", "0987-01-02")]
    [InlineData("%e|%-e|%_m|%0e", " 2|2| 1|02")]
    [InlineData("%U %W %V %G", "00 01 01 0987")]
    public void Formats_pad(string format, string text) => Assert.Equal(text, DateValue.FromFields(987, 1, 2).Unwrap().Format(format).Unwrap());

    [Theory]
    [InlineData("%y", "70-01-01")]
    [InlineData("%Y-%m", "2024-01")]
    [InlineData("%d %B %Y", "1 Januar 2024")]
    [InlineData("%Y-%j", "2023-366")]
    [InlineData("%", "x")]
    public void Texts_that_make_no_date_are_errors(string format, string text) => Assert.True(DateValue.ParseFormat(text, format).IsErr());

    [Fact]
    public void Out_of_range()
    {
        Assert.Throws<ValueError>(() => DurationValue.Seconds(1).Subtract(DurationValue.Seconds(2)));
        Assert.Throws<ValueError>(() => DurationValue.Seconds(-1));
        Assert.Throws<OverflowError>(() => LeapDay.AddDays(long.MaxValue / 2));
        Assert.Throws<OverflowError>(() => LeapDay.AddMonths(1_000_000));
        Assert.Throws<OverflowException>(() => DurationValue.Weeks(long.MaxValue).TotalNanoseconds());
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Moment { get; set; } = new(2001, 2, 3, 4, 5, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Moment;

        public override long GetTimestamp() => Moment.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
