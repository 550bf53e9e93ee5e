using System.Text.RegularExpressions;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Regexes;

/// <summary><c>Regex</c>: a pattern, matched in time linear in the text; no look-around, no back-references.</summary>
[Module("std.regex"), Name("Regex"), Sendable(true)]
public sealed partial class RegexValue : IEquatable<RegexValue>, IDisplay, IDebug
{
    private readonly string _pattern;
    private readonly Regex _regex;
    private readonly Regex _whole;

    private RegexValue(string pattern, RegexOptions options)
    {
        _pattern = pattern;
        string translated = NamedGroup().Replace(pattern, "$1(?<");
        _regex = new Regex(translated, options);
        _whole = new Regex($@"\A(?:{translated}{(options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "\n" : "")})\z", options);
    }

    /// <param name="pattern">What to match.</param>
    /// <param name="ignoreCase">Letters match both cases.</param>
    /// <param name="multiline"><c>^</c> and <c>$</c> also match at line ends.</param>
    /// <param name="dotall"><c>.</c> also matches a line end.</param>
    /// <param name="verbose">White space and <c>#</c> comments in the pattern are ignored.</param>
    [Constructor, Name("compile")]
    public static Result<RegexValue, RegexError> Compile(
        string pattern, bool ignoreCase = false, bool multiline = false, bool dotall = false, bool verbose = false)
    {
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
            | (ignoreCase ? RegexOptions.IgnoreCase : 0)
            | (multiline ? RegexOptions.Multiline : 0)
            | (dotall ? RegexOptions.Singleline : 0)
            | (verbose ? RegexOptions.IgnorePatternWhitespace : 0);
        try
        {
            return Result<RegexValue, RegexError>.Ok(new RegexValue(pattern, options));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return Result<RegexValue, RegexError>.Err(new RegexError(error.Message));
        }
    }

    [Name("is_match")]
    public bool IsMatch(string text) => _regex.IsMatch(text);

    /// <summary>The first match.</summary>
    [Name("find")]
    public Option<MatchValue> Find(string text) => _regex.Match(text) is { Success: true } match ? new(new MatchValue(text, match)) : default;

    [Name("find_iter")]
    public Iterator<MatchValue> FindAll(string text) => new SequenceIterator<MatchValue>(_regex.Matches(text).Select(m => new MatchValue(text, m)));

    [Name("captures")]
    public Option<CapturesValue> Captures(string text) => Captured(text, _regex.Match(text));

    [Name("captures_iter")]
    public Iterator<CapturesValue> AllCaptures(string text) =>
        new SequenceIterator<CapturesValue>(_regex.Matches(text).Select(m => new CapturesValue(text, m)));

    /// <summary>The groups, if the whole text matches.</summary>
    [Name("full_match")]
    public Option<CapturesValue> FullMatch(string text) => Captured(text, _whole.Match(text));

    /// <summary>The parts between the matches.</summary>
    [Name("split")]
    public Iterator<string> Split(string text) => new SequenceIterator<string>(Parts(text, long.MaxValue));

    /// <summary>At most so many parts; the last one is the rest of the text.</summary>
    [Name("splitn")]
    public Iterator<string> SplitN(string text, long limit) => new SequenceIterator<string>(Parts(text, limit));

    public bool Equals(RegexValue? other) => other is not null && other._pattern == _pattern && other._regex.Options == _regex.Options;

    public override bool Equals(object? obj) => Equals(obj as RegexValue);

    public override int GetHashCode() => HashCode.Combine(_pattern, _regex.Options);

    public void Display(TextBuffer text) => text.Append(_pattern);

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("Regex");
        writer.Item(_pattern);
        writer.EndTuple();
    }

    public override string ToString() => _pattern;

    /// <summary>Python's <c>(?P&lt;</c>, where the parenthesis is not escaped.</summary>
    [GeneratedRegex(@"((?:^|[^\\])(?:\\\\)*)\(\?P<")]
    private static partial Regex NamedGroup();

    private static Option<CapturesValue> Captured(string text, Match match) => match.Success ? new(new CapturesValue(text, match)) : default;

    private IEnumerable<string> Parts(string text, long limit)
    {
        if (limit <= 0)
        {
            yield break;
        }
        int start = 0;
        foreach (Match match in _regex.Matches(text))
        {
            if (--limit == 0)
            {
                break;
            }
            yield return text[start..match.Index];
            start = match.Index + match.Length;
        }
        yield return text[start..];
    }
}
