using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>
/// A hash table that keeps insertion order: entries stand in one array in the order they came, and buckets hold the heads of
/// chains through it. A removed entry leaves a gap that the next rebuild closes.
/// </summary>
internal struct OrderedTable<K, V>
{
    private const int EndOfChain = -1;
    private const int Removed = -2;

    private static readonly int[] NoBuckets = new int[1];

    /// <summary>Indexes into the entries, plus one; the length is a power of two.</summary>
    private int[] _buckets;
    private Entry[] _entries;

    /// <summary>How many entries are taken, gaps included.</summary>
    private int _used;

    private struct Entry
    {
        public int Hash;
        public int Next;
        public K Key;
        public V Value;
    }

    public OrderedTable(int capacity)
    {
        _buckets = NoBuckets;
        _entries = [];
        if (capacity > 0)
        {
            Rebuild(capacity);
        }
    }

    public int Count { get; private set; }

    /// <summary>The place of the key's value, or a null reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref V Find(K key)
    {
        int index = IndexOf(key, Ops.Hash(key));
        return ref index >= 0 ? ref _entries[index].Value : ref Unsafe.NullRef<V>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Contains(K key) => IndexOf(key, Ops.Hash(key)) >= 0;

    /// <summary>The place of the key's value; a new entry with the default value if there is none.</summary>
    public ref V FindOrAdd(K key, out bool exists)
    {
        int hash = Ops.Hash(key);
        int index = IndexOf(key, hash);
        exists = index >= 0;
        if (!exists)
        {
            if (_used == _entries.Length)
            {
                Rebuild(Math.Max(4, Count * 2));
            }
            index = _used++;
            Count++;
            ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
            ref Entry entry = ref _entries[index];
            entry.Hash = hash;
            entry.Next = bucket - 1;
            entry.Key = key;
            bucket = index + 1;
        }
        return ref _entries[index].Value;
    }

    /// <summary>Takes the entry out; what it held now belongs to the caller.</summary>
    public bool Remove(K key, out K oldKey, out V oldValue)
    {
        int hash = Ops.Hash(key);
        ref int link = ref _buckets[hash & (_buckets.Length - 1)];
        int index = link - 1;
        int previous = -1;
        while (index >= 0)
        {
            ref Entry entry = ref _entries[index];
            if (entry.Hash == hash && Ops.Equal(entry.Key, key))
            {
                if (previous < 0)
                {
                    link = entry.Next + 1;
                }
                else
                {
                    _entries[previous].Next = entry.Next;
                }
                (oldKey, oldValue) = (entry.Key, entry.Value);
                entry = new Entry { Next = Removed };
                Count--;
                while (_used > 0 && _entries[_used - 1].Next == Removed)
                {
                    _used--;
                }
                return true;
            }
            previous = index;
            index = entry.Next;
        }
        oldKey = default!;
        oldValue = default!;
        return false;
    }

    /// <summary>Steps through the entries in order; <paramref name="cursor"/> starts at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool MoveNext(ref int cursor, out K key, out V value)
    {
        Entry[] entries = _entries;
        int at = cursor;
        while (at < _used && (uint)at < (uint)entries.Length)
        {
            ref Entry entry = ref entries[at++];
            if (entry.Next != Removed)
            {
                cursor = at;
                key = entry.Key;
                value = entry.Value;
                return true;
            }
        }
        cursor = at;
        key = default!;
        value = default!;
        return false;
    }

    /// <summary>A copy with its own entries; keys and values are marked shared.</summary>
    public readonly OrderedTable<K, V> Clone()
    {
        var copy = new OrderedTable<K, V>(Count);
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            copy.Place(key, value, _entries[cursor - 1].Hash);
            Ops.Share(key);
            Ops.Share(value);
        }
        return copy;
    }

    public void Reserve(int capacity)
    {
        if (capacity > _entries.Length)
        {
            Rebuild(capacity);
        }
    }

    public readonly void Drop()
    {
        if (TypeTraits<K>.IsPlain && TypeTraits<V>.IsPlain)
        {
            return;
        }
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            Ops.Drop(key);
            Ops.Drop(value);
        }
    }

    private readonly int IndexOf(K key, int hash)
    {
        int[] buckets = _buckets;
        Entry[] entries = _entries;
        int index = buckets[hash & (buckets.Length - 1)] - 1;
        while ((uint)index < (uint)entries.Length)
        {
            ref Entry entry = ref entries[index];
            if (entry.Hash == hash && Ops.Equal(entry.Key, key))
            {
                return index;
            }
            index = entry.Next;
        }
        return EndOfChain;
    }

    private void Rebuild(int capacity)
    {
        Entry[] old = _entries;
        int used = _used;
        int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, capacity));
        _entries = new Entry[size];
        _buckets = new int[size];
        _used = 0;
        Count = 0;
        for (int i = 0; i < used; i++)
        {
            ref Entry entry = ref old[i];
            if (entry.Next != Removed)
            {
                Place(entry.Key, entry.Value, entry.Hash);
            }
        }
    }

    private void Place(K key, V value, int hash)
    {
        int index = _used++;
        Count++;
        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries[index] = new Entry { Hash = hash, Next = bucket - 1, Key = key, Value = value };
        bucket = index + 1;
    }
}
