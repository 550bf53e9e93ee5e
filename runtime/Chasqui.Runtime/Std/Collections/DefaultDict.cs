using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>DefaultDict[K, V]</c>: a dict in insertion order where <c>d[k]</c> adds the default under an absent key.</summary>
[Module("std.collections"), Name("DefaultDict"), Requires("K", "Eq", "Hash"), ForwardsTo("iter")]
public sealed class DefaultDict<K, V> : SharedObject, IIterable<K>, IEquatable<DefaultDict<K, V>>, IResource, IDebug, ISized
{
    private readonly ValueDict<K, V> _dict;
    private readonly Func<V>? _factory;

    private DefaultDict(ValueDict<K, V> dict, Func<V>? factory)
    {
        _dict = dict;
        _factory = factory;
    }

    public long Count => _dict.Count;

    /// <summary>Without a default: <c>d[k]</c> under an absent key is a KeyError.</summary>
    [Constructor]
    public static DefaultDict<K, V> Empty() => new(new ValueDict<K, V>(), null);

    /// <summary>Each absent key gets a copy of the value.</summary>
    [Name("with_default")]
    public static DefaultDict<K, V> WithDefault(V value) => new(new ValueDict<K, V>(), () => Ops.Share(value));

    /// <summary>Each absent key gets what the function returns then.</summary>
    [Constructor, Name("with_factory")]
    public static DefaultDict<K, V> WithFactory(Func<V> factory) => new(new ValueDict<K, V>(), factory);

    /// <summary>Adds the default under an absent key, unless a copy of the dict would see it.</summary>
    [Name("__getitem__")]
    public V Get(K key) => IsShared && _factory is not null && !_dict.Contains(key) ? _factory() : Ops.Share(ItemRef(key));

    [Name("__setitem__"), Name("set"), Mutates]
    public void Set(K key, V value) => _dict.Set(key, value);

    [Name("__itemref__")]
    public ref V ItemRef(K key)
    {
        if (_factory is not null && !_dict.Contains(key))
        {
            _dict.Set(Ops.Share(key), _factory());
        }
        return ref _dict.ItemRef(key);
    }

    /// <summary>Adds nothing.</summary>
    [Name("get")]
    public Option<V> TryGet(K key) => _dict.TryGet(key);

    [Name("__contains__"), Name("contains"), Name("contains_key")]
    public bool Contains(K key) => _dict.Contains(key);

    [Name("__delitem__"), Mutates]
    public void Remove(K key) => _dict.Remove(key);

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
    public DefaultDict<K, V> Clone() => (DefaultDict<K, V>)ShallowClone();

    public override SharedObject ShallowClone() => new DefaultDict<K, V>(_dict.Clone(), _factory);

    public bool Equals(DefaultDict<K, V>? other) => other is not null && _dict.Equals(other._dict);

    public override bool Equals(object? obj) => Equals(obj as DefaultDict<K, V>);

    public override int GetHashCode() => _dict.GetHashCode();

    public void Drop() => _dict.Drop();

    public void Debug(DebugWriter writer) => _dict.Debug(writer);

    public override string ToString() => Formatter.Debug(this);
}
