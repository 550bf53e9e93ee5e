using System.Globalization;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>A value of <c>decimal[p, s]</c>: an integer count of units of 10 to the power of minus s. The type of the place holds p and s.</summary>
public readonly struct FixedDecimal : IEquatable<FixedDecimal>, IComparable<FixedDecimal>, IDisplay, IDebug
{
    private readonly Int128 _units;
    private readonly int _scale;

    private FixedDecimal(Int128 units, int scale)
    {
        _units = units;
        _scale = scale;
    }

    /// <summary>The value of a literal with at most <paramref name="scale"/> fractional digits.</summary>
    public static FixedDecimal Parse(string text, int scale)
    {
        int point = text.IndexOf('.');
        string digits = point < 0 ? text : text.Remove(point, 1);
        int fraction = point < 0 ? 0 : text.Length - point - 1;
        return new FixedDecimal(Int128.Parse(digits + new string('0', scale - fraction), CultureInfo.InvariantCulture), scale);
    }

    public bool Equals(FixedDecimal other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is FixedDecimal other && Equals(other);

    public override int GetHashCode() => _units.GetHashCode();

    /// <summary>Two values of one type have one scale.</summary>
    public int CompareTo(FixedDecimal other) => _units.CompareTo(other._units);

    public void Display(TextBuffer text) => text.Append(ToString());

    public void Debug(DebugWriter writer) => writer.Raw(ToString());

    /// <summary>Every fractional digit is shown.</summary>
    public override string ToString()
    {
        string digits = Int128.Abs(_units).ToString(CultureInfo.InvariantCulture).PadLeft(_scale + 1, '0');
        string number = _scale == 0 ? digits : $"{digits[..^_scale]}.{digits[^_scale..]}";
        return Int128.IsNegative(_units) ? "-" + number : number;
    }
}
