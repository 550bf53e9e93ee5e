using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

public sealed partial class ValueDict<K, V>
{
    [Name("get")]
    public Option<V> TryGet(K key) => TryGet(key, out V value) ? new(Ops.Share(value)) : default;

    [Name("get"), Requires("V", "Copy")]
    public V GetOr(K key, V @default) => TryGet(key, out V value) ? Ops.Share(value) : @default;

    /// <summary>The value of the key, or the one that it gets now; it can be changed where it lies, so it is nobody else's.</summary>
    [Name("setdefault"), Mutates, Lends]
    public V SetDefault(K key, V @default)
    {
        ref V place = ref _table.FindOrAdd(key, out bool exists);
        if (exists)
        {
            Ops.Drop(@default);
        }
        else
        {
            place = @default;
        }
        return Ops.UniqueValue(ref place);
    }

    [Name("pop"), Mutates]
    public V Pop(K key)
    {
        if (!_table.Remove(key, out K oldKey, out V value))
        {
            Errors.ThrowKey(key);
        }
        Ops.Drop(oldKey);
        return value;
    }

    [Name("pop"), Mutates]
    public V PopOr(K key, V @default)
    {
        if (!_table.Remove(key, out K oldKey, out V value))
        {
            return @default;
        }
        Ops.Drop(oldKey);
        Ops.Drop(@default);
        return value;
    }

    /// <summary>Removes the key and returns its value, if there was one.</summary>
    [Name("remove"), Mutates]
    public Option<V> TryRemove(K key)
    {
        if (!_table.Remove(key, out K oldKey, out V value))
        {
            return default;
        }
        Ops.Drop(oldKey);
        return new(value);
    }

    /// <summary>Takes over the other's pairs; on equal keys the other wins.</summary>
    [Name("update"), Name("extend"), Mutates]
    public void Update(ValueDict<K, V> other)
    {
        if (ReferenceEquals(this, other))
        {
            return;
        }
        int cursor = 0;
        while (other.MoveNext(ref cursor, out K key, out V value))
        {
            Set(Ops.Share(key), Ops.Share(value));
        }
    }

    [Name("__or__")]
    public ValueDict<K, V> Union(ValueDict<K, V> other)
    {
        ValueDict<K, V> union = Clone();
        union.Update(other);
        return union;
    }

    [Name("keys")]
    public ValueList<K> Keys()
    {
        var keys = new ValueList<K>(_table.Count);
        int cursor = 0;
        while (MoveNext(ref cursor, out K key))
        {
            keys.Append(Ops.Share(key));
        }
        return keys;
    }

    [Name("values")]
    public ValueList<V> Values()
    {
        var values = new ValueList<V>(_table.Count);
        int cursor = 0;
        while (MoveNext(ref cursor, out _, out V value))
        {
            values.Append(Ops.Share(value));
        }
        return values;
    }

    [Name("items")]
    public ValueList<(K, V)> Items()
    {
        var items = new ValueList<(K, V)>(_table.Count);
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            items.Append((Ops.Share(key), Ops.Share(value)));
        }
        return items;
    }

    /// <summary>The pairs of a dict that nobody else owns, and that is empty then: they are the caller's.</summary>
    public ValueList<(K, V)> TakeItems()
    {
        var items = new ValueList<(K, V)>(_table.Count);
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            items.Append((key, value));
        }
        _table = new OrderedTable<K, V>(0);
        return items;
    }

    /// <summary>As <see cref="TakeItems"/>; the keys are dropped.</summary>
    public ValueList<V> TakeValues()
    {
        var values = new ValueList<V>(_table.Count);
        int cursor = 0;
        while (MoveNext(ref cursor, out K key, out V value))
        {
            Ops.Drop(key);
            values.Append(value);
        }
        _table = new OrderedTable<K, V>(0);
        return values;
    }

    [Name("clear"), Mutates]
    public void Clear()
    {
        _table.Drop();
        _table = new OrderedTable<K, V>(0);
    }

    [Name("clone"), Name("copy")]
    public ValueDict<K, V> Clone() => (ValueDict<K, V>)ShallowClone();

    [Name("reserve"), Mutates]
    public void Reserve(long additional) => _table.Reserve(checked((int)(_table.Count + Math.Max(0, additional))));
}
