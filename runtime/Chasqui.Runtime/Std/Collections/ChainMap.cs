using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>ChainMap[K, V]</c>: layers of dicts read as one; the first layer that has a key wins, and is the one that is written.</summary>
[Module("std.collections"), Name("ChainMap"), Requires("K", "Eq", "Hash"), ForwardsTo("iter")]
public sealed class ChainMap<K, V> : SharedObject, IIterable<K>, IEquatable<ChainMap<K, V>>, IResource, IDebug, ISized
{
    private readonly ValueList<OrderedDict<K, V>> _layers;

    private ChainMap(ValueList<OrderedDict<K, V>> layers) => _layers = layers;

    public long Count => Keys().Count;

    [Constructor]
    public static ChainMap<K, V> Empty() => new(new ValueList<OrderedDict<K, V>>());

    [Name("from_layers")]
    public static ChainMap<K, V> FromLayers(ValueList<OrderedDict<K, V>> layers) => new(layers.Clone());

    [Name("__getitem__")]
    public V Get(K key)
    {
        Option<V> found = TryGet(key);
        if (found.IsNone())
        {
            Errors.ThrowKey(key, "ChainMap");
        }
        return found.Value;
    }

    [Name("get")]
    public Option<V> TryGet(K key)
    {
        foreach (OrderedDict<K, V> layer in _layers.Items)
        {
            if (layer.TryGet(key) is var found && found.IsSome())
            {
                return found;
            }
        }
        return default;
    }

    [Name("__setitem__"), Name("set"), Mutates]
    public void Set(K key, V value)
    {
        if (_layers.Count == 0)
        {
            _layers.Append(OrderedDict<K, V>.Empty());
        }
        Ops.Unique(ref _layers.ItemRef(0)).Set(key, value);
    }

    /// <summary>Puts a layer before the others.</summary>
    [Name("push_layer"), Mutates]
    public void PushLayer(OrderedDict<K, V> layer) => _layers.Insert(0, layer);

    /// <summary>Takes the first layer away; IndexError if there is none.</summary>
    [Name("pop_layer"), Mutates]
    public OrderedDict<K, V> PopLayer() => _layers.Pop(0);

    [Name("__contains__"), Name("contains")]
    public bool Contains(K key) => TryGet(key).IsSome();

    [Name("keys")]
    public ValueList<K> Keys() => Merged().Keys();

    [Name("values")]
    public ValueList<V> Values() => Merged().Values();

    [Name("items")]
    public ValueList<(K, V)> Items() => Merged().Items();

    [Name("__len__"), Name("len")]
    public long Length() => Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => Count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<K> Iterate() => Keys().Iterate();

    [Name("clone"), Name("copy")]
    public ChainMap<K, V> Clone() => (ChainMap<K, V>)ShallowClone();

    public override SharedObject ShallowClone() => new ChainMap<K, V>(_layers.Clone());

    public bool Equals(ChainMap<K, V>? other) => other is not null && _layers.Equals(other._layers);

    public override bool Equals(object? obj) => Equals(obj as ChainMap<K, V>);

    public override int GetHashCode() => _layers.GetHashCode();

    public void Drop() => _layers.Drop();

    public void Debug(DebugWriter writer) => Merged().Debug(writer);

    public override string ToString() => Formatter.Debug(this);

    private ValueDict<K, V> Merged()
    {
        var merged = new ValueDict<K, V>();
        foreach (OrderedDict<K, V> layer in _layers.Items)
        {
            foreach ((K key, V value) in layer.Items().Items)
            {
                if (!merged.Contains(key))
                {
                    merged.Set(key, value);
                }
            }
        }
        return merged;
    }
}
