using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Foreign;

/// <summary>
/// What the compiler puts around arguments and results of .NET members whose types differ from the language's. Collections are copied and what
/// they hold is marked, so neither side sees the other's writes.
/// </summary>
[MethodsOf(typeof(Type))]
public static class Crossings
{
    /// <exception cref="ValueError">It has another number of UTF-16 units than one.</exception>
    [Name("$net_char")]
    public static char ToChar(string text) => text.Length == 1 ? text[0] : throw new ValueError($"expected a single character, found {text.Length}: \"{text}\"");

    [Name("$net_text")]
    public static string FromChar(char value) => value.ToString();

    [Name("$net_null")]
    public static T Null<T>() => default!;

    [Name("$net_or_null")]
    public static T OrNull<T>(Option<T> value) => value.IsSome() ? value.Value : default!;

    [Name("$net_option")]
    public static Option<T> ToOption<T>(T value) => value is null ? default : new Option<T>(value);

    [Name("$net_nullable")]
    public static T? ToNullable<T>(T value)
        where T : struct => value;

    [Name("$net_nullable_of")]
    public static T? NullableOf<T>(Option<T> value)
        where T : struct => value.IsSome() ? value.Value : null;

    [Name("$net_value")]
    public static Option<T> FromNullable<T>(T? value)
        where T : struct => value is { } present ? new Option<T>(present) : default;

    [Name("$net_array")]
    public static T[] ToArray<T>(ValueList<T> list)
    {
        var array = new T[list.Count];
        int cursor = 0;
        for (int i = 0; list.MoveNext(ref cursor, out T item); i++)
        {
            array[i] = Ops.Share(item);
        }
        return array;
    }

    [Name("$net_list")]
    public static ValueList<T> FromArray<T>(T[] array)
    {
        var list = new ValueList<T>(array.Length);
        foreach (T item in array)
        {
            list.Append(Ops.Share(item));
        }
        return list;
    }

    [Name("$net_byte_array")]
    public static byte[] ToByteArray(Bytes bytes) => bytes.Span.ToArray();

    [Name("$net_bytes")]
    public static Bytes FromByteArray(byte[] array) => new([.. array]);

    [Name("$net_sequence")]
    public static List<T> ToList<T>(ValueList<T> list) => [.. ToArray(list)];

    [Name("$net_dictionary")]
    public static Dictionary<K, V> ToDictionary<K, V>(ValueDict<K, V> dict)
        where K : notnull
    {
        var copy = new Dictionary<K, V>((int)dict.Count);
        int cursor = 0;
        while (dict.MoveNext(ref cursor, out K key, out V value))
        {
            copy.Add(Ops.Share(key), Ops.Share(value));
        }
        return copy;
    }

    [Name("$net_set")]
    public static HashSet<T> ToHashSet<T>(ValueSet<T> set)
    {
        var copy = new HashSet<T>();
        int cursor = 0;
        while (set.MoveNext(ref cursor, out T item))
        {
            copy.Add(Ops.Share(item));
        }
        return copy;
    }

    [Name("$net_action0")]
    public static Action ToAction(Func<Unit> function) => () => function();

    [Name("$net_action1")]
    public static Action<A> ToAction<A>(Func<A, Unit> function) => a => function(a);

    [Name("$net_action2")]
    public static Action<A, B> ToAction<A, B>(Func<A, B, Unit> function) => (a, b) => function(a, b);

    [Name("$net_action3")]
    public static Action<A, B, C> ToAction<A, B, C>(Func<A, B, C, Unit> function) => (a, b, c) => function(a, b, c);

    [Name("$net_action4")]
    public static Action<A, B, C, D> ToAction<A, B, C, D>(Func<A, B, C, D, Unit> function) => (a, b, c, d) => function(a, b, c, d);
}
