using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>The lazy adapters that are easiest written as C# iterators. What they draw from belongs to the <see cref="AdaptedIterator{T}"/> around.</summary>
internal static class Sequences
{
    public static IEnumerable<U> FilterMap<T, U>(Iterator<T> source, Func<T, Option<U>> f)
    {
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
        for (; count > 0 && source.MoveNext(out T item); count--)
        {
            yield return item;
        }
    }

    public static IEnumerable<T> Skip<T>(Iterator<T> source, long count)
    {
        while (source.MoveNext(out T item))
        {
            if (count > 0)
            {
                count--;
                Iterator<T>.Discard(source, item);
            }
            else
            {
                yield return item;
            }
        }
    }

    public static IEnumerable<T> TakeWhile<T>(Iterator<T> source, Func<T, bool> p)
    {
        while (source.MoveNext(out T item))
        {
            if (!p(Ops.Share(item)))
            {
                Iterator<T>.Discard(source, item);
                yield break;
            }
            yield return item;
        }
    }

    public static IEnumerable<T> SkipWhile<T>(Iterator<T> source, Func<T, bool> p)
    {
        bool isSkipping = true;
        while (source.MoveNext(out T item))
        {
            isSkipping = isSkipping && p(Ops.Share(item));
            if (isSkipping)
            {
                Iterator<T>.Discard(source, item);
            }
            else
            {
                yield return item;
            }
        }
    }

    public static IEnumerable<T> Chain<T>(Iterator<T> first, IIterable<T> next)
    {
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
        for (long at = 0; source.MoveNext(out T item); at++)
        {
            if (at % step == 0)
            {
                yield return item;
            }
            else
            {
                Iterator<T>.Discard(source, item);
            }
        }
    }

    public static IEnumerable<A> Scan<T, A>(Iterator<T> source, A state, Func<A, T, A> f)
    {
        while (source.MoveNext(out T item))
        {
            state = f(state, item);
            yield return Ops.Share(state);
        }
    }

    public static IEnumerable<T> Inspect<T>(Iterator<T> source, Func<T, Unit> f)
    {
        while (source.MoveNext(out T item))
        {
            f(Ops.Share(item));
            yield return item;
        }
    }

    public static IEnumerable<T> Unique<T>(Iterator<T> source)
    {
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
        using var rest = new Owner(source.Lends ? null : all);
        while (all.Count > 0)
        {
            yield return all.Pop();
        }
    }

    private readonly struct Owner(IResource? source) : IDisposable
    {
        public void Dispose() => source?.Drop();
    }
}
