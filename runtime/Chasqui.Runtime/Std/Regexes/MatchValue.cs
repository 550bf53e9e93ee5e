using System.Text;
using System.Text.RegularExpressions;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Regexes;

/// <summary><c>Match</c>: a part of a text that matched; its offsets count UTF-8 bytes.</summary>
[Module("std.regex"), Name("Match")]
public sealed class MatchValue : IEquatable<MatchValue>, IDisplay, IDebug
{
    private readonly string _value;
    private readonly long _start;

    internal MatchValue(string text, Group group)
    {
        _value = group.Value;
        _start = Encoding.UTF8.GetByteCount(text.AsSpan(0, group.Index));
    }

    [Name("as_str")]
    public string AsString() => _value;

    [Name("start")]
    public long Start() => _start;

    /// <summary>After the last byte.</summary>
    [Name("end")]
    public long End() => _start + Encoding.UTF8.GetByteCount(_value);

    [Name("span")]
    public (long Start, long End) Span() => (_start, End());

    public bool Equals(MatchValue? other) => other is not null && other._start == _start && other._value == _value;

    public override bool Equals(object? obj) => Equals(obj as MatchValue);

    public override int GetHashCode() => HashCode.Combine(_start, _value);

    public void Display(TextBuffer text) => text.Append(_value);

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("Match");
        writer.Field("start", _start);
        writer.Field("end", End());
        writer.Field("text", _value);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
