using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

/// <summary><c>std.fs.glob</c>: patterns on texts alone.</summary>
[Module("std.fs.glob")]
public static class GlobModule
{
    [Name("matches")]
    public static bool Matches(string value, string pattern) => GlobPattern.MatchesPath(value, pattern);

    [Name("filter_matches")]
    public static ValueList<string> FilterMatches(ValueList<string> values, string pattern)
    {
        string[] matching = [.. values.Items.ToArray().Where(v => Matches(v, pattern))];
        return new ValueList<string>(matching, matching.Length);
    }
}
