using System.Globalization;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>Reads the parts of ISO 8601 texts, one after the other.</summary>
internal sealed class IsoParser(string text)
{
    private int _at;

    public bool IsAtEnd => _at == text.Length;

    public bool TryDate(out DateValue date)
    {
        date = default;
        return TryDigits(4, out int year) && TryChar('-') && TryDigits(2, out int month) && TryChar('-') && TryDigits(2, out int day)
            && DateValue.FromFields(year, month, day).TryOk(out date);
    }

    public bool TryTime(out TimeValue time)
    {
        time = default;
        int second = 0;
        long nanosecond = 0;
        return TryDigits(2, out int hour) && TryChar(':') && TryDigits(2, out int minute)
            && (!TryChar(':') || (TryDigits(2, out second) && (!TryChar('.') || TryFraction(out nanosecond))))
            && TimeValue.FromFields(hour, minute, second, nanosecond).TryOk(out time);
    }

    public bool TryDateTime(out DateTimeValue value)
    {
        value = default;
        if (!TryDate(out DateValue date) || !(TryChar('T') || TryChar(' ')) || !TryTime(out TimeValue time))
        {
            return false;
        }
        value = new DateTimeValue(date, time);
        return true;
    }

    public bool TryOffset(out FixedOffset offset)
    {
        offset = default;
        if (TryChar('Z'))
        {
            return true;
        }
        int sign = TryChar('+') ? 1 : TryChar('-') ? -1 : 0;
        int second = 0;
        return sign != 0 && TryDigits(2, out int hour) && (TryChar(':') || true) && TryDigits(2, out int minute)
            && (!TryChar(':') || TryDigits(2, out second))
            && FixedOffset.Seconds(sign * ((((hour * 60) + minute) * 60) + second)).TryOk(out offset);
    }

    private bool TryChar(char c)
    {
        bool found = _at < text.Length && text[_at] == c;
        _at += found ? 1 : 0;
        return found;
    }

    private bool TryDigits(int count, out int value)
    {
        value = 0;
        bool found = _at + count <= text.Length
            && int.TryParse(text.AsSpan(_at, count), NumberStyles.None, CultureInfo.InvariantCulture, out value);
        _at += found ? count : 0;
        return found;
    }

    /// <summary>One to nine digits, as nanoseconds.</summary>
    private bool TryFraction(out long nanoseconds)
    {
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
        return long.TryParse(text[start.._at].PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out nanoseconds) && _at - start is >= 1 and <= 9;
    }
}
