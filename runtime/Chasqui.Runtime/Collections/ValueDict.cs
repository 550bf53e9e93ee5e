using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Collections;

/// <summary>The type <c>dict[K, V]</c>: a hash table in insertion order with value semantics; iterated, it gives its keys.</summary>
/// <remarks>Ownership as in <see cref="ValueList{T}"/>: what goes in is owned, <see cref="Get"/> and MoveNext give views.</remarks>
[Module("std.builtins"), Name("dict"), Name("Dict"), Name("HashMap"), Requires("K", "Eq", "Hash"), ForwardsTo("iter")]
public sealed partial class ValueDict<K, V> : SharedObject, IIterable<K>, IEquatable<ValueDict<K, V>>, IResource, IDebug, ISized
{
    private OrderedTable<K, V> _table;

    public ValueDict() => _table = new OrderedTable<K, V>(0);

    public ValueDict(int capacity) => _table = new OrderedTable<K, V>(capacity);

    private ValueDict(OrderedTable<K, V> table) => _table = table;

    public long Count => _table.Count;

    [Constructor]
    public static ValueDict<K, V> Empty() => new();

    [Constructor]
    public static ValueDict<K, V> From(ValueDict<K, V> other) => other.Clone();

    [Constructor]
    public static ValueDict<K, V> From(IIterable<(K, V)> pairs)
    {
        var dict = new ValueDict<K, V>();
        Iterator<(K, V)> rest = pairs.Iterate();
        while (rest.MoveNext(out (K Key, V Value) pair))
        {
            dict.Set(pair.Key, pair.Value);
        }
        return dict;
    }

    [Name("__getitem__")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Get(K key)
    {
        ref V value = ref _table.Find(key);
        if (Unsafe.IsNullRef(ref value))
        {
            Errors.ThrowKey(key);
        }
        return value;
    }

    [Name("__setitem__"), Name("insert"), Name("set"), Mutates]
    public void Set(K key, V value)
    {
        ref V place = ref _table.FindOrAdd(key, out bool exists);
        if (exists)
        {
            Ops.Drop(place);
        }
        place = value;
    }

    /// <summary>The place of an existing key's value, for <c>d[k] op= v</c> and mutation inside it; the dict must be unique.</summary>
    [Name("__itemref__")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref V ItemRef(K key)
    {
        ref V value = ref _table.Find(key);
        if (Unsafe.IsNullRef(ref value))
        {
            Errors.ThrowKey(key);
        }
        return ref value;
    }

    /// <summary>A view of the key's value, if there is one.</summary>
    public bool TryGet(K key, out V value)
    {
        ref V place = ref _table.Find(key);
        bool found = !Unsafe.IsNullRef(ref place);
        value = found ? place : default!;
        return found;
    }

    /// <summary>Iteration over the keys without an iterator object: <paramref name="cursor"/> starts at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(ref int cursor, out K key) => _table.MoveNext(ref cursor, out key, out _);

    /// <summary>Iteration over the pairs, for <c>for k, v in d</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(ref int cursor, out K key, out V value) => _table.MoveNext(ref cursor, out key, out value);

    [Name("__contains__"), Name("contains_key"), Name("contains")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(K key) => _table.Contains(key);

    /// <summary><c>del d[k]</c>.</summary>
    [Name("__delitem__"), Mutates]
    public void Remove(K key) => Ops.Drop(Pop(key));

    [Name("__len__"), Name("len")]
    public long Length() => _table.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _table.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _table.Count == 0;

    [Name("iter"), Name("__iter__")]
    public Iterator<K> Iterate()
    {
        MarkShared();
        return new DictKeyIterator<K, V>(this);
    }

    public override SharedObject ShallowClone() => new ValueDict<K, V>(_table.Clone());

    public bool Equals(ValueDict<K, V>? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            if (!other.TryGet(key, out V match) || !Ops.Equal(value, match))
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueDict<K, V>);

    public override int GetHashCode()
    {
        int hash = _table.Count;
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            hash += HashCode.Combine(Ops.Hash(key), Ops.Hash(value));
        }
        return hash;
    }

    public void Drop() => _table.Drop();

    public void Debug(DebugWriter writer)
    {
        writer.BeginMap();
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            writer.Entry(key, value);
        }
        writer.EndMap();
    }

    public override string ToString() => Formatter.Debug(this);
}
