using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Text;

public static partial class StringMethods
{
    [Name("find")]
    public static long Find(string self, string part)
    {
        int at = self.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : Scalars.Index(self, at);
    }

    [Name("find")]
    public static long Find(string self, string part, long start) => Find(self, part, start, long.MaxValue);

    /// <summary>The first place between two positions, counted as those of a slice.</summary>
    [Name("find")]
    public static long Find(string self, string part, long start, long end)
    {
        (int from, int to) = Bounds(self, start, end);
        int at = from > to ? -1 : self.AsSpan(from, to - from).IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : Scalars.Index(self, from + at);
    }

    [Name("rfind")]
    public static long FindLast(string self, string part)
    {
        int at = self.LastIndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : Scalars.Index(self, at);
    }

    [Name("index")]
    public static long Index(string self, string part)
    {
        long at = Find(self, part);
        return at >= 0 ? at : throw new ValueError("substring not found");
    }

    [Name("rindex")]
    public static long LastIndex(string self, string part)
    {
        long at = FindLast(self, part);
        return at >= 0 ? at : throw new ValueError("substring not found");
    }

    [Name("count")]
    public static long Count(string self, string part) =>
        part.Length == 0 ? Scalars.Count(self) + 1 : self.AsSpan().Count(part);

    [Name("count")]
    public static long Count(string self, string part, long start, long end = long.MaxValue)
    {
        (int from, int to) = Bounds(self, start, end);
        return from > to ? 0 : Count(self[from..to], part);
    }

    [Name("split")]
    public static ValueList<string> Split(string self, string sep)
    {
        if (sep.Length > 0)
        {
            return Listed(self.Split(sep));
        }
        var parts = new ValueList<string>();
        parts.Append("");
        int cursor = 0;
        while (MoveNext(self, ref cursor, out string scalar))
        {
            parts.Append(scalar);
        }
        parts.Append("");
        return parts;
    }

    /// <summary>At most <paramref name="maxsplit"/> cuts; a negative number is no limit.</summary>
    [Name("split")]
    public static ValueList<string> Split(string self, string sep, long maxsplit)
    {
        if (maxsplit < 0 || sep.Length == 0)
        {
            return Split(self, sep);
        }
        return Listed(self.Split(sep, (int)Math.Min(maxsplit, int.MaxValue - 1) + 1));
    }

    [Name("rsplit")]
    public static ValueList<string> SplitRight(string self, string sep, long maxsplit)
    {
        if (maxsplit < 0 || sep.Length == 0)
        {
            return Split(self, sep);
        }
        var parts = new ValueList<string>();
        int end = self.Length;
        for (; maxsplit > 0; maxsplit--)
        {
            int at = self.AsSpan(0, end).LastIndexOf(sep);
            if (at < 0)
            {
                break;
            }
            parts.Append(self[(at + sep.Length)..end]);
            end = at;
        }
        parts.Append(self[..end]);
        parts.Reverse();
        return parts;
    }

    [Name("split"), Name("split_whitespace")]
    public static ValueList<string> SplitWhitespace(string self) =>
        Listed(self.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Name("splitlines"), Name("split_lines"), Name("lines")]
    public static ValueList<string> SplitLines(string self)
    {
        var lines = new ValueList<string>();
        int start = 0;
        while (start < self.Length)
        {
            int length = self.AsSpan(start).IndexOfAny('\n', '\r');
            if (length < 0)
            {
                lines.Append(self[start..]);
                break;
            }
            lines.Append(self.Substring(start, length));
            int end = start + length;
            start = self[end] == '\r' && end + 1 < self.Length && self[end + 1] == '\n' ? end + 2 : end + 1;
        }
        return lines;
    }

    [Name("partition")]
    public static (string Before, string Separator, string After) Partition(string self, string sep)
    {
        CheckSeparator(sep);
        int at = self.IndexOf(sep, StringComparison.Ordinal);
        return at < 0 ? (self, "", "") : (self[..at], sep, self[(at + sep.Length)..]);
    }

    [Name("rpartition")]
    public static (string Before, string Separator, string After) PartitionRight(string self, string sep)
    {
        CheckSeparator(sep);
        int at = self.LastIndexOf(sep, StringComparison.Ordinal);
        return at < 0 ? ("", "", self) : (self[..at], sep, self[(at + sep.Length)..]);
    }

    [Name("join")]
    public static string Join(string self, IIterable<string> parts)
    {
        if (parts is ValueList<string> list)
        {
            return string.Join(self, (ReadOnlySpan<string?>)list.Items);
        }
        TextBuffer text = TextBuffer.Rent();
        Iterator<string> rest = parts.Iterate();
        for (bool isFirst = true; rest.MoveNext(out string part); isFirst = false)
        {
            if (!isFirst)
            {
                text.Append(self);
            }
            text.Append(part);
        }
        return text.Finish();
    }

    /// <summary>Positions of a slice as UTF-16 offsets; the first is greater where the slice lies outside the text.</summary>
    private static (int From, int To) Bounds(string text, long start, long end)
    {
        long count = Scalars.Count(text);
        if (start > count)
        {
            return (1, 0);
        }
        long from = Math.Max(0, start < 0 ? start + count : start);
        long to = Math.Clamp(end < 0 ? end + count : end, 0, count);
        return (Scalars.Offset(text, from), Scalars.Offset(text, to));
    }

    private static ValueList<string> Listed(string[] parts) => new(parts, parts.Length);

    private static void CheckSeparator(string sep)
    {
        if (sep.Length == 0)
        {
            throw new ValueError("empty separator");
        }
    }
}
