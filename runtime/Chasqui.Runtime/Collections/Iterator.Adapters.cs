using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

public abstract partial class Iterator<T>
{
    [Name("map"), Consumes]
    public Iterator<U> Map<U>(Func<T, U> f) => new MapIterator<T, U>(this, f);

    [Name("filter"), Consumes]
    public Iterator<T> Filter([Lends] Func<T, bool> p) => new FilterIterator<T>(this, p);

    [Name("filter_map"), Consumes]
    public Iterator<U> FilterMap<U>(Func<T, Option<U>> f) => Adapt(Sequences.FilterMap(this, f), f);

    [Name("enumerate"), Consumes]
    public Iterator<(long, T)> Enumerate(long start = 0) => new EnumerateIterator<T>(this, start);

    [Name("zip"), Consumes]
    public Iterator<(T, U)> Zip<U>(IIterable<U> other) => new ZipIterator<T, U>(this, other.Iterate());

    [Name("take"), Consumes]
    public Iterator<T> Take(long n) => Select(Sequences.Take(this, n));

    [Name("skip"), Consumes]
    public Iterator<T> Skip(long n) => Select(Sequences.Skip(this, n));

    [Name("take_while"), Consumes]
    public Iterator<T> TakeWhile([Lends] Func<T, bool> p) => Select(Sequences.TakeWhile(this, p), p);

    [Name("skip_while"), Consumes]
    public Iterator<T> SkipWhile([Lends] Func<T, bool> p) => Select(Sequences.SkipWhile(this, p), p);

    [Name("chain"), Consumes]
    public Iterator<T> Chain(IIterable<T> next) => new AdaptedIterator<T>(Sequences.Chain(this, next), Lends, this, next as Iterator<T>);

    [Name("flat_map"), Consumes]
    public Iterator<U> FlatMap<U>(Func<T, ValueList<U>> f) => Adapt(Sequences.FlatMap(this, f), f);

    [Name("batch"), Name("chunks"), Consumes]
    public Iterator<ValueList<T>> Batch(long size) => size > 0
        ? Adapt(Sequences.Batch(this, size))
        : throw new ValueError("Iterator.batch() size must be greater than zero");

    [Name("windows"), Requires("T", "Copy"), Consumes]
    public Iterator<ValueList<T>> Windows(long size) => size > 0
        ? Adapt(Sequences.Windows(this, size))
        : throw new ValueError("Iterator.windows() size must be greater than zero");

    [Name("step_by"), Consumes]
    public Iterator<T> StepBy(long step) => step > 0
        ? Select(Sequences.StepBy(this, step))
        : throw new ValueError("Iterator.step_by() step must be greater than zero");

    [Name("scan"), Name("accumulate"), Requires("A", "Copy"), Consumes]
    public Iterator<A> Scan<A>(A init, Func<A, T, A> f) => Adapt(Sequences.Scan(this, init, f), f);

    [Name("inspect"), Consumes]
    public Iterator<T> Inspect([Lends] Func<T, Unit> f) => Select(Sequences.Inspect(this, f), f);

    /// <summary>Without repetitions, in the order of first appearance.</summary>
    [Name("unique"), Requires("T", "Eq", "Hash"), Consumes]
    public Iterator<T> Unique() => Select(Sequences.Unique(this));

    /// <summary>Endlessly again; the elements are kept.</summary>
    [Name("cycle"), Requires("T", "Copy"), Consumes]
    public Iterator<T> Cycle() => Select(Sequences.Cycle(this));

    /// <summary>From the last to the first; reads everything on the first step.</summary>
    [Name("rev"), Name("reversed"), Consumes]
    public Iterator<T> Reversed() => Select(Sequences.Reversed(this));

    /// <summary>Some of the elements themselves.</summary>
    private AdaptedIterator<T> Select(IEnumerable<T> sequence, Delegate? f = null) => new(sequence, Lends, this, f);

    /// <summary>What is made of the elements.</summary>
    private AdaptedIterator<U> Adapt<U>(IEnumerable<U> sequence, Delegate? f = null) => new(sequence, lends: false, this, f);
}

internal sealed class MapIterator<T, U>(Iterator<T> source, Func<T, U> f) : Iterator<U>
{
    private bool _isReleased;

    public override bool MoveNext(out U item)
    {
        bool more = source.MoveNext(out T from);
        item = more ? f(from) : default!;
        return more;
    }

    public override void Drop()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            source.Drop();
            Ops.Drop(f);
        }
    }
}

internal sealed class FilterIterator<T>(Iterator<T> source, Func<T, bool> p) : Iterator<T>
{
    private bool _isReleased;

    internal override bool Lends => source.Lends;

    public override bool MoveNext(out T item)
    {
        while (source.MoveNext(out item))
        {
            if (p(Ops.Share(item)))
            {
                return true;
            }
            Discard(source, item);
        }
        return false;
    }

    public override void Drop()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            source.Drop();
            Ops.Drop(p);
        }
    }
}

internal sealed class EnumerateIterator<T>(Iterator<T> source, long start) : Iterator<(long, T)>
{
    internal override bool Lends => source.Lends;

    private long _index = start;

    public override bool MoveNext(out (long, T) item)
    {
        bool more = source.MoveNext(out T value);
        item = (_index, value);
        _index++;
        return more;
    }

    public override void Drop() => source.Drop();
}

internal sealed class ZipIterator<T, U>(Iterator<T> first, Iterator<U> second) : Iterator<(T, U)>
{
    internal override bool Lends => first.Lends || second.Lends;

    public override bool MoveNext(out (T, U) item)
    {
        if (first.MoveNext(out T a))
        {
            if (second.MoveNext(out U b))
            {
                item = (a, b);
                return true;
            }
            Discard(first, a);
        }
        item = default;
        return false;
    }

    public override void Drop()
    {
        first.Drop();
        second.Drop();
    }
}
