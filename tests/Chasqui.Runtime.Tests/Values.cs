using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests;

/// <summary>Short ways to write Chasqui values.</summary>
internal static class Values
{
    public static ValueList<T> List<T>(params T[] items)
    {
        var list = new ValueList<T>();
        foreach (T item in items)
        {
            list.Append(item);
        }
        return list;
    }

    public static ValueSet<T> Set<T>(params T[] items) => ValueSet<T>.From(List(items));

    public static ValueDict<K, V> Dict<K, V>(params (K, V)[] pairs) => ValueDict<K, V>.From(List(pairs));

    public static Option<T> Some<T>(T value) => new(value);

    /// <summary>A part of a slice: null where it is left out.</summary>
    public static Option<long> Part(int? value) => value is { } given ? new(given) : default;
}
