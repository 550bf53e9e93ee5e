using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Channels;

/// <summary>What <c>recv_now</c> found.</summary>
[Module("std.async.channel"), Name("Received"), Enum, Unqualified]
public readonly struct Received<T> : IShareable, IResource, IDebug, IEquatable<Received<T>>
{
    private const int ItemTag = 0;
    private const int EmptyTag = 1;
    private const int ClosedTag = 2;

    private Received(int tag, T value)
    {
        Tag = tag;
        Value = value;
    }

    /// <summary>0 for Item, 1 for Empty, 2 for Closed.</summary>
    public int Tag { get; }

    /// <summary>The payload of Item.</summary>
    public T Value { get; }

    [Variant(ItemTag, nameof(Value)), Name("Item")]
    public static Received<T> Item(T value) => new(ItemTag, value);

    /// <summary>No message now.</summary>
    [Variant(EmptyTag), Name("Empty")]
    public static Received<T> Empty => new(EmptyTag, default!);

    /// <summary>No message now or later.</summary>
    [Variant(ClosedTag), Name("Closed")]
    public static Received<T> Closed => new(ClosedTag, default!);

    public bool Equals(Received<T> other) => Tag == other.Tag && (Tag != ItemTag || Ops.Equal(Value, other.Value));

    public override bool Equals(object? obj) => obj is Received<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Tag, Tag == ItemTag ? Ops.Hash(Value) : 0);

    public void MarkShared()
    {
        if (Tag == ItemTag)
        {
            Ops.Share(Value);
        }
    }

    public void Drop()
    {
        if (Tag == ItemTag)
        {
            Ops.Drop(Value);
        }
    }

    public void Debug(DebugWriter writer)
    {
        if (Tag != ItemTag)
        {
            writer.Raw(Tag == EmptyTag ? "Empty" : "Closed");
            return;
        }
        writer.BeginTuple("Item");
        writer.Item(Value);
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);
}
