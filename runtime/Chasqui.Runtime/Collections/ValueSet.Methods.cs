using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

public sealed partial class ValueSet<T>
{
    [Name("remove"), Mutates]
    public void Remove(T value)
    {
        if (!TryRemove(value))
        {
            Errors.ThrowKey(value, "set");
        }
    }

    [Name("discard"), Mutates]
    public void Discard(T value) => TryRemove(value);

    /// <summary>Removes and returns the oldest element.</summary>
    [Name("pop"), Mutates]
    public T Pop()
    {
        int cursor = 0;
        if (!MoveNext(ref cursor, out T item))
        {
            throw new KeyError("pop from an empty set");
        }
        _table.Remove(item, out T removed, out _);
        return removed;
    }

    [Name("update"), Name("extend"), Mutates]
    public void Update(IIterable<T> values)
    {
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            Add(item);
        }
    }

    [Name("clear"), Mutates]
    public void Clear()
    {
        _table.Drop();
        _table = new OrderedTable<T, Unit>(0);
    }

    [Name("clone"), Name("copy")]
    public ValueSet<T> Clone() => (ValueSet<T>)ShallowClone();

    [Name("union"), Name("__or__")]
    public ValueSet<T> Union(ValueSet<T> other)
    {
        ValueSet<T> union = Clone();
        int cursor = 0;
        while (other.MoveNext(ref cursor, out T item))
        {
            union.Add(Ops.Share(item));
        }
        return union;
    }

    [Name("intersection"), Name("__and__")]
    public ValueSet<T> Intersection(ValueSet<T> other) => Where(other, isIn: true);

    [Name("difference"), Name("__sub__")]
    public ValueSet<T> Difference(ValueSet<T> other) => Where(other, isIn: false);

    [Name("symmetric_difference"), Name("__xor__")]
    public ValueSet<T> SymmetricDifference(ValueSet<T> other) => Difference(other).Union(other.Difference(this));

    [Name("issubset"), Name("is_subset"), Name("__le__")]
    public bool IsSubset(ValueSet<T> other)
    {
        int cursor = 0;
        while (MoveNext(ref cursor, out T item))
        {
            if (!other.Contains(item))
            {
                return false;
            }
        }
        return true;
    }

    [Name("issuperset"), Name("is_superset"), Name("__ge__")]
    public bool IsSuperset(ValueSet<T> other) => other.IsSubset(this);

    [Name("__lt__")]
    public bool IsProperSubset(ValueSet<T> other) => Count < other.Count && IsSubset(other);

    [Name("__gt__")]
    public bool IsProperSuperset(ValueSet<T> other) => other.IsProperSubset(this);

    [Name("isdisjoint"), Name("is_disjoint")]
    public bool IsDisjoint(ValueSet<T> other) => Intersection(other).IsEmpty();

    private bool TryRemove(T value)
    {
        if (!_table.Remove(value, out T removed, out _))
        {
            return false;
        }
        Ops.Drop(removed);
        return true;
    }

    private ValueSet<T> Where(ValueSet<T> other, bool isIn)
    {
        var result = new ValueSet<T>();
        int cursor = 0;
        while (MoveNext(ref cursor, out T item))
        {
            if (other.Contains(item) == isIn)
            {
                result.Add(Ops.Share(item));
            }
        }
        return result;
    }
}
