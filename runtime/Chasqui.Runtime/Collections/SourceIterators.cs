using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>Over a list that has been marked shared, so that nobody changes it meanwhile.</summary>
internal sealed class ListIterator<T>(ValueList<T> list) : Iterator<T>
{
    private int _cursor;

    internal override bool Lends => true;

    public override bool MoveNext(out T item)
    {
        bool more = list.MoveNext(ref _cursor, out item);
        if (more)
        {
            Ops.Share(item);
        }
        return more;
    }
}

/// <summary>Over a list of resources that goes with the iteration.</summary>
internal sealed class OwnedListIterator<T>(ValueList<T> list) : Iterator<T>
{
    private int _cursor;

    public override bool MoveNext(out T item) => list.TakeNext(ref _cursor, out item);

    public override void Drop()
    {
        while (MoveNext(out T item))
        {
            Ops.Drop(item);
        }
    }
}

internal sealed class SetIterator<T>(ValueSet<T> set) : Iterator<T>
{
    private int _cursor;

    public override bool MoveNext(out T item)
    {
        bool more = set.MoveNext(ref _cursor, out item);
        if (more)
        {
            Ops.Share(item);
        }
        return more;
    }
}

internal sealed class DictKeyIterator<K, V>(ValueDict<K, V> dict) : Iterator<K>
{
    private int _cursor;

    public override bool MoveNext(out K item)
    {
        bool more = dict.MoveNext(ref _cursor, out item);
        if (more)
        {
            Ops.Share(item);
        }
        return more;
    }
}

internal sealed class RangeIterator(IntRange range) : Iterator<long>
{
    private readonly long _count = range.Count;
    private long _at;

    public override bool MoveNext(out long item)
    {
        item = range.Start + (_at * range.Step);
        return _at++ < _count;
    }
}

/// <summary>Over anything written as a C# iterator.</summary>
internal sealed class SequenceIterator<T>(IEnumerable<T> sequence) : Iterator<T>
{
    private readonly IEnumerator<T> _sequence = sequence.GetEnumerator();

    public override bool MoveNext(out T item)
    {
        bool more = _sequence.MoveNext();
        item = more ? _sequence.Current : default!;
        return more;
    }

    public override void Drop() => _sequence.Dispose();
}

/// <summary>
/// Over a C# iterator that draws from a source. At its end, or when it is abandoned, also before its first step, what it was made from goes.
/// </summary>
/// <param name="sequence">The elements.</param>
/// <param name="lends">Whether they are those of a collection, which keeps them.</param>
/// <param name="source">What they are drawn from.</param>
/// <param name="other">A second source, or the closure that makes them; null where there is none.</param>
internal sealed class AdaptedIterator<T>(IEnumerable<T> sequence, bool lends, IResource source, object? other) : Iterator<T>
{
    private readonly IEnumerator<T> _sequence = sequence.GetEnumerator();
    private bool _isReleased;

    internal override bool Lends => lends;

    public override bool MoveNext(out T item)
    {
        if (_sequence.MoveNext())
        {
            item = _sequence.Current;
            return true;
        }
        item = default!;
        Drop();
        return false;
    }

    public override void Drop()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            _sequence.Dispose();
            source.Drop();
            Ops.Drop(other);
        }
    }
}
