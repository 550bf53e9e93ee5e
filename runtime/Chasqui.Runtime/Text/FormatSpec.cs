using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Text;

/// <summary>
/// Python's format mini-language: <c>[[fill]align][sign][#][0][width][grouping][.precision][type]</c>.
/// </summary>
/// <remarks>
/// Which types fit which values, checked by the compiler for literal specs and here for all: str <c>s</c>; int
/// <c>b c d n o x X</c> and those of float; float <c>e E f F g G n %</c>; bool <c>s</c> and those of int. Precision is not allowed for
/// ints in an int type, and a sign, <c>#</c>, grouping or <c>=</c> not for text. Other values take what str takes, applied to
/// their Display text.
/// </remarks>
public readonly struct FormatSpec
{
    private FormatSpec(string fill, char align, char sign, bool alternate, int width, char grouping, int precision, char type)
    {
        Fill = fill;
        Align = align;
        Sign = sign;
        Alternate = alternate;
        Width = width;
        Grouping = grouping;
        Precision = precision;
        Type = type;
    }

    /// <summary>One scalar.</summary>
    public string Fill { get; }

    /// <summary><c>&lt; &gt; ^ =</c>, or <c>\0</c> where none is given.</summary>
    public char Align { get; }

    public char Sign { get; }

    public bool Alternate { get; }

    public int Width { get; }

    /// <summary><c>, _</c>, or <c>\0</c>.</summary>
    public char Grouping { get; }

    /// <summary>-1 where none is given.</summary>
    public int Precision { get; }

    public char Type { get; }

    internal bool IsIntegral => Type is '\0' or 'd' or 'b' or 'o' or 'x' or 'X' or 'n' or 'c';

    /// <summary>What is wrong with the spec for a value of <paramref name="kind"/> (<c>int float str bool</c> or any other); null if nothing.</summary>
    public static string? Validate(string spec, string kind) =>
        TryParse(spec, out FormatSpec parsed) ? parsed.Check(kind) : $"invalid format spec '{spec}'";

    internal static FormatSpec Parse(string spec, string kind)
    {
        if (!TryParse(spec, out FormatSpec parsed))
        {
            throw new ValueError($"invalid format spec '{spec}'");
        }
        return parsed.Check(kind) is { } problem ? throw new ValueError(problem) : parsed;
    }

    private static bool TryParse(string spec, out FormatSpec parsed)
    {
        parsed = default;
        int at = 0;
        string fill = " ";
        char align = '\0';
        int first = spec.Length > 1 && char.IsSurrogatePair(spec, 0) ? 2 : 1;
        if (spec.Length > first && IsAlign(spec[first]))
        {
            fill = spec[..first];
            align = spec[first];
            at = first + 1;
        }
        else if (spec.Length > 0 && IsAlign(spec[0]))
        {
            align = spec[0];
            at = 1;
        }
        char sign = Take("+- ");
        bool alternate = Take("#") != '\0';
        if (at < spec.Length && spec[at] == '0')
        {
            at++;
            if (align == '\0')
            {
                fill = "0";
                align = '=';
            }
        }
        if (!TakeNumber(0, out int width))
        {
            return false;
        }
        char grouping = Take(",_");
        int precision = -1;
        if (at < spec.Length && spec[at] == '.')
        {
            at++;
            if (at >= spec.Length || !char.IsAsciiDigit(spec[at]) || !TakeNumber(-1, out precision))
            {
                return false;
            }
        }
        char type = Take("bcdeEfFgGnosxX%");
        parsed = new FormatSpec(fill, align, sign, alternate, width, grouping, precision, type);
        return at == spec.Length;

        char Take(string set) => at < spec.Length && set.Contains(spec[at]) ? spec[at++] : '\0';

        bool TakeNumber(int absent, out int number)
        {
            int start = at;
            while (at < spec.Length && char.IsAsciiDigit(spec[at]))
            {
                at++;
            }
            number = absent;
            return at == start || (at - start <= 6 && int.TryParse(spec.AsSpan(start, at - start), out number));
        }
    }

    private static bool IsAlign(char c) => c is '<' or '>' or '^' or '=';

    private string? Check(string kind)
    {
        bool isText = kind == "str" || (kind is not ("int" or "float" or "bool")) || (kind == "bool" && (Type is '\0' or 's'));
        if (isText)
        {
            return Type is not ('\0' or 's') ? Unknown(kind)
                : Sign != '\0' ? $"a sign is not allowed in the format of {kind}"
                : Alternate ? $"'#' is not allowed in the format of {kind}"
                : Grouping != '\0' ? $"'{Grouping}' is not allowed in the format of {kind}"
                : Align == '=' && Fill != "0" ? $"'=' is not allowed in the format of {kind}"
                : null;
        }
        if (kind == "float")
        {
            return Type is '\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%' ? null : Unknown(kind);
        }
        return Type == 's' ? Unknown(kind)
            : IsIntegral && Precision >= 0 ? $"precision is not allowed in the format of {kind}"
            : Grouping == ',' && (Type is 'b' or 'o' or 'x' or 'X') ? $"',' is not allowed with '{Type}'"
            : Type == 'c' && (Sign != '\0' || Grouping != '\0') ? "a sign or grouping is not allowed with 'c'"
            : null;
    }

    private string Unknown(string kind) => $"unknown format type '{Type}' for {kind}";
}
