using System.Globalization;
using System.Text.RegularExpressions;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Regexes;

/// <summary><c>Captures</c>: a match with its groups; group 0 is the whole match.</summary>
[Module("std.regex"), Name("Captures"), Sendable(true)]
public sealed class CapturesValue : IDebug
{
    private readonly string _text;
    private readonly Match _match;

    internal CapturesValue(string text, Match match)
    {
        _text = text;
        _match = match;
    }

    [Name("full_match")]
    public MatchValue FullMatch() => new(_text, _match);

    /// <summary>The text of a group; None when the group is absent or took no part.</summary>
    [Name("group")]
    public Option<string> GroupText(long index) => Text(At(index));

    [Name("group")]
    public Option<string> GroupText(string name) => Text(_match.Groups[name]);

    [Name("match_index")]
    public Option<MatchValue> MatchIndex(long index) => Located(At(index));

    [Name("match_name")]
    public Option<MatchValue> MatchName(string name) => Located(_match.Groups[name]);

    /// <summary>The UTF-8 offsets of a group.</summary>
    [Name("span")]
    public Option<(long Start, long End)> Span(long index) => MatchIndex(index).Map(m => m.Span());

    [Name("span")]
    public Option<(long Start, long End)> Span(string name) => MatchName(name).Map(m => m.Span());

    /// <summary>The texts of groups 1 and up.</summary>
    [Name("groups")]
    public ValueList<Option<string>> Groups()
    {
        var groups = new ValueList<Option<string>>();
        for (int i = 1; i < _match.Groups.Count; i++)
        {
            groups.Append(Text(_match.Groups[i]));
        }
        return groups;
    }

    /// <summary>The texts of the named groups.</summary>
    [Name("groupdict")]
    public ValueDict<string, Option<string>> GroupDict()
    {
        var groups = new ValueDict<string, Option<string>>();
        foreach (Group group in _match.Groups.Values.Where(g => !int.TryParse(g.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            groups.Set(group.Name, Text(group));
        }
        return groups;
    }

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Captures");
        writer.Item(_match.Value);
        writer.Item(Groups());
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);

    private Group At(long index) => _match.Groups[index is >= 0 and <= int.MaxValue ? (int)index : int.MaxValue];

    private static Option<string> Text(Group group) => group.Success ? new(group.Value) : default;

    private Option<MatchValue> Located(Group group) => group.Success ? new(new MatchValue(_text, group)) : default;
}
