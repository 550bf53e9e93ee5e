using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

public static partial class Builtins
{
    [Name("enumerate")]
    public static Iterator<(long, T)> Enumerate<T>(IIterable<T> values, long start = 0) => values.Iterate().Enumerate(start);

    [Name("zip")]
    public static Iterator<(A, B)> Zip<A, B>(IIterable<A> a, IIterable<B> b) => a.Iterate().Zip(b);

    [Name("zip")]
    public static Iterator<(A, B, C)> Zip<A, B, C>(IIterable<A> a, IIterable<B> b, IIterable<C> c) =>
        a.Iterate().Zip(b).Zip(c).Map(static t => (t.Item1.Item1, t.Item1.Item2, t.Item2));

    /// <summary><c>zip(*rows)</c>: the columns, as many as the shortest row has items.</summary>
    [Name("zip")]
    public static Iterator<ValueList<T>> Zip<T>([Rest] ValueList<ValueList<T>> rows)
    {
        long length = rows.Count == 0 ? 0 : long.MaxValue;
        for (long r = 0; r < rows.Count; r++)
        {
            length = Math.Min(length, rows.ItemRef(r).Count);
        }
        var columns = new ValueList<ValueList<T>>();
        for (long i = 0; i < length; i++)
        {
            var column = new ValueList<T>();
            for (long r = 0; r < rows.Count; r++)
            {
                column.Append(Ops.Share(rows.ItemRef(r).Get(i)));
            }
            columns.Append(column);
        }
        return columns.Iterate();
    }

    [Name("map")]
    public static Iterator<U> Map<T, U>(Func<T, U> f, IIterable<T> values) => values.Iterate().Map(f);

    [Name("filter")]
    public static Iterator<T> Filter<T>([Lends] Func<T, bool> p, IIterable<T> values) => values.Iterate().Filter(p);

    [Name("reversed")]
    public static Iterator<T> Reversed<T>(IIterable<T> values) => values.Iterate().Reversed();

    [Name("any")]
    public static bool Any(IIterable<bool> values) => values.Iterate().Any(static b => b);

    [Name("all")]
    public static bool All(IIterable<bool> values) => values.Iterate().All(static b => b);

    [Name("sum")]
    public static T Sum<[Requires("Number")] T>(IIterable<T> values)
    {
        if (default(T) is not null && values is ValueList<T> list)
        {
            T sum = default!;
            foreach (T item in list.Items)
            {
                sum = Ops.Add(sum, item);
            }
            return sum;
        }
        return values.Iterate().Sum();
    }

    [Name("sum")]
    public static T Sum<[Requires("Number")] T>(IIterable<T> values, T start) => values.Iterate().Fold(start, static (a, b) => Ops.Add(a, b));

    [Name("sorted")]
    public static ValueList<T> Sorted<[Requires("Ord")] T>(IIterable<T> values, [KeywordOnly] bool reverse = false)
    {
        ValueList<T> list = ValueList<T>.From(values);
        list.Sort(reverse);
        return list;
    }

    [Name("sorted")]
    public static ValueList<T> Sorted<T, [Requires("Ord")] K>(IIterable<T> values, [KeywordOnly, Lends] Func<T, K> key, [KeywordOnly] bool reverse = false)
    {
        ValueList<T> list = ValueList<T>.From(values);
        list.Sort(key, reverse);
        return list;
    }

    [Name("min")]
    public static T Min<[Requires("Ord")] T>(IIterable<T> values) => NonEmpty(values.Iterate().Min(), "min");

    [Name("min")]
    public static T Min<[Requires("Ord")] T>(IIterable<T> values, [KeywordOnly] T @default) => values.Iterate().Min().UnwrapOr(@default);

    [Name("min")]
    public static T Min<T, [Requires("Ord")] K>(IIterable<T> values, [KeywordOnly, Lends] Func<T, K> key) =>
        NonEmpty(values.Iterate().MinByKey(key), "min");

    [Name("min")]
    public static T Min<T, [Requires("Ord")] K>(IIterable<T> values, [KeywordOnly, Lends] Func<T, K> key, [KeywordOnly] T @default) =>
        values.Iterate().MinByKey(key).UnwrapOr(@default);

    [Name("min")]
    public static T Min<[Requires("Ord")] T>(T a, T b, T c, [Rest] ValueList<T> more) =>
        more.Iterate().Fold(Least(Least(a, b), c), static (x, y) => Least(x, y));

    [Name("max")]
    public static T Max<[Requires("Ord")] T>(IIterable<T> values) => NonEmpty(values.Iterate().Max(), "max");

    [Name("max")]
    public static T Max<[Requires("Ord")] T>(IIterable<T> values, [KeywordOnly] T @default) => values.Iterate().Max().UnwrapOr(@default);

    [Name("max")]
    public static T Max<T, [Requires("Ord")] K>(IIterable<T> values, [KeywordOnly, Lends] Func<T, K> key) =>
        NonEmpty(values.Iterate().MaxByKey(key), "max");

    [Name("max")]
    public static T Max<T, [Requires("Ord")] K>(IIterable<T> values, [KeywordOnly, Lends] Func<T, K> key, [KeywordOnly] T @default) =>
        values.Iterate().MaxByKey(key).UnwrapOr(@default);

    [Name("max")]
    public static T Max<[Requires("Ord")] T>(T a, T b, T c, [Rest] ValueList<T> more) =>
        more.Iterate().Fold(Greatest(Greatest(a, b), c), static (x, y) => Greatest(x, y));

    [Name("min")]
    public static T Min<[Requires("Ord")] T>(T a, T b) => Least(a, b);

    [Name("max")]
    public static T Max<[Requires("Ord")] T>(T a, T b) => Greatest(a, b);

    private static T Least<T>(T a, T b) => Ops.Compare(b, a) < 0 ? b : a;

    private static T Greatest<T>(T a, T b) => Ops.Compare(b, a) > 0 ? b : a;

    private static T NonEmpty<T>(Option<T> best, string name) =>
        best.IsSome() ? best.Value : throw new ValueError($"{name}() arg is an empty sequence");
}
