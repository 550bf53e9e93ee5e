using System.Text;
using System.Text.RegularExpressions;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>std.fs.glob</c>: patterns with <c>* ? [abc] [!a] [a-z]</c> over plain strings.</summary>
[Module("std.fs.glob")]
public static class GlobPattern
{
    /// <summary>Whether the whole value matches.</summary>
    [Name("matches")]
    public static bool Matches(string value, string pattern) => Translate(pattern, isPath: false).IsMatch(value);

    [Name("filter_matches")]
    public static ValueList<string> Filter(ValueList<string> values, string pattern)
    {
        Regex regex = Translate(pattern, isPath: false);
        var matching = new ValueList<string>();
        foreach (string value in values.Items)
        {
            if (regex.IsMatch(value))
            {
                matching.Append(value);
            }
        }
        return matching;
    }

    /// <summary>As <see cref="Matches"/>, but <c>*</c> and <c>?</c> stop at a separator, and <c>**/</c> stands for any directories.</summary>
    internal static bool MatchesPath(string path, string pattern) => Translate(pattern, isPath: true).IsMatch(path);

    private static Regex Translate(string pattern, bool isPath)
    {
        string any = isPath ? "[^/]" : ".";
        var regex = new StringBuilder(@"\A");
        for (int i = 0; i < pattern.Length; i++)
        {
            string rest = pattern[i..];
            if (isPath && rest.StartsWith("**/", StringComparison.Ordinal))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (isPath && rest == "**")
            {
                regex.Append(".+");
                i++;
            }
            else if (rest[0] == '*')
            {
                regex.Append(any).Append('*');
            }
            else if (rest[0] == '?')
            {
                regex.Append(any);
            }
            else if (rest[0] == '[' && pattern.IndexOf(']', Math.Min(pattern.Length, i + 2)) is > 0 and var end)
            {
                bool isNegated = pattern[i + 1] == '!' && end > i + 2;
                string members = pattern[(i + (isNegated ? 2 : 1))..end];
                regex.Append(isNegated ? "[^" : "[").Append(Escaped(members)).Append(']');
                i = end;
            }
            else
            {
                regex.Append(Regex.Escape(rest[..1]));
            }
        }
        return new Regex(regex.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>Only the dash keeps its meaning.</summary>
    private static string Escaped(string members) => string.Concat(members.Select(c => c is '\\' or '[' or ']' or '^' ? $"\\{c}" : $"{c}"));
}
