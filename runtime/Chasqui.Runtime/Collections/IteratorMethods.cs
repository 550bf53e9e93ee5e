using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Collections;

/// <summary>Methods that only the iterators over some elements have.</summary>
[MethodsOf(typeof(Iterator<>))]
public static class IteratorMethods
{
    /// <summary>The elements of the lists, one after another.</summary>
    [Name("flatten"), Consumes]
    public static Iterator<T> Flatten<T>(Iterator<ValueList<T>> self) => self.FlatMap(static list => list);

    [Name("unzip"), Consumes]
    public static (ValueList<A> Left, ValueList<B> Right) Unzip<A, B>(Iterator<(A, B)> self)
    {
        var left = new ValueList<A>();
        var right = new ValueList<B>();
        while (self.MoveNext(out (A, B) pair))
        {
            left.Append(pair.Item1);
            right.Append(pair.Item2);
        }
        return (left, right);
    }

    /// <summary>A dict of the pairs; of equal keys the last wins.</summary>
    [Name("to_dict"), Name("collect_dict"), Requires("K", "Eq", "Hash"), Consumes]
    public static ValueDict<K, V> ToDict<K, V>(Iterator<(K, V)> self)
    {
        var dict = new ValueDict<K, V>();
        while (self.MoveNext(out (K, V) pair))
        {
            dict.Set(pair.Item1, pair.Item2);
        }
        return dict;
    }

    [Name("join"), Consumes]
    public static string Join(Iterator<string> self, string separator = "") => StringMethods.Join(separator, self);
}
