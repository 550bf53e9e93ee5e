using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

public abstract partial class Iterator<T>
{
    [Name("collect"), Name("to_list"), Consumes]
    public ValueList<T> Collect()
    {
        var list = new ValueList<T>();
        while (MoveNext(out T item))
        {
            list.Append(item);
        }
        return list;
    }

    [Name("collect_set"), Name("to_set"), Requires("T", "Eq", "Hash"), Consumes]
    public ValueSet<T> CollectSet() => ValueSet<T>.From(this);

    [Name("count"), Consumes]
    public long Count()
    {
        long count = 0;
        while (MoveNext(out T item))
        {
            Discard(this, item);
            count++;
        }
        return count;
    }

    [Name("fold"), Name("reduce"), Consumes]
    public A Fold<A>(A init, Func<A, T, A> f)
    {
        A state = init;
        while (MoveNext(out T item))
        {
            state = f(state, item);
        }
        return state;
    }

    [Name("any"), Consumes]
    public bool Any(Func<T, bool> p) => Find(p).IsSome();

    [Name("all"), Consumes]
    public bool All(Func<T, bool> p)
    {
        while (MoveNext(out T item))
        {
            if (!p(item))
            {
                Drop();
                return false;
            }
        }
        return true;
    }

    [Name("find"), Consumes]
    public Option<T> Find(Func<T, bool> p)
    {
        while (MoveNext(out T item))
        {
            if (p(Ops.Share(item)))
            {
                Drop();
                return new(item);
            }
            Discard(this, item);
        }
        return default;
    }

    [Name("position"), Consumes]
    public Option<long> Position(Func<T, bool> p)
    {
        for (long index = 0; MoveNext(out T item); index++)
        {
            if (p(item))
            {
                Drop();
                return new(index);
            }
        }
        return default;
    }

    [Name("for_each"), Consumes]
    public void ForEach(Func<T, Unit> f)
    {
        while (MoveNext(out T item))
        {
            f(item);
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

    /// <summary>The elements for which the predicate is true, and the others.</summary>
    [Name("partition"), Consumes]
    public (ValueList<T> Matching, ValueList<T> Others) Partition(Func<T, bool> p)
    {
        var matching = new ValueList<T>();
        var others = new ValueList<T>();
        while (MoveNext(out T item))
        {
            (p(Ops.Share(item)) ? matching : others).Append(item);
        }
        return (matching, others);
    }

    /// <summary>Numbers start at zero; values of a type with <c>__add__</c> have no zero and start with the first.</summary>
    [Name("sum"), Requires("T", "Number"), Consumes]
    public T Sum()
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

    [Name("product"), Requires("T", "Number"), Consumes]
    public T Product()
    {
        T product = GenericArithmetic<T>.Instance.One;
        while (MoveNext(out T item))
        {
            product = Ops.Multiply(product, item);
        }
        return product;
    }

    [Name("min"), Requires("T", "Ord"), Consumes]
    public Option<T> Min() => Best(static item => item, -1);

    [Name("max"), Requires("T", "Ord"), Consumes]
    public Option<T> Max() => Best(static item => item, 1);

    [Name("min_by_key"), Requires("K", "Ord"), Consumes]
    public Option<T> MinByKey<K>(Func<T, K> key) => Best(key, -1);

    [Name("max_by_key"), Requires("K", "Ord"), Consumes]
    public Option<T> MaxByKey<K>(Func<T, K> key) => Best(key, 1);

    [Name("sorted"), Requires("T", "Ord"), Consumes]
    public ValueList<T> Sorted([KeywordOnly] bool reverse = false)
    {
        ValueList<T> list = Collect();
        list.Sort(reverse);
        return list;
    }

    /// <summary>Groups by key, in the order of first appearance.</summary>
    [Name("group_by"), Requires("K", "Eq", "Hash"), Consumes]
    public ValueDict<K, ValueList<T>> GroupBy<K>(Func<T, K> key)
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

    /// <summary>The first element whose key is least (<paramref name="sign"/> -1) or greatest (1).</summary>
    internal Option<T> Best<K>(Func<T, K> key, int sign)
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
                (best, bestKey) = (item, itemKey);
            }
        }
        return new(best);
    }
}
