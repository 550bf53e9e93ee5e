using System.Text.RegularExpressions;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Regexes;

public sealed partial class RegexValue
{
    /// <summary>Replaces the first match; <c>$1</c> and <c>${name}</c> stand for groups, <c>$$</c> for a dollar sign.</summary>
    [Name("replace")]
    public string Replace(string text, string replacement) => ReplaceN(text, 1, replacement);

    [Name("replace")]
    public string Replace(string text, Func<CapturesValue, string> replacement) => ReplaceN(text, 1, replacement);

    [Name("replace_all")]
    public string ReplaceAll(string text, string replacement) => ReplaceN(text, 0, replacement);

    [Name("replace_all")]
    public string ReplaceAll(string text, Func<CapturesValue, string> replacement) => ReplaceN(text, 0, replacement);

    /// <summary>Replaces the first n matches; all of them when n is 0.</summary>
    [Name("replacen")]
    public string ReplaceN(string text, long n, string replacement) => _regex.Replace(text, m => Expand(m, replacement), Limit(n));

    [Name("replacen")]
    public string ReplaceN(string text, long n, Func<CapturesValue, string> replacement) =>
        _regex.Replace(text, m => replacement(new CapturesValue(text, m)), Limit(n));

    /// <summary>Replaces the first match by exactly this text.</summary>
    [Name("replace_literal")]
    public string ReplaceLiteral(string text, string replacement) => ReplaceLiteralN(text, 1, replacement);

    [Name("replace_all_literal")]
    public string ReplaceAllLiteral(string text, string replacement) => ReplaceLiteralN(text, 0, replacement);

    [Name("replacen_literal")]
    public string ReplaceLiteralN(string text, long n, string replacement) => _regex.Replace(text, _ => replacement, Limit(n));

    private static int Limit(long n) => n <= 0 ? -1 : (int)Math.Min(n, int.MaxValue);

    /// <summary>A group that does not exist or took no part is empty.</summary>
    private static string Expand(Match match, string replacement) => Reference().Replace(replacement, reference =>
        reference.Value == "$$" ? "$" : match.Groups[reference.Groups[1].Success ? reference.Groups[1].Value : reference.Groups[2].Value].Value);

    [GeneratedRegex(@"\$\$|\$\{([^}]*)\}|\$([0-9A-Za-z_]+)")]
    private static partial Regex Reference();
}
