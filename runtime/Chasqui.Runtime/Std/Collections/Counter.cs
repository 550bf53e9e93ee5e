using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>Counter[T]</c>: how often each value occurs, in the order of first occurrence; an absent value counts 0.</summary>
[Module("std.collections"), Name("Counter"), Requires("T", "Eq", "Hash"), ForwardsTo("iter")]
public sealed class Counter<T> : SharedObject, IIterable<T>, IEquatable<Counter<T>>, IResource, IDebug, ISized
{
    private readonly ValueDict<T, long> _counts;

    private Counter(ValueDict<T, long> counts) => _counts = counts;

    public long Count => _counts.Count;

    [Constructor]
    public static Counter<T> Empty() => new(new ValueDict<T, long>());

    [Constructor, Name("from_iter")]
    public static Counter<T> FromIter(IIterable<T> values)
    {
        Counter<T> counter = Empty();
        counter.Update(values);
        return counter;
    }

    [Name("__getitem__"), Name("get")]
    public long Get(T key) => _counts.TryGet(key, out long count) ? count : 0;

    [Name("__setitem__"), Name("set"), Mutates]
    public void Set(T key, long n) => _counts.Set(key, n);

    [Name("increment"), Mutates]
    public void Increment(T key, long n = 1) => Set(key, checked(Get(key) + n));

    [Name("decrement"), Mutates]
    public void Decrement(T key, long n = 1) => Set(key, checked(Get(key) - n));

    /// <summary>Counts each value once more.</summary>
    [Name("update"), Mutates]
    public void Update(IIterable<T> values)
    {
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            Increment(item);
        }
    }

    /// <summary>Counts each value once less, but never below 0.</summary>
    [Name("subtract"), Mutates]
    public void Subtract(IIterable<T> values)
    {
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            Set(item, Math.Max(0, Get(item) - 1));
        }
    }

    /// <summary>The difference of the counts; Err when one of them would be negative.</summary>
    [Name("subtract_strict")]
    public Result<Counter<T>, string> SubtractStrict(Counter<T> other)
    {
        Counter<T> difference = Clone();
        int cursor = 0;
        while (other._counts.MoveNext(ref cursor, out T key, out long n))
        {
            long left = checked(difference.Get(key) - n);
            if (left < 0)
            {
                return Result<Counter<T>, string>.Err($"count of {Formatter.Debug(key)} would become negative");
            }
            difference.Set(Ops.Share(key), left);
        }
        return Result<Counter<T>, string>.Ok(difference);
    }

    [Name("total")]
    public long Total()
    {
        long total = 0;
        int cursor = 0;
        while (_counts.MoveNext(ref cursor, out _, out long n))
        {
            total = checked(total + n);
        }
        return total;
    }

    [Name("keys")]
    public ValueList<T> Keys() => _counts.Keys();

    [Name("values")]
    public ValueList<long> Values() => _counts.Values();

    [Name("items")]
    public ValueList<(T, long)> Items() => _counts.Items();

    /// <summary>Each value as often as it is counted.</summary>
    [Name("elements")]
    public ValueList<T> Elements()
    {
        var elements = new ValueList<T>();
        int cursor = 0;
        while (_counts.MoveNext(ref cursor, out T key, out long n))
        {
            for (; n > 0; n--)
            {
                elements.Append(Ops.Share(key));
            }
        }
        return elements;
    }

    /// <summary>The n highest counts, highest first, ties in order of first occurrence; all of them when n is negative.</summary>
    [Name("most_common")]
    public ValueList<(T, long)> MostCommon(long n = -1)
    {
        (T, long)[] items = [.. Items().Items.ToArray().OrderByDescending(i => i.Item2)];
        return new ValueList<(T, long)>(items, n < 0 ? items.Length : (int)Math.Min(n, items.Length));
    }

    [Name("plus"), Name("__add__")]
    public Counter<T> Plus(Counter<T> other) => Combine(other, 1);

    /// <summary>The difference of the counts, never below 0.</summary>
    [Name("minus"), Name("__sub__")]
    public Counter<T> Minus(Counter<T> other) => Combine(other, -1);

    [Name("__contains__"), Name("contains")]
    public bool Contains(T key) => _counts.Contains(key);

    [Name("__len__"), Name("len")]
    public long Length() => _counts.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _counts.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _counts.Count == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<T> Iterate() => Keys().Iterate();

    [Name("clone"), Name("copy")]
    public Counter<T> Clone() => (Counter<T>)ShallowClone();

    public override SharedObject ShallowClone() => new Counter<T>(_counts.Clone());

    public bool Equals(Counter<T>? other) => other is not null && _counts.Equals(other._counts);

    public override bool Equals(object? obj) => Equals(obj as Counter<T>);

    public override int GetHashCode() => _counts.GetHashCode();

    public void Drop() => _counts.Drop();

    public void Debug(DebugWriter writer) => _counts.Debug(writer);

    public override string ToString() => Formatter.Debug(this);

    private Counter<T> Combine(Counter<T> other, long sign)
    {
        Counter<T> combined = Clone();
        int cursor = 0;
        while (other._counts.MoveNext(ref cursor, out T key, out long n))
        {
            long sum = checked(combined.Get(key) + (sign * n));
            combined.Set(Ops.Share(key), sign < 0 ? Math.Max(0, sum) : sum);
        }
        return combined;
    }
}
