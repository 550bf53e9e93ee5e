using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Collections;

/// <summary><c>PriorityQueue[T]</c>: a binary heap; push and pop are O(log n). Elements of equal rank come in the order they were pushed.</summary>
[Module("std.collections"), Name("PriorityQueue"), Requires("T", "Ord"), ForwardsTo("iter")]
public sealed class PriorityQueue<T> : SharedObject, IIterable<T>, IEquatable<PriorityQueue<T>>, IResource, IDebug, ISized
{
    private readonly PriorityOrder _order;
    private readonly List<(T Item, long Ticket)> _heap;
    private long _nextTicket;

    private PriorityQueue(PriorityOrder order, List<(T Item, long Ticket)> heap, long nextTicket)
    {
        _order = order;
        _heap = heap;
        _nextTicket = nextTicket;
    }

    public long Count => _heap.Count;

    /// <summary>Gives the least element first.</summary>
    [Constructor]
    public static PriorityQueue<T> Empty() => WithOrder(PriorityOrder.MinFirst);

    [Name("max_first")]
    public static PriorityQueue<T> MaxFirst() => WithOrder(PriorityOrder.MaxFirst);

    [Name("with_order")]
    public static PriorityQueue<T> WithOrder(PriorityOrder order) => new(order, [], 0);

    [Name("from_iter")]
    public static PriorityQueue<T> FromIter(IIterable<T> values, PriorityOrder order = default)
    {
        PriorityQueue<T> queue = WithOrder(order);
        Iterator<T> rest = values.Iterate();
        while (rest.MoveNext(out T item))
        {
            queue.Push(item);
        }
        return queue;
    }

    [Name("push"), Mutates]
    public void Push(T value)
    {
        _heap.Add((value, _nextTicket++));
        int at = _heap.Count - 1;
        while (at > 0 && IsBefore(at, (at - 1) / 2))
        {
            Swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    /// <summary>Takes the first element; IndexError if there is none.</summary>
    [Name("pop"), Mutates]
    public T Pop()
    {
        if (_heap.Count == 0)
        {
            throw new IndexError("pop from an empty PriorityQueue");
        }
        T first = _heap[0].Item;
        Swap(0, _heap.Count - 1);
        _heap.RemoveAt(_heap.Count - 1);
        SiftDown();
        return first;
    }

    [Name("peek")]
    public Option<T> Peek() => _heap.Count == 0 ? default : new(Ops.Share(_heap[0].Item));

    /// <summary>The elements in the order they would be popped.</summary>
    [Name("to_list")]
    public ValueList<T> ToList()
    {
        T[] items = [.. _heap.Order(Comparer<(T Item, long Ticket)>.Create(Compare)).Select(e => Ops.Share(e.Item))];
        return new ValueList<T>(items, items.Length);
    }

    [Name("clear"), Mutates]
    public void Clear()
    {
        Drop();
        _heap.Clear();
    }

    [Name("__len__"), Name("len")]
    public long Length() => _heap.Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => _heap.Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => _heap.Count == 0;

    [Name("__contains__"), Name("contains")]
    public bool Contains(T value) => _heap.Exists(e => Ops.Equal(e.Item, value));

    [Name("__iter__"), Name("iter")]
    public Iterator<T> Iterate() => ToList().Iterate();

    [Name("clone"), Name("copy")]
    public PriorityQueue<T> Clone() => (PriorityQueue<T>)ShallowClone();

    public override SharedObject ShallowClone()
    {
        foreach ((T item, _) in _heap)
        {
            Ops.Share(item);
        }
        return new PriorityQueue<T>(_order, [.. _heap], _nextTicket);
    }

    public bool Equals(PriorityQueue<T>? other) =>
        other is not null && _order.Equals(other._order) && ToList().Equals(other.ToList());

    public override bool Equals(object? obj) => Equals(obj as PriorityQueue<T>);

    public override int GetHashCode() => HashCode.Combine(_order, ToList());

    public void Drop()
    {
        foreach ((T item, _) in _heap)
        {
            Ops.Drop(item);
        }
    }

    public void Debug(DebugWriter writer) => ToList().Debug(writer);

    public override string ToString() => Formatter.Debug(this);

    private int Compare((T Item, long Ticket) a, (T Item, long Ticket) b)
    {
        int order = _order.Tag == 0 ? Ops.Compare(a.Item, b.Item) : Ops.Compare(b.Item, a.Item);
        return order != 0 ? order : a.Ticket.CompareTo(b.Ticket);
    }

    private bool IsBefore(int a, int b) => Compare(_heap[a], _heap[b]) < 0;

    private void Swap(int a, int b) => (_heap[a], _heap[b]) = (_heap[b], _heap[a]);

    private void SiftDown()
    {
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= _heap.Count)
            {
                return;
            }
            if (child + 1 < _heap.Count && IsBefore(child + 1, child))
            {
                child++;
            }
            if (!IsBefore(child, at))
            {
                return;
            }
            Swap(at, child);
            at = child;
        }
    }
}
