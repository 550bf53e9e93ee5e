using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Collections;

/// <summary>Keys in ascending order with their values, in two arrays: a search halves, an insertion moves what is greater.</summary>
internal sealed class SortedTable<K, V>
{
    private K[] _keys = [];
    private V[] _values = [];

    public int Count { get; private set; }

    public ReadOnlySpan<K> Keys => _keys.AsSpan(0, Count);

    public ReadOnlySpan<V> Values => _values.AsSpan(0, Count);

    /// <summary>Where the first key stands that is not less; <paramref name="found"/>: it is equal.</summary>
    public int Find(K key, out bool found)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Ops.Compare(_keys[middle], key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        found = low < Count && Ops.Compare(_keys[low], key) == 0;
        return low;
    }

    public ref V ValueAt(int index) => ref _values[index];

    /// <summary>The positions of the keys from <paramref name="start"/>, inclusive, to <paramref name="stop"/>, exclusive.</summary>
    public Range Between(K start, K stop)
    {
        int from = Find(start, out _);
        return from..Math.Max(from, Find(stop, out _));
    }

    public void Set(K key, V value)
    {
        int at = Find(key, out bool found);
        if (found)
        {
            Ops.Drop(key);
            Ops.Drop(_values[at]);
            _values[at] = value;
            return;
        }
        if (Count == _keys.Length)
        {
            int size = Math.Max(4, Count * 2);
            Array.Resize(ref _keys, size);
            Array.Resize(ref _values, size);
        }
        Array.Copy(_keys, at, _keys, at + 1, Count - at);
        Array.Copy(_values, at, _values, at + 1, Count - at);
        (_keys[at], _values[at]) = (key, value);
        Count++;
    }

    /// <summary>Takes the pair out and returns the value, which now belongs to the caller.</summary>
    public V RemoveAt(int at)
    {
        V value = _values[at];
        Ops.Drop(_keys[at]);
        Count--;
        Array.Copy(_keys, at + 1, _keys, at, Count - at);
        Array.Copy(_values, at + 1, _values, at, Count - at);
        (_keys[Count], _values[Count]) = (default!, default!);
        return value;
    }

    public SortedTable<K, V> Clone()
    {
        ValueList<K>.ShareAll(Keys);
        ValueList<V>.ShareAll(Values);
        return new SortedTable<K, V> { _keys = Keys.ToArray(), _values = Values.ToArray(), Count = Count };
    }

    public void Drop()
    {
        for (int i = 0; i < Count; i++)
        {
            Ops.Drop(_keys[i]);
            Ops.Drop(_values[i]);
        }
    }

    public static ValueList<T> ListOf<T>(ReadOnlySpan<T> items)
    {
        ValueList<T>.ShareAll(items);
        return new ValueList<T>(items.ToArray(), items.Length);
    }
}
