using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>OrderedDict[K, V]</c>: a dict in insertion order whose equality also compares the order.</summary>
[Module("std.collections"), Name("OrderedDict"), Requires("K", "Eq", "Hash"), ForwardsTo("iter")]
public sealed class OrderedDict<K, V> : SharedObject, IIterable<K>, IEquatable<OrderedDict<K, V>>, IResource, IDebug, ISized
{
    private readonly ValueDict<K, V> _dict;

    private OrderedDict(ValueDict<K, V> dict) => _dict = dict;

    public long Count => _dict.Count;

    [Constructor]
    public static OrderedDict<K, V> Empty() => new(new ValueDict<K, V>());

    [Name("from_items")]
    public static OrderedDict<K, V> FromItems(IIterable<(K, V)> items) => new(ValueDict<K, V>.From(items));

    [Name("__getitem__")]
    public V Get(K key) => Ops.Share(_dict.Get(key));

    /// <summary>An existing key keeps its position.</summary>
    [Name("__setitem__"), Name("set"), Mutates]
    public void Set(K key, V value) => _dict.Set(key, value);

    [Name("__itemref__")]
    public ref V ItemRef(K key) => ref _dict.ItemRef(key);

    [Name("get")]
    public Option<V> TryGet(K key) => _dict.TryGet(key);

    /// <summary>Takes the key out and returns its value; KeyError if it is absent.</summary>
    [Name("remove"), Mutates]
    public V Remove(K key) => _dict.Pop(key);

    [Name("__delitem__"), Mutates]
    public void Delete(K key) => _dict.Remove(key);

    [Name("__contains__"), Name("contains"), Name("contains_key")]
    public bool Contains(K key) => _dict.Contains(key);

    [Name("clear"), Mutates]
    public void Clear() => _dict.Clear();

    [Name("keys")]
    public ValueList<K> Keys() => _dict.Keys();

    [Name("values")]
    public ValueList<V> Values() => _dict.Values();

    [Name("items")]
    public ValueList<(K, V)> Items() => _dict.Items();

    [Name("__len__"), Name("len")]
    public long Length() => _dict.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _dict.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _dict.Count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<K> Iterate() => Keys().Iterate();

    [Name("clone"), Name("copy")]
    public OrderedDict<K, V> Clone() => (OrderedDict<K, V>)ShallowClone();

    public override SharedObject ShallowClone() => new OrderedDict<K, V>(_dict.Clone());

    public bool Equals(OrderedDict<K, V>? other) =>
        other is not null && Count == other.Count && Items().Equals(other.Items());

    public override bool Equals(object? obj) => Equals(obj as OrderedDict<K, V>);

    public override int GetHashCode() => _dict.GetHashCode();

    public void Drop() => _dict.Drop();

    public void Debug(DebugWriter writer) => _dict.Debug(writer);

    public override string ToString() => Formatter.Debug(this);
}
