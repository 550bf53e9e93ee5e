using System.Globalization;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>Reads dates and times by a format of strptime.</summary>
internal sealed class TemporalParser
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    private readonly string _text;
    private readonly TemporalFields _fields = new();
    private int _at;

    private TemporalParser(string text) => _text = text;

    public static Result<TemporalFields, DateTimeError> Parse(string text, string format) =>
        FormatDirectives.Parse(format).AndThen(directives =>
        {
            var parser = new TemporalParser(text);
            bool matches = directives.TrueForAll(parser.Matches) && parser._at == text.Length;
            return matches
                ? Result<TemporalFields, DateTimeError>.Ok(parser._fields)
                : Result<TemporalFields, DateTimeError>.Err(new DateTimeError($"`{text}` does not match the format `{format}`"));
        });

    private bool Matches(FormatDirective directive) => directive.Code switch
    {
        '\0' => MatchesLiteral(directive.Literal),
        'a' or 'A' => MatchesName(Names.DayNames, Names.AbbreviatedDayNames, out int day) && Set('w', day),
        'b' or 'B' => MatchesName(Names.MonthNames, Names.AbbreviatedMonthNames, out int month) && Set('m', month + 1),
        'p' or 'P' => MatchesName(["AM", "PM"], ["AM", "PM"], out int half) && Set('p', half),
        'f' => MatchesFraction(),
        'z' or FormatDirectives.ColonOffset => MatchesOffset(),
        'Y' or 'G' => MatchesNumber(directive.Code, 4),
        'j' => MatchesNumber('j', 3),
        'w' or 'u' => MatchesNumber(directive.Code, 1),
        'e' => MatchesNumber('d', 2),
        _ => MatchesNumber(directive.Code, 2),
    };

    private bool Set(char code, long value)
    {
        _fields[code] = value;
        return true;
    }

    /// <summary>White space matches any amount of it.</summary>
    private bool MatchesLiteral(string literal)
    {
        if (char.IsWhiteSpace(literal[0]))
        {
            SkipSpace();
            return true;
        }
        bool matches = _at < _text.Length && _text[_at] == literal[0];
        _at++;
        return matches;
    }

    private bool MatchesNumber(char code, int width)
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && _at - start < width && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
        return _at > start && Set(code, long.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture));
    }

    private bool MatchesFraction()
    {
        int start = _at;
        while (_at < _text.Length && _at - start < 9 && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
        return _at > start && Set('f', long.Parse(_text[start.._at].PadRight(9, '0'), CultureInfo.InvariantCulture));
    }

    /// <summary>Full names before short ones, which may be their beginning; case does not matter.</summary>
    private bool MatchesName(string[] full, string[] shortened, out int index)
    {
        foreach (string[] names in (string[][])[full, shortened])
        {
            for (index = 0; index < names.Length; index++)
            {
                if (names[index].Length > 0 && string.Compare(_text, _at, names[index], 0, names[index].Length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    _at += names[index].Length;
                    return true;
                }
            }
        }
        index = -1;
        return false;
    }

    private bool MatchesOffset()
    {
        int end = _at;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] is '+' or '-' or ':' or 'Z'))
        {
            end++;
        }
        var parser = new IsoParser(_text[_at..end]);
        _at = end;
        if (!parser.TryOffset(out FixedOffset offset) || !parser.IsAtEnd)
        {
            return false;
        }
        _fields.Offset = offset;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
