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
    public void Out_of_range()
    {
        Assert.Throws<ValueError>(() => DurationValue.Seconds(1).Subtract(DurationValue.Seconds(2)));
        Assert.Throws<ValueError>(() => DurationValue.Seconds(-1));
        Assert.Throws<OverflowError>(() => LeapDay.AddDays(long.MaxValue / 2));
        Assert.Throws<OverflowError>(() => LeapDay.AddMonths(1_000_000));
        Assert.Throws<OverflowException>(() => DurationValue.Weeks(long.MaxValue).TotalNanoseconds());
    }
}
