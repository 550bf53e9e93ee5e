using System.Globalization;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>The functions of <c>std.datetime</c>; a year outside 1 to 9999 is a ValueError.</summary>
[Module("std.datetime")]
public static class CalendarModule
{
    [Name("is_leap_year")]
    public static bool IsLeapYear(long year) => DateTime.IsLeapYear(Checked(year));

    /// <summary>ValueError if the month is not in 1 to 12.</summary>
    [Name("days_in_month")]
    public static long DaysInMonth(long year, long month) => month is >= 1 and <= 12
        ? DateTime.DaysInMonth(Checked(year), (int)month)
        : throw new ValueError($"month must be in 1..=12, got {month}");

    [Name("iso_weeks_in_year")]
    public static long IsoWeeksInYear(long year) => ISOWeek.GetWeeksInYear(Checked(year));

    [Name("utc")]
    public static FixedOffset Utc() => FixedOffset.Utc();

    private static int Checked(long year) => year is >= 1 and <= 9999
        ? (int)year
        : throw new ValueError($"year must be in 1..=9999, got {year}");
}
