using System.Globalization;
using System.Numerics;
using System.Text;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Json;

public sealed partial class JsonReader
{
    /// <summary>What <see cref="Peek"/> gives behind the last character.</summary>
    private const char End = '\0';

    private readonly string _text;
    private int _at;

    private bool IsAtEnd => _at >= _text.Length;

    /// <summary>The next character that is not white space, or <see cref="End"/>.</summary>
    internal char Peek()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (c is not (' ' or '\n' or '\t' or '\r'))
            {
                return c;
            }
            _at++;
        }
        return End;
    }

    internal bool Bool()
    {
        switch (Peek())
        {
            case 't':
                Literal("true");
                return true;
            case 'f':
                Literal("false");
                return false;
            default:
                throw InvalidType("a boolean");
        }
    }

    /// <param name="name">Of the type, for the error.</param>
    internal T Integer<T>(string name)
        where T : struct, INumber<T>
    {
        if (Peek() is not ('-' or (>= '0' and <= '9')))
        {
            throw InvalidType(name);
        }
        ReadOnlySpan<char> digits = Number(out bool isInteger);
        if (!isInteger)
        {
            throw Here($"invalid type: {Describe(digits, isInteger)}, expected {name}");
        }
        return T.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw Here($"invalid value: integer `{digits}`, expected {name}");
    }

    internal double Float(string name)
    {
        if (Peek() is not ('-' or (>= '0' and <= '9')))
        {
            throw InvalidType(name);
        }
        double value = double.Parse(Number(out _), CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw Here("number out of range");
    }

    internal string String()
    {
        if (Peek() != '"')
        {
            throw InvalidType("a string");
        }
        int start = ++_at;
        int plain = _text.AsSpan(start).IndexOfAny('"', '\\');
        if (plain >= 0 && _text[start + plain] == '"' && !HasControl(_text.AsSpan(start, plain)))
        {
            _at = start + plain + 1;
            return _text.Substring(start, plain);
        }
        return StringWithEscapes();
    }

    /// <summary>Where a number ends; whether it is an integer is told by its text.</summary>
    internal ReadOnlySpan<char> Number(out bool isInteger)
    {
        int start = _at;
        if (_text[_at] == '-')
        {
            _at++;
        }
        int first = _at;
        Digits();
        if (_text[first] == '0' && _at - first > 1)
        {
            _at = first + 1;
            throw AtPeek("invalid number");
        }
        isInteger = true;
        if (_at < _text.Length && _text[_at] == '.')
        {
            isInteger = false;
            _at++;
            Digits();
        }
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            isInteger = false;
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
            {
                _at++;
            }
            Digits();
        }
        return _text.AsSpan(start, _at - start);
    }

    /// <summary>Whether the number that comes next is written as an integer that fits.</summary>
    internal bool IsInteger()
    {
        if (Peek() is not ('-' or (>= '0' and <= '9')))
        {
            throw AtPeek(IsAtEnd ? "EOF while parsing a value" : "expected value");
        }
        int start = _at;
        bool fits = long.TryParse(Number(out bool isInteger), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        _at = start;
        return isInteger && fits;
    }

    internal void Literal(string word)
    {
        foreach (char expected in word)
        {
            if (IsAtEnd)
            {
                throw Here("EOF while parsing a value");
            }
            if (_text[_at++] != expected)
            {
                throw Here("expected ident");
            }
        }
    }

    internal void ExpectEnd()
    {
        if (Peek() != End || !IsAtEnd)
        {
            throw AtPeek("trailing characters");
        }
    }

    /// <summary>An error at what was read last.</summary>
    internal JsonFormatException Here(string problem) => At(_at, problem);

    /// <summary>An error at the character that comes next.</summary>
    private JsonFormatException AtPeek(string problem) => At(Math.Min(_at + 1, _text.Length), problem);

    /// <summary>Passes over a value without parts; returns what it is, for errors.</summary>
    private string Scalar()
    {
        switch (Peek())
        {
            case 'n':
                Literal("null");
                return "null";
            case 't' or 'f':
                return Bool() ? "boolean `true`" : "boolean `false`";
            case '"':
                return $"string {Formatter.Debug(String())}";
            case '-' or (>= '0' and <= '9'):
                ReadOnlySpan<char> number = Number(out bool isInteger);
                return Describe(number, isInteger);
            default:
                throw AtPeek(IsAtEnd ? "EOF while parsing a value" : "expected value");
        }
    }

    private static string Describe(ReadOnlySpan<char> number, bool isInteger) =>
        isInteger ? $"integer `{number}`" : $"floating point `{Formatter.Debug(double.Parse(number, CultureInfo.InvariantCulture))}`";

    private void Digits()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
        if (_at == start)
        {
            throw AtPeek(IsAtEnd ? "EOF while parsing a value" : "invalid number");
        }
    }

    private static bool HasControl(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\0', '\x1f') >= 0;

    private string StringWithEscapes()
    {
        var value = new StringBuilder();
        while (true)
        {
            if (IsAtEnd)
            {
                throw Here("EOF while parsing a string");
            }
            char c = _text[_at++];
            switch (c)
            {
                case '"':
                    return value.ToString();
                case '\\':
                    Escape(value);
                    break;
                case < ' ':
                    throw Here("control character (\\u0000-\\u001F) found while parsing a string");
                default:
                    value.Append(c);
                    break;
            }
        }
    }

    private void Escape(StringBuilder value)
    {
        if (IsAtEnd)
        {
            throw Here("EOF while parsing a string");
        }
        char c = _text[_at++];
        switch (c)
        {
            case '"' or '\\' or '/':
                value.Append(c);
                break;
            case 'n':
                value.Append('\n');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'b':
                value.Append('\b');
                break;
            case 'f':
                value.Append('\f');
                break;
            case 'u':
                Surrogates(value);
                break;
            default:
                throw Here("invalid escape");
        }
    }

    /// <summary>One <c>\u</c> escape, or two that make one character.</summary>
    private void Surrogates(StringBuilder value)
    {
        char first = CodeUnit();
        value.Append(first);
        if (!char.IsSurrogate(first))
        {
            return;
        }
        if (char.IsLowSurrogate(first) || !_text.AsSpan(_at).StartsWith("\\u"))
        {
            throw Here("lone leading surrogate in hex escape");
        }
        _at += 2;
        char second = CodeUnit();
        value.Append(char.IsLowSurrogate(second) ? second : throw Here("lone leading surrogate in hex escape"));
    }

    private char CodeUnit()
    {
        if (_at + 4 > _text.Length)
        {
            _at = _text.Length;
            throw Here("EOF while parsing a string");
        }
        if (!ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            throw Here("invalid escape");
        }
        _at += 4;
        return (char)code;
    }

    /// <summary>Columns are counted in the bytes of UTF-8.</summary>
    private JsonFormatException At(int index, string problem)
    {
        ReadOnlySpan<char> before = _text.AsSpan(0, index);
        int line = before.Count('\n') + 1;
        int column = Encoding.UTF8.GetByteCount(before[(before.LastIndexOf('\n') + 1)..]);
        return new JsonFormatException($"{problem} at line {line} column {column}");
    }
}
