using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>The lazy adapters that are easiest written as C# iterators. Abandoning one drops its source.</summary>
internal static class Sequences
{
    public static IEnumerable<U> FilterMap<T, U>(Iterator<T> source, Func<T, Option<U>> f)
    {
        using var owner = new Owner(source);
        while (source.MoveNext(out T item))
        {
            Option<U> mapped = f(item);
            if (mapped.IsSome())
            {
                yield return mapped.Value;
            }
        }
    }

    public static IEnumerable<T> Take<T>(Iterator<T> source, long count)
    {
        using var owner = new Owner(source);
        for (; count > 0 && source.MoveNext(out T item); count--)
        {
            yield return item;
        }
    }

    public static IEnumerable<T> Skip<T>(Iterator<T> source, long count)
    {
        using var owner = new Owner(source);
        while (source.MoveNext(out T item))
        {
            if (count > 0)
            {
                count--;
                Ops.Drop(item);
            }
            else
            {
                yield return item;
            }
        }
    }

    public static IEnumerable<T> TakeWhile<T>(Iterator<T> source, Func<T, bool> p)
    {
        using var owner = new Owner(source);
        while (source.MoveNext(out T item))
        {
            if (!p(Ops.Share(item)))
            {
                Ops.Drop(item);
                yield break;
            }
            yield return item;
        }
    }

    public static IEnumerable<T> SkipWhile<T>(Iterator<T> source, Func<T, bool> p)
    {
        using var owner = new Owner(source);
        bool isSkipping = true;
        while (source.MoveNext(out T item))
        {
            isSkipping = isSkipping && p(Ops.Share(item));
            if (isSkipping)
            {
                Ops.Drop(item);
            }
            else
            {
                yield return item;
            }
        }
    }

    public static IEnumerable<T> Chain<T>(Iterator<T> first, IIterable<T> next)
    {
        using var owner = new Owner(first);
        while (first.MoveNext(out T item))
        {
            yield return item;
        }
        Iterator<T> second = next.Iterate();
        using var secondOwner = new Owner(second);
        while (second.MoveNext(out T item))
        {
            yield return item;
        }
    }

    public static IEnumerable<U> FlatMap<T, U>(Iterator<T> source, Func<T, ValueList<U>> f)
    {
        using var owner = new Owner(source);
        while (source.MoveNext(out T item))
        {
            ValueList<U> inner = f(item);
            int cursor = 0;
            while (inner.MoveNext(ref cursor, out U value))
            {
                yield return Ops.Share(value);
            }
        }
    }

    public static IEnumerable<ValueList<T>> Batch<T>(Iterator<T> source, long size)
    {
        using var owner = new Owner(source);
        var batch = new ValueList<T>();
        while (source.MoveNext(out T item))
        {
            batch.Append(item);
            if (batch.Count == size)
            {
                yield return batch;
                batch = new ValueList<T>();
            }
        }
        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    public static IEnumerable<ValueList<T>> Windows<T>(Iterator<T> source, long size)
    {
        using var owner = new Owner(source);
        var window = new ValueList<T>();
        while (source.MoveNext(out T item))
        {
            window.Append(item);
            if (window.Count > size)
            {
                window.Delete(0);
            }
            if (window.Count == size)
            {
                yield return window.Clone();
            }
        }
    }

    public static IEnumerable<T> StepBy<T>(Iterator<T> source, long step)
    {
        using var owner = new Owner(source);
        for (long at = 0; source.MoveNext(out T item); at++)
        {
            if (at % step == 0)
            {
                yield return item;
            }
            else
            {
                Ops.Drop(item);
            }
        }
    }

    public static IEnumerable<A> Scan<T, A>(Iterator<T> source, A state, Func<A, T, A> f)
    {
        using var owner = new Owner(source);
        while (source.MoveNext(out T item))
        {
            state = f(state, item);
            yield return Ops.Share(state);
        }
    }

    public static IEnumerable<T> Inspect<T>(Iterator<T> source, Func<T, Unit> f)
    {
        using var owner = new Owner(source);
        while (source.MoveNext(out T item))
        {
            f(Ops.Share(item));
            yield return item;
        }
    }

    public static IEnumerable<T> Unique<T>(Iterator<T> source)
    {
        using var owner = new Owner(source);
        var seen = new ValueSet<T>();
        while (source.MoveNext(out T item))
        {
            if (!seen.Contains(item))
            {
                seen.Add(Ops.Share(item));
                yield return item;
            }
        }
    }

    public static IEnumerable<T> Cycle<T>(Iterator<T> source)
    {
        ValueList<T> all = source.Collect();
        while (all.Count > 0)
        {
            int cursor = 0;
            while (all.MoveNext(ref cursor, out T item))
            {
                yield return Ops.Share(item);
            }
        }
    }

    public static IEnumerable<T> Reversed<T>(Iterator<T> source)
    {
        ValueList<T> all = source.Collect();
        while (all.Count > 0)
        {
            yield return all.Pop();
        }
    }

    private readonly struct Owner(IResource source) : IDisposable
    {
        public void Dispose() => source.Drop();
    }
}
