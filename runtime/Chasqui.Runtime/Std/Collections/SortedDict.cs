using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>SortedDict[K, V]</c>: a dict in ascending order of its keys.</summary>
[Module("std.collections"), Name("SortedDict"), Requires("K", "Ord"), ForwardsTo("iter")]
public sealed class SortedDict<K, V> : SharedObject, IIterable<K>, IEquatable<SortedDict<K, V>>, IResource, IDebug, ISized
{
    private SortedTable<K, V> _table = new();

    public long Count => _table.Count;

    [Constructor]
    public static SortedDict<K, V> Empty() => new();

    [Name("from_items")]
    public static SortedDict<K, V> FromItems(IIterable<(K, V)> items)
    {
        var dict = new SortedDict<K, V>();
        Iterator<(K, V)> rest = items.Iterate();
        while (rest.MoveNext(out (K Key, V Value) pair))
        {
            dict.Set(pair.Key, pair.Value);
        }
        return dict;
    }

    [Name("__getitem__")]
    public V Get(K key) => Ops.Share(ItemRef(key));

    [Name("__setitem__"), Name("set"), Mutates]
    public void Set(K key, V value) => _table.Set(key, value);

    [Name("__itemref__")]
    public ref V ItemRef(K key) => ref _table.ValueAt(IndexOf(key));

    [Name("get")]
    public Option<V> TryGet(K key)
    {
        int at = _table.Find(key, out bool found);
        return found ? new(Ops.Share(_table.ValueAt(at))) : default;
    }

    /// <summary>Takes the key out and returns its value; KeyError if it is absent.</summary>
    [Name("remove"), Mutates]
    public V Remove(K key) => _table.RemoveAt(IndexOf(key));

    [Name("__delitem__"), Mutates]
    public void Delete(K key) => Ops.Drop(Remove(key));

    [Name("__contains__"), Name("contains"), Name("contains_key")]
    public bool Contains(K key)
    {
        _table.Find(key, out bool found);
        return found;
    }

    [Name("clear"), Mutates]
    public void Clear()
    {
        Drop();
        _table = new SortedTable<K, V>();
    }

    [Name("keys")]
    public ValueList<K> Keys() => SortedTable<K, V>.ListOf(_table.Keys);

    [Name("values")]
    public ValueList<V> Values() => SortedTable<K, V>.ListOf(_table.Values);

    [Name("items")]
    public ValueList<(K, V)> Items() => ItemsIn(Range.All);

    /// <summary>The keys from start, inclusive, to stop, exclusive.</summary>
    [Name("range_keys")]
    public ValueList<K> RangeKeys(K start, K stop) => SortedTable<K, V>.ListOf(_table.Keys[_table.Between(start, stop)]);

    /// <summary>The pairs whose keys lie between start, inclusive, and stop, exclusive.</summary>
    [Name("range_items")]
    public ValueList<(K, V)> RangeItems(K start, K stop) => ItemsIn(_table.Between(start, stop));

    [Name("__len__"), Name("len")]
    public long Length() => _table.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _table.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _table.Count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<K> Iterate() => Keys().Iterate();

    [Name("clone"), Name("copy")]
    public SortedDict<K, V> Clone() => (SortedDict<K, V>)ShallowClone();

    public override SharedObject ShallowClone() => new SortedDict<K, V> { _table = _table.Clone() };

    public bool Equals(SortedDict<K, V>? other) => other is not null && Items().Equals(other.Items());

    public override bool Equals(object? obj) => Equals(obj as SortedDict<K, V>);

    public override int GetHashCode() => Items().GetHashCode();

    public void Drop() => _table.Drop();

    public void Debug(DebugWriter writer)
    {
        writer.BeginMap();
        for (int i = 0; i < _table.Count; i++)
        {
            writer.Entry(_table.Keys[i], _table.Values[i]);
        }
        writer.EndMap();
    }

    public override string ToString() => Formatter.Debug(this);

    private int IndexOf(K key)
    {
        int at = _table.Find(key, out bool found);
        if (!found)
        {
            Errors.ThrowKey(key, "SortedDict");
        }
        return at;
    }

    private ValueList<(K, V)> ItemsIn(Range range)
    {
        var (start, length) = range.GetOffsetAndLength(_table.Count);
        var items = new ValueList<(K, V)>(length);
        for (int i = start; i < start + length; i++)
        {
            items.Append((Ops.Share(_table.Keys[i]), Ops.Share(_table.Values[i])));
        }
        return items;
    }
}
