using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>Stable sorting by <see cref="Ops.Compare{T}"/>. Where equal elements cannot be told apart, .NET's unstable sort does.</summary>
internal static class Sorting
{
    public static void Sort<T>(Span<T> items, bool reverse)
    {
        if (typeof(T).IsPrimitive)
        {
            items.Sort();
            if (reverse)
            {
                items.Reverse();
            }
        }
        else if (typeof(T) == typeof(string))
        {
            items.Sort(static (a, b) => Ops.Compare(a, b));
            if (reverse)
            {
                items.Reverse();
            }
        }
        else
        {
            Merge(items, new ByValue<T>(reverse));
        }
    }

    public static void SortBy<T, K>(Span<T> items, Func<T, K> key, bool reverse)
    {
        var keyed = new (K Key, T Item)[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            keyed[i] = (key(Ops.Share(items[i])), items[i]);
        }
        Merge<(K, T), ByKey<K, T>>(keyed, new ByKey<K, T>(reverse));
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = keyed[i].Item;
        }
    }

    private static void Merge<T, TOrder>(Span<T> items, TOrder order)
        where TOrder : struct, IOrder<T>
    {
        if (items.Length > 1)
        {
            Merge(items, new T[(items.Length + 1) / 2], order);
        }
    }

    private static void Merge<T, TOrder>(Span<T> items, Span<T> spare, TOrder order)
        where TOrder : struct, IOrder<T>
    {
        if (items.Length <= 12)
        {
            Insert(items, order);
            return;
        }
        int middle = items.Length / 2;
        Merge(items[..middle], spare, order);
        Merge(items[middle..], spare, order);
        if (order.Compare(items[middle - 1], items[middle]) <= 0)
        {
            return;
        }
        Span<T> left = spare[..middle];
        items[..middle].CopyTo(left);
        int i = 0, j = middle, to = 0;
        while (i < left.Length && j < items.Length)
        {
            items[to++] = order.Compare(left[i], items[j]) <= 0 ? left[i++] : items[j++];
        }
        left[i..].CopyTo(items[to..]);
    }

    private static void Insert<T, TOrder>(Span<T> items, TOrder order)
        where TOrder : struct, IOrder<T>
    {
        for (int i = 1; i < items.Length; i++)
        {
            T item = items[i];
            int at = i;
            while (at > 0 && order.Compare(items[at - 1], item) > 0)
            {
                items[at] = items[at - 1];
                at--;
            }
            items[at] = item;
        }
    }

    private interface IOrder<T>
    {
        int Compare(T a, T b);
    }

    private readonly struct ByValue<T>(bool reverse) : IOrder<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Compare(T a, T b) => reverse ? Ops.Compare(b, a) : Ops.Compare(a, b);
    }

    private readonly struct ByKey<K, T>(bool reverse) : IOrder<(K Key, T Item)>
    {
        public int Compare((K Key, T Item) a, (K Key, T Item) b) => reverse ? Ops.Compare(b.Key, a.Key) : Ops.Compare(a.Key, b.Key);
    }
}
