using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Collections;

/// <summary>The type <c>list[T]</c>: a growable array with value semantics.</summary>
/// <remarks>
/// What is appended or set is owned by the list: the caller has shared or moved it. What <see cref="Get"/> and
/// <see cref="MoveNext"/> return is a view, to be shared by the caller where it is kept; every other method that
/// hands out elements without removing them shares them itself.
/// </remarks>
[Module("std.builtins"), Name("list"), Name("List"), Name("Vec"), ForwardsTo("iter")]
public sealed partial class ValueList<T> : SharedObject, IIterable<T>, IEquatable<ValueList<T>>, IComparable<ValueList<T>>, IResource, IDebug, ISized
{
    /// <summary>Stands for a list that is not there.</summary>
    internal static readonly ValueList<T> Missing = new();

    private T[] _items;
    private int _count;
    private bool _givesAway;

    public ValueList() => _items = [];

    public ValueList(int capacity) => _items = capacity == 0 ? [] : new T[capacity];

    internal ValueList(T[] items, int count)
    {
        _items = items;
        _count = count;
    }

    public long Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _count;
    }

    internal Span<T> Items
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_items, 0, _count);
    }

    [Constructor]
    public static ValueList<T> Empty() => new();

    [Constructor]
    public static ValueList<T> From(IIterable<T> values)
    {
        var list = new ValueList<T>();
        list.Extend(values);
        return list;
    }

    [Name("__getitem__")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Get(long index) => ItemRef(index);

    [Name("__setitem__"), Mutates]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long index, T value)
    {
        Elements.Replace(ref ItemRef(index), value);
    }

    /// <summary>The place of an element, for <c>xs[i] op= v</c> and mutation inside it; the list must be unique.</summary>
    [Name("__itemref__")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T ItemRef(long index) => ref Elements.At(ref FirstRef(), _count, index);

    /// <summary>Where the elements begin, for <see cref="Elements"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T FirstRef() => ref MemoryMarshal.GetArrayDataReference(_items);

    /// <summary>Iteration without an iterator object: <paramref name="cursor"/> starts at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(ref int cursor, out T item)
    {
        int at = cursor;
        if ((uint)at < (uint)_count)
        {
            cursor = at + 1;
            item = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_items), at);
            return true;
        }
        item = default!;
        return false;
    }

    /// <summary>As <see cref="MoveNext"/>; the list gives the element away.</summary>
    public bool TakeNext(ref int cursor, out T item)
    {
        int at = cursor;
        if (!MoveNext(ref cursor, out item))
        {
            return false;
        }
        _items[at] = default!;
        return true;
    }

    [Name("append"), Name("push"), Mutates]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(T value)
    {
        T[] items = _items;
        int count = _count;
        if ((uint)count < (uint)items.Length)
        {
            _count = count + 1;
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), count) = value;
        }
        else
        {
            AppendGrowing(value);
        }
    }

    [Name("__len__"), Name("len")]
    public long Length() => _count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _count == 0;

    [Name("iter"), Name("__iter__")]
    public Iterator<T> Iterate()
    {
        if (_givesAway)
        {
            return new OwnedListIterator<T>(this);
        }
        MarkShared();
        return new ListIterator<T>(this);
    }

    /// <summary>The next iterator over this list, which nobody else owns, gives its elements away and drops the rest.</summary>
    public void GiveAway() => _givesAway = true;

    [Name("__getslice__")]
    public ValueList<T> Slice(Option<long> start, Option<long> stop, Option<long> step)
    {
        SliceRange range = SliceRange.Resolve(start, stop, step, _count);
        var items = new T[range.Count];
        if (range.Step == 1)
        {
            Items.Slice((int)range.Start, range.Count).CopyTo(items);
        }
        else
        {
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = _items[range.Start + (i * range.Step)];
            }
        }
        ShareAll(items);
        return new ValueList<T>(items, items.Length);
    }

    /// <summary>What <c>*rest</c> matches between the first <paramref name="before"/> and the last <paramref name="after"/> elements.</summary>
    public ValueList<T> Middle(long before, long after)
    {
        T[] items = Items[(int)before..^(int)after].ToArray();
        ShareAll(items);
        return new ValueList<T>(items, items.Length);
    }

    [Name("__add__")]
    public ValueList<T> Concat(ValueList<T> other)
    {
        var items = new T[checked(_count + other._count)];
        Items.CopyTo(items);
        other.Items.CopyTo(items.AsSpan(_count));
        ShareAll(items);
        return new ValueList<T>(items, items.Length);
    }

    [Name("__iadd__"), Mutates]
    public ValueList<T> ConcatInPlace(ValueList<T> other)
    {
        Extend(other);
        return this;
    }

    [Name("__mul__")]
    public ValueList<T> Repeat(long count)
    {
        var items = new T[count <= 0 ? 0 : checked((int)(_count * count))];
        if (_count == 1)
        {
            items.AsSpan().Fill(_items[0]);
        }
        else
        {
            for (int at = 0; at < items.Length; at += _count)
            {
                Items.CopyTo(items.AsSpan(at));
            }
        }
        ShareAll(items);
        return new ValueList<T>(items, items.Length);
    }

    [Name("__contains__"), Name("contains"), Requires("T", "Eq")]
    public bool Contains(T value) => Find(value) >= 0;

    public override SharedObject ShallowClone()
    {
        T[] items = Items.ToArray();
        ShareAll(items);
        return new ValueList<T>(items, items.Length);
    }

    public bool Equals(ValueList<T>? other)
    {
        if (other is null || other._count != _count)
        {
            return false;
        }
        Span<T> mine = Items, others = other.Items;
        for (int i = 0; i < mine.Length; i++)
        {
            if (!Ops.Equal(mine[i], others[i]))
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in Items)
        {
            hash.Add(Ops.Hash(item));
        }
        return hash.ToHashCode();
    }

    public int CompareTo(ValueList<T>? other)
    {
        if (other is null)
        {
            return 1;
        }
        Span<T> mine = Items, others = other.Items;
        for (int i = 0; i < mine.Length && i < others.Length; i++)
        {
            int order = Ops.Compare(mine[i], others[i]);
            if (order != 0)
            {
                return order;
            }
        }
        return mine.Length - others.Length;
    }

    public void Drop()
    {
        if (TypeTraits<T>.MayOwn)
        {
            foreach (T item in Items)
            {
                Ops.Drop(item);
            }
        }
    }

    public void Debug(DebugWriter writer)
    {
        writer.BeginList();
        foreach (T item in Items)
        {
            writer.Item(item);
        }
        writer.EndList();
    }

    public override string ToString() => Formatter.Debug(this);

    internal static void ShareAll(ReadOnlySpan<T> items)
    {
        if (!TypeTraits<T>.IsPlain)
        {
            foreach (T item in items)
            {
                Ops.Share(item);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendGrowing(T value)
    {
        Grow(_count + 1);
        _items[_count++] = value;
    }

    private void Grow(int needed)
    {
        if (needed > _items.Length)
        {
            Array.Resize(ref _items, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(4L, _items.Length * 2L), needed)));
        }
    }
}
