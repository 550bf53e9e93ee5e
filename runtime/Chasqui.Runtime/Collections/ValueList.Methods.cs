using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

public sealed partial class ValueList<T>
{
    /// <summary><c>list.repeat(v, n)</c>: n copies of one value.</summary>
    [Name("repeat"), Requires("T", "Copy")]
    public static ValueList<T> RepeatValue(T value, long count)
    {
        if (count < 0)
        {
            throw new ValueError($"list.repeat count must be non-negative, got {count}");
        }
        var items = new T[checked((int)count)];
        items.AsSpan().Fill(count == 1 ? value : Ops.Share(value));
        return new ValueList<T>(items, items.Length);
    }

    [Name("extend"), Mutates]
    public void Extend(IIterable<T> values)
    {
        if (values is ValueList<T> other)
        {
            int added = other._count;
            Grow(checked(_count + added));
            other._items.AsSpan(0, added).CopyTo(_items.AsSpan(_count));
            ShareAll(_items.AsSpan(_count, added));
            _count += added;
            return;
        }
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            Append(item);
        }
    }

    [Name("insert"), Mutates]
    public void Insert(long index, T value)
    {
        int at = (int)Math.Clamp(index < 0 ? index + _count : index, 0, _count);
        Grow(_count + 1);
        Array.Copy(_items, at, _items, at + 1, _count - at);
        _items[at] = value;
        _count++;
    }

    [Name("pop"), Mutates]
    public T Pop()
    {
        if (_count == 0)
        {
            throw new IndexError("pop from empty list");
        }
        T item = _items[--_count];
        Forget(_count, 1);
        return item;
    }

    [Name("pop"), Mutates]
    public T Pop(long index) => _count == 0 ? throw new IndexError("pop from empty list") : Remove(index);

    /// <summary>Removes by index and returns the element.</summary>
    [Name("remove"), Mutates]
    public T Remove(long index)
    {
        T item = ItemRef(index);
        RemoveAt((int)(index < 0 ? index + _count : index));
        return item;
    }

    /// <summary><c>del xs[i]</c>.</summary>
    [Name("__delitem__"), Mutates]
    public void Delete(long index) => Ops.Drop(Remove(index));

    /// <summary>Removes the first element equal to the value.</summary>
    [Name("remove_value"), Mutates, Requires("T", "Eq")]
    public void RemoveValue(T value)
    {
        int at = Find(value);
        if (at < 0)
        {
            throw new ValueError("value not found in list");
        }
        T item = _items[at];
        RemoveAt(at);
        Ops.Drop(item);
    }

    [Name("swap"), Mutates]
    public void Swap(long i, long j)
    {
        ref T a = ref ItemRef(i);
        ref T b = ref ItemRef(j);
        (a, b) = (b, a);
    }

    [Name("index"), Requires("T", "Eq")]
    public long Index(T value)
    {
        int at = Find(value);
        return at >= 0 ? at : throw new ValueError("value not found in list");
    }

    [Name("count"), Requires("T", "Eq")]
    public long CountOf(T value)
    {
        long count = 0;
        foreach (T item in Items)
        {
            if (Ops.Equal(item, value))
            {
                count++;
            }
        }
        return count;
    }

    [Name("first")]
    public Option<T> First() => _count == 0 ? default : new(Ops.Share(_items[0]));

    [Name("last")]
    public Option<T> Last() => _count == 0 ? default : new(Ops.Share(_items[_count - 1]));

    [Name("get")]
    public Option<T> TryGet(long index) =>
        index >= -_count && index < _count ? new(Ops.Share(_items[index < 0 ? index + _count : index])) : default;

    [Name("clear"), Mutates]
    public void Clear()
    {
        Drop();
        Forget(0, _count);
        _count = 0;
    }

    [Name("clone"), Name("copy")]
    public ValueList<T> Clone() => (ValueList<T>)ShallowClone();

    [Name("reserve"), Mutates]
    public void Reserve(long additional) => Grow(checked(_count + (int)Math.Max(0, additional)));

    [Name("reserve_exact"), Mutates]
    public void ReserveExact(long additional)
    {
        int needed = checked(_count + (int)Math.Max(0, additional));
        if (needed > _items.Length)
        {
            Array.Resize(ref _items, needed);
        }
    }

    [Name("reverse"), Mutates]
    public void Reverse() => Items.Reverse();

    [Name("sort"), Mutates, Requires("T", "Ord")]
    public void Sort([KeywordOnly] bool reverse = false) => Sorting.Sort(Items, reverse);

    [Name("sort"), Mutates, Requires("K", "Ord")]
    public void Sort<K>([KeywordOnly, Lends] Func<T, K> key, [KeywordOnly] bool reverse = false) => Sorting.SortBy(Items, key, reverse);

    /// <summary>Removes repetitions of neighbours.</summary>
    [Name("dedup"), Mutates, Requires("T", "Eq")]
    public void Dedup()
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (kept > 0 && Ops.Equal(_items[kept - 1], _items[i]))
            {
                Ops.Drop(_items[i]);
            }
            else
            {
                _items[kept++] = _items[i];
            }
        }
        Forget(kept, _count - kept);
        _count = kept;
    }

    /// <summary>Keeps the elements the predicate is true for.</summary>
    [Name("retain"), Mutates]
    public void Retain([Lends] Func<T, bool> p)
    {
        // The predicate may raise: until then the list stays as it was.
        var kept = new ValueList<T>();
        var dropped = new ValueList<T>();
        for (int i = 0; i < _count; i++)
        {
            (p(Ops.Share(_items[i])) ? kept : dropped).Append(_items[i]);
        }
        (_items, _count) = (kept._items, kept._count);
        dropped.Drop();
    }

    private int Find(T value)
    {
        Span<T> items = Items;
        for (int i = 0; i < items.Length; i++)
        {
            if (Ops.Equal(items[i], value))
            {
                return i;
            }
        }
        return -1;
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_items, index + 1, _items, index, _count - index);
        Forget(_count, 1);
    }

    private void Forget(int from, int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, from, count);
        }
    }
}
