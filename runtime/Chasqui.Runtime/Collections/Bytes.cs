using System.Text;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Collections;

/// <summary>The type <c>bytes</c>: an immutable sequence of bytes.</summary>
[Module("std.builtins"), Name("bytes"), ForwardsTo("iter")]
public sealed class Bytes : IIterable<byte>, IEquatable<Bytes>, IComparable<Bytes>, IDebug, ISized
{
    private readonly byte[] _data;

    /// <param name="data">Not copied; nobody may change it afterwards.</param>
    public Bytes(byte[] data) => _data = data;

    public long Count => _data.Length;

    public ReadOnlySpan<byte> Span => _data;

    /// <summary>The value of a literal, one character per byte.</summary>
    public static Bytes FromLatin1(string text) => new(System.Text.Encoding.Latin1.GetBytes(text));

    [Constructor]
    public static Bytes Empty() => new([]);

    [Constructor]
    public static Bytes From(ValueList<byte> values) => new(values.Items.ToArray());

    [Constructor]
    public static Bytes From(ValueList<long> values)
    {
        byte[] data = new byte[values.Count];
        for (int i = 0; i < data.Length; i++)
        {
            long value = values.Get(i);
            data[i] = value is >= 0 and <= 255 ? (byte)value : throw new ValueError($"bytes must be in 0..=255, got {value}");
        }
        return new Bytes(data);
    }

    [Name("__len__"), Name("len")]
    public long Length() => _data.Length;

    [Name("__bool__")]
    public bool IsNotEmpty() => _data.Length != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _data.Length == 0;

    [Name("__getitem__")]
    public byte Get(long index)
    {
        long at = index < 0 ? index + _data.Length : index;
        return (ulong)at < (ulong)_data.Length
            ? _data[at]
            : throw new IndexError($"index {index} out of range for bytes of length {_data.Length}");
    }

    [Name("__getslice__")]
    public Bytes Slice(Option<long> start, Option<long> stop, Option<long> step)
    {
        SliceRange range = SliceRange.Resolve(start, stop, step, _data.Length);
        byte[] part = new byte[range.Count];
        for (int i = 0; i < part.Length; i++)
        {
            part[i] = _data[range.Start + (i * range.Step)];
        }
        return new Bytes(part);
    }

    [Name("__contains__"), Name("contains")]
    public bool Contains(byte value) => Span.Contains(value);

    [Name("__iter__"), Name("iter")]
    public Iterator<byte> Iterate() => new SequenceIterator<byte>(_data);

    [Name("__add__")]
    public Bytes Concat(Bytes other) => new([.. _data, .. other._data]);

    /// <summary>The text these bytes are in UTF-8.</summary>
    [Name("decode")]
    public string Decode(string encoding = "utf-8")
    {
        CheckEncoding(encoding);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(_data);
        }
        catch (DecoderFallbackException error)
        {
            throw new ValueError("the bytes are not valid UTF-8", error);
        }
    }

    internal static void CheckEncoding(string name)
    {
        if (name.Replace('_', '-').ToLowerInvariant() is not ("utf-8" or "utf8"))
        {
            throw new ValueError($"unknown encoding '{name}': str and bytes know utf-8");
        }
    }

    [Name("hex")]
    public string Hex() => Convert.ToHexStringLower(_data);

    [Name("clone"), Name("copy")]
    public Bytes Clone() => this;

    public bool Equals(Bytes? other) => other is not null && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => Equals(obj as Bytes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_data);
        return hash.ToHashCode();
    }

    public int CompareTo(Bytes? other) => other is null ? 1 : Span.SequenceCompareTo(other.Span);

    public void Debug(DebugWriter writer)
    {
        writer.BeginList();
        foreach (byte item in _data)
        {
            writer.Item(item);
        }
        writer.EndList();
    }

    public override string ToString() => Formatter.Debug(this);
}
