using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>Deque[T]</c>: a ring buffer; adding and removing at either end is O(1).</summary>
[Module("std.collections"), Name("Deque"), ForwardsTo("iter")]
public sealed class Deque<T> : SharedObject, IIterable<T>, IEquatable<Deque<T>>, IResource, IDebug, ISized
{
    private T[] _items = [];
    private int _first;
    private int _count;

    public long Count => _count;

    [Constructor]
    public static Deque<T> Empty() => new();

    [Constructor, Name("from_iter")]
    public static Deque<T> FromIter(IIterable<T> values)
    {
        var deque = new Deque<T>();
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            deque.Append(item);
        }
        return deque;
    }

    [Name("append"), Name("push_back"), Mutates]
    public void Append(T value)
    {
        Grow();
        _items[Place(_count++)] = value;
    }

    [Name("appendleft"), Name("push_front"), Mutates]
    public void AppendLeft(T value)
    {
        Grow();
        _first = Place(_items.Length - 1);
        _count++;
        _items[_first] = value;
    }

    /// <summary>The last element; IndexError if there is none.</summary>
    [Name("pop"), Name("pop_back"), Mutates]
    public T Pop()
    {
        EnsureNotEmpty();
        return Take(Place(--_count));
    }

    /// <summary>The first element; IndexError if there is none.</summary>
    [Name("popleft"), Name("pop_front"), Mutates]
    public T PopLeft()
    {
        EnsureNotEmpty();
        int at = _first;
        _first = Place(1);
        _count--;
        return Take(at);
    }

    [Name("clear"), Mutates]
    public void Clear()
    {
        Drop();
        _items = [];
        _first = _count = 0;
    }

    [Name("__getitem__")]
    public T Get(long index) => Ops.Share(ItemRef(index));

    [Name("__setitem__"), Mutates]
    public void Set(long index, T value)
    {
        ref T item = ref ItemRef(index);
        Ops.Drop(item);
        item = value;
    }

    [Name("__itemref__")]
    public ref T ItemRef(long index)
    {
        long at = index < 0 ? index + _count : index;
        if ((ulong)at >= (ulong)_count)
        {
            Errors.ThrowIndex(index, _count);
        }
        return ref _items[Place((int)at)];
    }

    [Name("__contains__"), Name("contains"), Requires("T", "Eq")]
    public bool Contains(T value)
    {
        for (int i = 0; i < _count; i++)
        {
            if (Ops.Equal(_items[Place(i)], value))
            {
                return true;
            }
        }
        return false;
    }

    [Name("to_list")]
    public ValueList<T> ToList()
    {
        T[] items = ToArray();
        ValueList<T>.ShareAll(items);
        return new ValueList<T>(items, items.Length);
    }

    [Name("__len__"), Name("len")]
    public long Length() => _count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<T> Iterate() => ToList().Iterate();

    [Name("clone"), Name("copy")]
    public Deque<T> Clone() => (Deque<T>)ShallowClone();

    public override SharedObject ShallowClone()
    {
        T[] items = ToArray();
        ValueList<T>.ShareAll(items);
        return new Deque<T> { _items = items, _count = items.Length };
    }

    public bool Equals(Deque<T>? other)
    {
        if (other is null || other._count != _count)
        {
            return false;
        }
        for (int i = 0; i < _count; i++)
        {
            if (!Ops.Equal(_items[Place(i)], other._items[other.Place(i)]))
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Deque<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (int i = 0; i < _count; i++)
        {
            hash.Add(Ops.Hash(_items[Place(i)]));
        }
        return hash.ToHashCode();
    }

    public void Drop()
    {
        for (int i = 0; i < _count; i++)
        {
            Ops.Drop(_items[Place(i)]);
        }
    }

    public void Debug(DebugWriter writer)
    {
        writer.BeginList();
        for (int i = 0; i < _count; i++)
        {
            writer.Item(_items[Place(i)]);
        }
        writer.EndList();
    }

    public override string ToString() => Formatter.Debug(this);

    private int Place(int offset)
    {
        int at = _first + offset;
        return at >= _items.Length ? at - _items.Length : at;
    }

    private T Take(int at)
    {
        T item = _items[at];
        _items[at] = default!;
        return item;
    }

    private T[] ToArray()
    {
        var items = new T[_count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = _items[Place(i)];
        }
        return items;
    }

    private void Grow()
    {
        if (_count == _items.Length)
        {
            T[] items = ToArray();
            Array.Resize(ref items, Math.Max(4, _count * 2));
            _items = items;
            _first = 0;
        }
    }

    private void EnsureNotEmpty()
    {
        if (_count == 0)
        {
            throw new IndexError("pop from an empty Deque");
        }
    }
}
