using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>OrderedSet[T]</c>: a set in insertion order whose equality also compares the order.</summary>
[Module("std.collections"), Name("OrderedSet"), Requires("T", "Eq", "Hash"), ForwardsTo("iter")]
public sealed class OrderedSet<T> : SharedObject, IIterable<T>, IEquatable<OrderedSet<T>>, IResource, IDebug, ISized
{
    private readonly ValueDict<T, Unit> _items;

    private OrderedSet(ValueDict<T, Unit> items) => _items = items;

    public long Count => _items.Count;

    [Constructor]
    public static OrderedSet<T> Empty() => new(new ValueDict<T, Unit>());

    [Constructor, Name("from_iter")]
    public static OrderedSet<T> FromIter(IIterable<T> values)
    {
        OrderedSet<T> set = Empty();
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            set.Add(item);
        }
        return set;
    }

    /// <summary>A value that is there keeps its position.</summary>
    [Name("add"), Mutates]
    public void Add(T value)
    {
        if (_items.Contains(value))
        {
            Ops.Drop(value);
        }
        else
        {
            _items.Set(value, default);
        }
    }

    /// <summary>KeyError if the value is absent.</summary>
    [Name("remove"), Mutates]
    public void Remove(T value)
    {
        if (!_items.Contains(value))
        {
            Errors.ThrowKey(value, "set");
        }
        _items.Remove(value);
    }

    [Name("__contains__"), Name("contains")]
    public bool Contains(T value) => _items.Contains(value);

    [Name("clear"), Mutates]
    public void Clear() => _items.Clear();

    [Name("to_list")]
    public ValueList<T> ToList() => _items.Keys();

    [Name("__len__"), Name("len")]
    public long Length() => _items.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _items.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _items.Count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<T> Iterate() => ToList().Iterate();

    [Name("clone"), Name("copy")]
    public OrderedSet<T> Clone() => (OrderedSet<T>)ShallowClone();

    public override SharedObject ShallowClone() => new OrderedSet<T>(_items.Clone());

    public bool Equals(OrderedSet<T>? other) => other is not null && ToList().Equals(other.ToList());

    public override bool Equals(object? obj) => Equals(obj as OrderedSet<T>);

    public override int GetHashCode() => ToList().GetHashCode();

    public void Drop() => _items.Drop();

    public void Debug(DebugWriter writer)
    {
        writer.BeginMap();
        int cursor = 0;
        while (_items.MoveNext(ref cursor, out T item))
        {
            writer.Item(item);
        }
        writer.EndMap();
    }

    public override string ToString() => Formatter.Debug(this);
}
