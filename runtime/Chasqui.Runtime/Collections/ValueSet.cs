using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Collections;

/// <summary>The type <c>set[T]</c>: a hash set in insertion order with value semantics.</summary>
[Module("std.builtins"), Name("set"), Name("Set"), Requires("T", "Eq", "Hash"), ForwardsTo("iter")]
public sealed partial class ValueSet<T> : SharedObject, IIterable<T>, IEquatable<ValueSet<T>>, IResource, IDebug, ISized
{
    private OrderedTable<T, Unit> _table;

    public ValueSet() => _table = new OrderedTable<T, Unit>(0);

    public ValueSet(int capacity) => _table = new OrderedTable<T, Unit>(capacity);

    private ValueSet(OrderedTable<T, Unit> table) => _table = table;

    public long Count => _table.Count;

    [Constructor]
    public static ValueSet<T> Empty() => new();

    [Constructor]
    public static ValueSet<T> From(IIterable<T> values)
    {
        var set = new ValueSet<T>();
        set.Update(values);
        return set;
    }

    [Name("add"), Name("insert"), Mutates]
    public void Add(T value)
    {
        _table.FindOrAdd(value, out bool exists);
        if (exists)
        {
            Ops.Drop(value);
        }
    }

    [Name("__contains__"), Name("contains")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(T value) => _table.Contains(value);

    /// <summary>Iteration without an iterator object: <paramref name="cursor"/> starts at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(ref int cursor, out T item) => _table.MoveNext(ref cursor, out item, out _);

    [Name("__len__"), Name("len")]
    public long Length() => _table.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _table.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _table.Count == 0;

    [Name("iter"), Name("__iter__")]
    public Iterator<T> Iterate()
    {
        MarkShared();
        return new SetIterator<T>(this);
    }

    public override SharedObject ShallowClone() => new ValueSet<T>(_table.Clone());

    public bool Equals(ValueSet<T>? other) => other is not null && other.Count == Count && IsSubset(other);

    public override bool Equals(object? obj) => Equals(obj as ValueSet<T>);

    public override int GetHashCode()
    {
        int hash = _table.Count;
        int cursor = 0;
        while (MoveNext(ref cursor, out T item))
        {
            hash += Ops.Hash(item);
        }
        return hash;
    }

    public void Drop() => _table.Drop();

    public void Debug(DebugWriter writer)
    {
        writer.BeginMap();
        int cursor = 0;
        while (MoveNext(ref cursor, out T item))
        {
            writer.Item(item);
        }
        writer.EndMap();
    }

    public override string ToString() => Formatter.Debug(this);
}
