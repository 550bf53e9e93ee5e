using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>A directive of a format (<c>%Y</c>), or a literal text where <see cref="Code"/> is 0.</summary>
internal readonly record struct FormatDirective(char Code, char Padding, string Literal);

/// <summary>Takes formats of strftime and strptime apart.</summary>
internal static class FormatDirectives
{
    /// <summary>The code of <c>%:z</c>.</summary>
    public const char ColonOffset = ':';

    private const string Known = "YymdejaAbBwuUWVGgHIMSfpPz";

    public static Result<List<FormatDirective>, DateTimeError> Parse(string format)
    {
        var directives = new List<FormatDirective>();
        return Parse(format, directives) is { } problem
            ? Result<List<FormatDirective>, DateTimeError>.Err(new DateTimeError(problem))
            : Result<List<FormatDirective>, DateTimeError>.Ok(directives);
    }

    private static string? Parse(string format, List<FormatDirective> directives)
    {
        for (int at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                directives.Add(new('\0', '\0', format[at].ToString()));
                continue;
            }
            int start = at++;
            char padding = at < format.Length && format[at] is '-' or '_' or '0' ? format[at++] : '\0';
            if (at >= format.Length)
            {
                return "the format ends in the middle of a directive";
            }
            char code = format[at];
            if (code == ':' && at + 1 < format.Length && format[at + 1] == 'z')
            {
                at++;
                directives.Add(new(ColonOffset, padding, ""));
            }
            else if (Literal(code) is { } literal)
            {
                directives.Add(new('\0', '\0', literal));
            }
            else if (Compound(code) is { } expanded)
            {
                _ = Parse(expanded, directives);
            }
            else if (Known.Contains(code, StringComparison.Ordinal))
            {
                directives.Add(new(code, padding, ""));
            }
            else
            {
                return $"unsupported format directive `{format[start..(at + 1)]}`";
            }
        }
        return null;
    }

    private static string? Literal(char code) => code switch
    {
        '%' => "%",
        'n' => "\n",
        't' => "\t",
        _ => null,
    };

    private static string? Compound(char code) => code switch
    {
        'F' => "%Y-%m-%d",
        'D' or 'x' => "%m/%d/%y",
        'R' => "%H:%M",
        'T' or 'X' => "%H:%M:%S",
        'r' => "%I:%M:%S %p",
        'c' => "%a %b %e %H:%M:%S %Y",
        'h' => "%b",
        _ => null,
    };
}
