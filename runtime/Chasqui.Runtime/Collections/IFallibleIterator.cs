using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

/// <summary>
/// A sequence whose every step may fail; <c>for x in xs?:</c> leaves the function at the first failure. Adopted by a type with
/// <c>__next__(mut self) -> Result[Option[T], E]</c>.
/// </summary>
[Module("std.derives.collection"), Name("FallibleIterator")]
public interface IFallibleIterator<T, E>
{
    [Name("__next__"), Mutates]
    Result<Option<T>, E> Next();

    [Name("__iter__"), Name("iter")]
    IFallibleIterator<T, E> Steps() => SharedObject.Detached(this);

    [Name("map")]
    IFallibleIterator<U, E> Map<U>(Func<T, U> f) => Steps().Adapt(item => new Option<U>(f(item)));

    [Name("filter")]
    IFallibleIterator<T, E> Filter(Func<T, bool> p) => Steps().Adapt(item => p(Ops.Share(item)) ? new Option<T>(item) : default);

    [Name("inspect")]
    IFallibleIterator<T, E> Inspect(Func<T, Unit> f) => Steps().Adapt(item =>
    {
        f(Ops.Share(item));
        return new Option<T>(item);
    });

    [Name("flat_map")]
    IFallibleIterator<U, E> FlatMap<U>(Func<T, ValueList<U>> f)
    {
        IFallibleIterator<T, E> source = Steps();
        Iterator<U>? inner = null;
        return new FallibleSteps<U, E>(() =>
        {
            while (true)
            {
                if (inner is not null && inner.MoveNext(out U item))
                {
                    return Result<Option<U>, E>.Ok(new(item));
                }
                Result<Option<T>, E> next = source.Next();
                if (next.IsErr() || next.Value.IsNone())
                {
                    return next.Map(static _ => Option<U>.None);
                }
                inner = f(next.Value.Value).Iterate();
            }
        });
    }

    /// <summary>Asks the source for no more than it gives on.</summary>
    [Name("take")]
    IFallibleIterator<T, E> Take(long n)
    {
        IFallibleIterator<T, E> source = Steps();
        return new FallibleSteps<T, E>(() => n-- > 0 ? source.Next() : Result<Option<T>, E>.Ok(default));
    }

    [Name("map_err")]
    IFallibleIterator<T, F> MapErr<F>(Func<E, F> f)
    {
        IFallibleIterator<T, E> source = Steps();
        return new FallibleSteps<T, F>(() => source.Next().MapErr(f));
    }

    [Name("inspect_err")]
    IFallibleIterator<T, E> InspectErr(Func<E, Unit> f)
    {
        IFallibleIterator<T, E> source = Steps();
        return new FallibleSteps<T, E>(() => source.Next().InspectErr(f));
    }

    /// <summary>All items, or the first error.</summary>
    [Name("collect")]
    Result<ValueList<T>, E> Collect() => Fold(new ValueList<T>(), static (list, item) =>
    {
        list.Append(item);
        return list;
    });

    [Name("fold")]
    Result<A, E> Fold<A>(A init, Func<A, T, A> f)
    {
        IFallibleIterator<T, E> source = Steps();
        while (true)
        {
            Result<Option<T>, E> next = source.Next();
            if (next.IsErr() || next.Value.IsNone())
            {
                return next.Map(_ => init);
            }
            init = f(init, next.Value.Value);
        }
    }
}

internal static class FallibleAdapters
{
    /// <summary>Steps on until the function gives an item, the source ends, or it fails.</summary>
    public static IFallibleIterator<U, E> Adapt<T, U, E>(this IFallibleIterator<T, E> source, Func<T, Option<U>> f) =>
        new FallibleSteps<U, E>(() =>
        {
            while (true)
            {
                Result<Option<T>, E> next = source.Next();
                if (next.IsErr() || next.Value.IsNone())
                {
                    return next.Map(static _ => Option<U>.None);
                }
                Option<U> item = f(next.Value.Value);
                if (item.IsSome())
                {
                    return Result<Option<U>, E>.Ok(item);
                }
            }
        });
}

/// <summary>Steps made by a function; after an error or the end it is not asked again.</summary>
internal sealed class FallibleSteps<T, E>(Func<Result<Option<T>, E>> step) : IFallibleIterator<T, E>
{
    private bool _isOver;

    public Result<Option<T>, E> Next()
    {
        if (_isOver)
        {
            return Result<Option<T>, E>.Ok(default);
        }
        Result<Option<T>, E> next = step();
        _isOver = next.IsErr() || next.Value.IsNone();
        return next;
    }

    public IFallibleIterator<T, E> Steps() => this;
}
