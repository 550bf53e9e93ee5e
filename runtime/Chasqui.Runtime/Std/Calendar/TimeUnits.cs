using System.Globalization;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>Units of time in nanoseconds.</summary>
internal static class TimeUnits
{
    public const long Microsecond = 1000;
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;
    public const long Week = 7 * Day;

    /// <summary>Rounds down, so that the remainder is never negative.</summary>
    public static (Int128 Quotient, long Remainder) Split(Int128 value, long unit)
    {
        Int128 quotient = value / unit;
        var remainder = (long)(value % unit);
        return remainder < 0 ? (quotient - 1, remainder + unit) : (quotient, remainder);
    }

    /// <summary>A fraction of a second: nothing, or a point and nine digits.</summary>
    public static string Fraction(long nanoseconds) =>
        nanoseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{nanoseconds:D9}");
}
