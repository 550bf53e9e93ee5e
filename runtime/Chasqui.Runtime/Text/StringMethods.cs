using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Text;

/// <summary>The type <c>str</c>: System.String, counted and indexed by Unicode scalars.</summary>
[Module("std.builtins"), Name("str"), MethodsOf(typeof(string)), ForwardsTo("chars")]
public static partial class StringMethods
{
    [Constructor]
    public static string Create([Displayed] string value = "") => value;

    [Name("__len__"), Name("len")]
    public static long Length(string self) => Scalars.Count(self);

    [Name("__bool__")]
    public static bool IsNotEmpty(string self) => self.Length != 0;

    [Name("is_empty")]
    public static bool IsEmpty(string self) => self.Length == 0;

    [Name("__getitem__")]
    public static string Get(string self, long index)
    {
        if (Scalars.IsSimple(self))
        {
            long at = index < 0 ? index + self.Length : index;
            return (ulong)at < (ulong)self.Length ? Scalars.At(self, (int)at) : throw OutOfRange();
        }
        long count = Scalars.Count(self);
        long wanted = index < 0 ? index + count : index;
        return (ulong)wanted < (ulong)count ? Scalars.At(self, Scalars.Offset(self, wanted)) : throw OutOfRange();
    }

    [Name("__getslice__")]
    public static string Slice(string self, Option<long> start, Option<long> stop, Option<long> step)
    {
        SliceRange range = SliceRange.Resolve(start, stop, step, Scalars.Count(self));
        if (range.Step == 1)
        {
            int from = Scalars.Offset(self, range.Start);
            return Scalars.IsSimple(self)
                ? self.Substring(from, range.Count)
                : self[from..Scalars.Offset(self, range.Start + range.Count)];
        }
        TextBuffer text = TextBuffer.Rent();
        int[]? offsets = Scalars.IsSimple(self) ? null : Scalars.Offsets(self);
        for (int i = 0; i < range.Count; i++)
        {
            int at = (int)(range.Start + (i * range.Step));
            int offset = offsets is null ? at : offsets[at];
            text.Append(self.AsSpan(offset, offsets is null ? 1 : Scalars.LengthAt(self, offset)));
        }
        return text.Finish();
    }

    [Name("__contains__"), Name("contains")]
    public static bool Contains(string self, string part) => self.Contains(part, StringComparison.Ordinal);

    [Name("__iter__"), Name("chars")]
    public static Iterator<string> Iterate(string self) => new ScalarIterator(self);

    /// <summary>Iteration without an iterator object: <paramref name="cursor"/>, a UTF-16 offset, starts at 0.</summary>
    public static bool MoveNext(string self, ref int cursor, out string item)
    {
        if (cursor >= self.Length)
        {
            item = "";
            return false;
        }
        item = Scalars.At(self, cursor);
        cursor += item.Length;
        return true;
    }

    [Name("__mul__")]
    public static string Repeat(string self, long count)
    {
        if (count <= 0 || self.Length == 0)
        {
            return "";
        }
        return string.Create(checked((int)(self.Length * count)), self, static (target, part) =>
        {
            for (int at = 0; at < target.Length; at += part.Length)
            {
                part.CopyTo(target[at..]);
            }
        });
    }

    [Name("to_string"), Name("clone"), Name("copy")]
    public static string Clone(string self) => self;

    [Name("upper")]
    public static string Upper(string self) => CaseMapping.Upper(self);

    [Name("lower")]
    public static string Lower(string self) => self.ToLowerInvariant();

    [Name("strip"), Name("trim")]
    public static string Strip(string self) => self.Trim();

    [Name("strip")]
    public static string Strip(string self, string chars) => RightStrip(LeftStrip(self, chars), chars);

    [Name("lstrip")]
    public static string LeftStrip(string self) => self.TrimStart();

    [Name("lstrip")]
    public static string LeftStrip(string self, string chars)
    {
        int start = 0;
        while (start < self.Length && chars.Contains(Scalars.At(self, start), StringComparison.Ordinal))
        {
            start += Scalars.LengthAt(self, start);
        }
        return self[start..];
    }

    [Name("rstrip")]
    public static string RightStrip(string self) => self.TrimEnd();

    [Name("rstrip")]
    public static string RightStrip(string self, string chars)
    {
        int end = self.Length;
        while (end > 0)
        {
            int width = end > 1 && char.IsSurrogatePair(self[end - 2], self[end - 1]) ? 2 : 1;
            if (!chars.AsSpan().Contains(self.AsSpan(end - width, width), StringComparison.Ordinal))
            {
                break;
            }
            end -= width;
        }
        return self[..end];
    }

    [Name("replace")]
    public static string Replace(string self, string old, string @new)
    {
        if (old.Length > 0)
        {
            return self.Replace(old, @new, StringComparison.Ordinal);
        }
        TextBuffer text = TextBuffer.Rent();
        int cursor = 0;
        while (MoveNext(self, ref cursor, out string scalar))
        {
            text.Append(@new);
            text.Append(scalar);
        }
        text.Append(@new);
        return text.Finish();
    }

    [Name("replace")]
    public static string Replace(string self, string old, string @new, long count)
    {
        if (count < 0 || old.Length == 0)
        {
            return Replace(self, old, @new);
        }
        TextBuffer text = TextBuffer.Rent();
        int from = 0;
        for (; count > 0; count--)
        {
            int at = self.IndexOf(old, from, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }
            text.Append(self.AsSpan(from, at - from));
            text.Append(@new);
            from = at + old.Length;
        }
        text.Append(self.AsSpan(from));
        return text.Finish();
    }

    [Name("startswith"), Name("starts_with")]
    public static bool StartsWith(string self, string prefix) => self.StartsWith(prefix, StringComparison.Ordinal);

    [Name("startswith"), Name("starts_with")]
    public static bool StartsWith(string self, string prefix, long start) =>
        Bounds(self, start, long.MaxValue) is var (from, to) && from <= to && self.AsSpan(from).StartsWith(prefix, StringComparison.Ordinal);

    [Name("endswith"), Name("ends_with")]
    public static bool EndsWith(string self, string suffix) => self.EndsWith(suffix, StringComparison.Ordinal);

    [Name("removeprefix"), Name("remove_prefix")]
    public static string RemovePrefix(string self, string prefix) => StartsWith(self, prefix) ? self[prefix.Length..] : self;

    [Name("removesuffix"), Name("remove_suffix")]
    public static string RemoveSuffix(string self, string suffix) => EndsWith(self, suffix) ? self[..^suffix.Length] : self;

    private static IndexError OutOfRange() => new("string index out of range");
}

internal sealed class ScalarIterator(string text) : Iterator<string>
{
    private int _cursor;

    public override bool MoveNext(out string item) => StringMethods.MoveNext(text, ref _cursor, out item);
}
