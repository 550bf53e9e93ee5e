using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>SortedSet[T]</c>: a set in ascending order.</summary>
[Module("std.collections"), Name("SortedSet"), Requires("T", "Ord"), ForwardsTo("iter")]
public sealed class SortedSet<T> : SharedObject, IIterable<T>, IEquatable<SortedSet<T>>, IResource, IDebug, ISized
{
    private SortedTable<T, Unit> _table = new();

    public long Count => _table.Count;

    [Constructor]
    public static SortedSet<T> Empty() => new();

    [Constructor, Name("from_iter")]
    public static SortedSet<T> FromIter(IIterable<T> values)
    {
        var set = new SortedSet<T>();
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            set.Add(item);
        }
        return set;
    }

    [Name("add"), Mutates]
    public void Add(T value) => _table.Set(value, default);

    /// <summary>KeyError if the value is absent.</summary>
    [Name("remove"), Mutates]
    public void Remove(T value)
    {
        int at = _table.Find(value, out bool found);
        if (!found)
        {
            Errors.ThrowKey(value, "set");
        }
        _table.RemoveAt(at);
    }

    [Name("__contains__"), Name("contains")]
    public bool Contains(T value)
    {
        _table.Find(value, out bool found);
        return found;
    }

    [Name("clear"), Mutates]
    public void Clear()
    {
        Drop();
        _table = new SortedTable<T, Unit>();
    }

    [Name("to_list")]
    public ValueList<T> ToList() => SortedTable<T, Unit>.ListOf(_table.Keys);

    /// <summary>The values from start, inclusive, to stop, exclusive.</summary>
    [Name("range")]
    public ValueList<T> Between(T start, T stop) => SortedTable<T, Unit>.ListOf(_table.Keys[_table.Between(start, stop)]);

    [Name("__len__"), Name("len")]
    public long Length() => _table.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _table.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _table.Count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<T> Iterate() => ToList().Iterate();

    [Name("clone"), Name("copy")]
    public SortedSet<T> Clone() => (SortedSet<T>)ShallowClone();

    public override SharedObject ShallowClone() => new SortedSet<T> { _table = _table.Clone() };

    public bool Equals(SortedSet<T>? other) => other is not null && ToList().Equals(other.ToList());

    public override bool Equals(object? obj) => Equals(obj as SortedSet<T>);

    public override int GetHashCode() => ToList().GetHashCode();

    public void Drop() => _table.Drop();

    public void Debug(DebugWriter writer)
    {
        writer.BeginMap();
        foreach (T item in _table.Keys)
        {
            writer.Item(item);
        }
        writer.EndMap();
    }

    public override string ToString() => Formatter.Debug(this);
}
