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
