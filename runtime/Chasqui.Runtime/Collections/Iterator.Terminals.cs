using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

public abstract partial class Iterator<T>
{
    [Name("collect"), Name("to_list"), Consumes]
    public ValueList<T> Collect()
    {
        var list = new ValueList<T>();
        bool isDone = false;
        try
        {
            while (MoveNext(out T item))
            {
                list.Append(item);
            }
            isDone = true;
            return list;
        }
        finally
        {
            if (!isDone && !Lends)
            {
                list.Drop();
            }
            Drop();
        }
    }

    [Name("collect_set"), Name("to_set"), Requires("T", "Eq", "Hash"), Consumes]
    public ValueSet<T> CollectSet() => ValueSet<T>.From(this);

    [Name("count"), Consumes]
    public long Count()
    {
        try
        {
            long count = 0;
            while (MoveNext(out T item))
            {
                Discard(this, item);
                count++;
            }
            return count;
        }
        finally
        {
            Drop();
        }
    }

    [Name("fold"), Name("reduce"), Consumes]
    public A Fold<A>(A init, Func<A, T, A> f)
    {
        try
        {
            A state = init;
            while (MoveNext(out T item))
            {
                state = f(state, item);
            }
            return state;
        }
        finally
        {
            Drop();
        }
    }

    [Name("any"), Consumes]
    public bool Any([Lends] Func<T, bool> p) => Position(p).IsSome();

    [Name("all"), Consumes]
    public bool All([Lends] Func<T, bool> p)
    {
        if (First(p, false, out T failing) < 0)
        {
            return true;
        }
        Discard(this, failing);
        return false;
    }

    [Name("find"), Consumes]
    public Option<T> Find([Lends] Func<T, bool> p) => First(p, true, out T found) < 0 ? default : new(found);

    [Name("position"), Consumes]
    public Option<long> Position([Lends] Func<T, bool> p)
    {
        long index = First(p, true, out T found);
        if (index < 0)
        {
            return default;
        }
        Discard(this, found);
        return new(index);
    }

    [Name("for_each"), Consumes]
    public void ForEach(Func<T, Unit> f)
    {
        try
        {
            while (MoveNext(out T item))
            {
                f(item);
            }
        }
        finally
        {
            Drop();
        }
    }

    [Name("nth")]
    public Option<T> Nth(long n)
    {
        Option<T> found = n < 0 ? default : Skip(n).Next();
        Drop();
        return found;
    }

    [Name("last"), Consumes]
    public Option<T> Last()
    {
        try
        {
            Option<T> last = default;
            while (MoveNext(out T item))
            {
                if (last.IsSome())
                {
                    Discard(this, last.Unwrap());
                }
                last = new(item);
            }
            return last;
        }
        finally
        {
            Drop();
        }
    }

    /// <summary>The elements for which the predicate is true, and the others.</summary>
    [Name("partition"), Consumes]
    public (ValueList<T> Matching, ValueList<T> Others) Partition([Lends] Func<T, bool> p)
    {
        try
        {
            var matching = new ValueList<T>();
            var others = new ValueList<T>();
            while (MoveNext(out T item))
            {
                (p(Ops.Share(item)) ? matching : others).Append(item);
            }
            return (matching, others);
        }
        finally
        {
            Drop();
        }
    }

    /// <summary>Numbers start at zero; values of a type with <c>__add__</c> have no zero and start with the first.</summary>
    [Name("sum"), Requires("T", "Number"), Consumes]
    public T Sum()
    {
        try
        {
            T sum = default!;
            if (sum is null && !MoveNext(out sum))
            {
                throw new ValueError("sum() of an empty sequence needs a start");
            }
            while (MoveNext(out T item))
            {
                sum = Ops.Add(sum, item);
            }
            return sum;
        }
        finally
        {
            Drop();
        }
    }

    [Name("product"), Requires("T", "Number"), Consumes]
    public T Product()
    {
        try
        {
            T product = GenericArithmetic<T>.Instance.One;
            while (MoveNext(out T item))
            {
                product = Ops.Multiply(product, item);
            }
            return product;
        }
        finally
        {
            Drop();
        }
    }

    [Name("min"), Requires("T", "Ord"), Consumes]
    public Option<T> Min() => Best(static item => item, -1);

    [Name("max"), Requires("T", "Ord"), Consumes]
    public Option<T> Max() => Best(static item => item, 1);

    [Name("min_by_key"), Requires("K", "Ord"), Consumes]
    public Option<T> MinByKey<K>([Lends] Func<T, K> key) => Best(key, -1);

    [Name("max_by_key"), Requires("K", "Ord"), Consumes]
    public Option<T> MaxByKey<K>([Lends] Func<T, K> key) => Best(key, 1);

    [Name("sorted"), Requires("T", "Ord"), Consumes]
    public ValueList<T> Sorted([KeywordOnly] bool reverse = false)
    {
        ValueList<T> list = Collect();
        list.Sort(reverse);
        return list;
    }

    /// <summary>Groups by key, in the order of first appearance.</summary>
    [Name("group_by"), Requires("K", "Eq", "Hash"), Consumes]
    public ValueDict<K, ValueList<T>> GroupBy<K>([Lends] Func<T, K> key)
    {
        try
        {
            var groups = new ValueDict<K, ValueList<T>>();
            while (MoveNext(out T item))
            {
                K group = key(Ops.Share(item));
                if (!groups.TryGet(group, out ValueList<T> members))
                {
                    members = new ValueList<T>();
                    groups.Set(group, members);
                }
                members.Append(item);
            }
            return groups;
        }
        finally
        {
            Drop();
        }
    }

    /// <summary>Reads up to the first element of which the predicate says so, and gives its index; -1 where there is none.</summary>
    private long First(Func<T, bool> p, bool says, out T found)
    {
        try
        {
            for (long index = 0; MoveNext(out found); index++)
            {
                if (p(Ops.Share(found)) == says)
                {
                    return index;
                }
                Discard(this, found);
            }
            return -1;
        }
        finally
        {
            Drop();
        }
    }

    /// <summary>The first element whose key is least (<paramref name="sign"/> -1) or greatest (1).</summary>
    internal Option<T> Best<K>(Func<T, K> key, int sign)
    {
        try
        {
            if (!MoveNext(out T best))
            {
                return default;
            }
            K bestKey = key(Ops.Share(best));
            while (MoveNext(out T item))
            {
                K itemKey = key(Ops.Share(item));
                if (Ops.Compare(itemKey, bestKey) * (long)sign > 0)
                {
                    Discard(this, best);
                    (best, bestKey) = (item, itemKey);
                }
                else
                {
                    Discard(this, item);
                }
            }
            return new(best);
        }
        finally
        {
            Drop();
        }
    }
}
