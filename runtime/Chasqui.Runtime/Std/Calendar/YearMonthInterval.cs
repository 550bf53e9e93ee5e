using System.Globalization;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary><c>YearMonthInterval</c>: a number of months, whose length in days depends on where they are added.</summary>
[Module("std.datetime"), Name("YearMonthInterval")]
public readonly struct YearMonthInterval : IEquatable<YearMonthInterval>, IComparable<YearMonthInterval>, IDisplay, IDebug
{
    private readonly long _months;

    private YearMonthInterval(long months) => _months = months;

    [Name("years")]
    public static YearMonthInterval Years(long n) => new(checked(n * 12));

    [Name("months")]
    public static YearMonthInterval Months(long n) => new(n);

    [Name("total_months")]
    public long TotalMonths() => _months;

    [Name("__add__")]
    public YearMonthInterval Add(YearMonthInterval other) => new(checked(_months + other._months));

    [Name("__sub__")]
    public YearMonthInterval Subtract(YearMonthInterval other) => new(checked(_months - other._months));

    [Name("__neg__")]
    public YearMonthInterval Negate() => new(checked(-_months));

    public bool Equals(YearMonthInterval other) => _months == other._months;

    public override bool Equals(object? obj) => obj is YearMonthInterval other && Equals(other);

    public override int GetHashCode() => _months.GetHashCode();

    public int CompareTo(YearMonthInterval other) => _months.CompareTo(other._months);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("YearMonthInterval");
        writer.Item(_months);
        writer.EndTuple();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_months} {(_months is 1 or -1 ? "month" : "months")}");
}
