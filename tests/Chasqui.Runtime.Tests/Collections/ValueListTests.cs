using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests.Collections;

public sealed class ValueListTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(2, 30)]
    [InlineData(-1, 30)]
    [InlineData(-3, 10)]
    public void Elements_are_indexed_from_both_ends(long index, long expected) =>
        Assert.Equal(expected, Values.List(10L, 20L, 30L).Get(index));

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_bad_index_is_shown_as_written(long index)
    {
        ValueList<long> list = Values.List(1L, 2L);
        Action[] uses = [() => list.Get(index), () => list.Set(index, 0), () => list.Remove(index), () => list.Swap(0, index)];
        Assert.All(uses, use =>
            Assert.Equal($"index {index} out of range for list of length 2", Assert.Throws<IndexError>(use).Message));
    }

    [Theory]
    [InlineData(null, null, null, "[0, 1, 2, 3, 4]")]
    [InlineData(1, 3, null, "[1, 2]")]
    [InlineData(-2, null, null, "[3, 4]")]
    [InlineData(null, -2, null, "[0, 1, 2]")]
    [InlineData(-100, 100, null, "[0, 1, 2, 3, 4]")]
    [InlineData(3, 1, null, "[]")]
    [InlineData(null, null, 2, "[0, 2, 4]")]
    [InlineData(null, null, -1, "[4, 3, 2, 1, 0]")]
    [InlineData(3, 0, -2, "[3, 1]")]
    [InlineData(null, null, -100, "[4]")]
    [InlineData(100, -100, -1, "[4, 3, 2, 1, 0]")]
    [InlineData(null, null, int.MinValue, "[4]")]
    public void Slices_clamp_like_pythons(int? start, int? stop, int? step, string expected) =>
        Assert.Equal(expected, Values.List(0L, 1L, 2L, 3L, 4L).Slice(Values.Part(start), Values.Part(stop), Values.Part(step)).ToString());

    [Fact]
    public void A_step_of_zero_is_an_error() =>
        Assert.Equal("slice step cannot be zero", Assert.Throws<ValueError>(
            () => Values.List(1L).Slice(default, default, new Option<long>(0))).Message);

    public static TheoryData<string, Action<ValueList<long>>, string> Mutations => new()
    {
        { "append", l => l.Append(9), "[3, 1, 2, 9]" },
        { "set", l => l.Set(-1, 9), "[3, 1, 9]" },
        { "ref", l => l.ItemRef(0) += 5, "[8, 1, 2]" },
        { "insert", l => l.Insert(1, 9), "[3, 9, 1, 2]" },
        { "insert before all", l => l.Insert(-100, 9), "[9, 3, 1, 2]" },
        { "insert after all", l => l.Insert(100, 9), "[3, 1, 2, 9]" },
        { "extend", l => l.Extend(Values.List(7L, 8L)), "[3, 1, 2, 7, 8]" },
        { "extend by itself", l => l.Extend(l), "[3, 1, 2, 3, 1, 2]" },
        { "extend by a range", l => l.Extend(IntRange.Create(2)), "[3, 1, 2, 0, 1]" },
        { "remove", l => Assert.Equal(1, l.Remove(1)), "[3, 2]" },
        { "remove from the end", l => Assert.Equal(2, l.Remove(-1)), "[3, 1]" },
        { "pop", l => Assert.Equal(2, l.Pop()), "[3, 1]" },
        { "pop first", l => Assert.Equal(3, l.Pop(0)), "[1, 2]" },
        { "delete", l => l.Delete(0), "[1, 2]" },
        { "remove_value", l => l.RemoveValue(1), "[3, 2]" },
        { "swap", l => l.Swap(0, -1), "[2, 1, 3]" },
        { "reverse", l => l.Reverse(), "[2, 1, 3]" },
        { "sort", l => l.Sort(), "[1, 2, 3]" },
        { "sort reverse", l => l.Sort(reverse: true), "[3, 2, 1]" },
        { "sort by key", l => l.Sort(x => -x), "[3, 2, 1]" },
        { "clear", l => l.Clear(), "[]" },
        { "retain", l => l.Retain(x => x != 1), "[3, 2]" },
        { "reserve", l => l.Reserve(100), "[3, 1, 2]" },
        { "iadd", l => l.ConcatInPlace(Values.List(4L)), "[3, 1, 2, 4]" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Mutations_change_the_list(string name, Action<ValueList<long>> mutate, string expected)
    {
        ValueList<long> list = Values.List(3L, 1L, 2L);
        mutate(list);
        Assert.True(expected == list.ToString(), $"{name}: {list}");
    }

    public static TheoryData<string, Func<ValueList<long>, object>, object> Queries => new()
    {
        { "len", l => l.Length(), 3L },
        { "contains", l => l.Contains(1), true },
        { "contains not", l => l.Contains(4), false },
        { "index", l => l.Index(2), 2L },
        { "count", l => l.CountOf(3), 1L },
        { "first", l => l.First(), Values.Some(3L) },
        { "last", l => l.Last(), Values.Some(2L) },
        { "first of none", l => new ValueList<long>().First(), Option<long>.None },
        { "get", l => l.TryGet(-3), Values.Some(3L) },
        { "get nothing", l => l.TryGet(3), Option<long>.None },
        { "concat", l => l.Concat(l).ToString(), "[3, 1, 2, 3, 1, 2]" },
        { "repeat", l => l.Repeat(2).ToString(), "[3, 1, 2, 3, 1, 2]" },
        { "repeat nothing", l => l.Repeat(-1).ToString(), "[]" },
        { "repeat an empty list", l => new ValueList<long>().Repeat(3).ToString(), "[]" },
        { "repeat value", l => ValueList<long>.RepeatValue(7, 3).ToString(), "[7, 7, 7]" },
        { "dedup", l => Dedup(1, 1, 2, 1, 1), "[1, 2, 1]" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Queries_answer(string name, Func<ValueList<long>, object> query, object expected) =>
        Assert.True(expected.Equals(query(Values.List(3L, 1L, 2L))), name);

    [Fact]
    public void Errors_have_the_documented_texts()
    {
        Assert.Equal("pop from empty list", Assert.Throws<IndexError>(() => new ValueList<long>().Pop()).Message);
        Assert.Equal("value not found in list", Assert.Throws<ValueError>(() => Values.List(1L).Index(2)).Message);
        Assert.Equal("value not found in list", Assert.Throws<ValueError>(() => Values.List(1L).RemoveValue(2)).Message);
        Assert.Equal("list.repeat count must be non-negative, got -1", Assert.Throws<ValueError>(() => ValueList<long>.RepeatValue(1, -1)).Message);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(1000)]
    public void Sorting_is_stable_in_both_directions(int count)
    {
        var random = new Random(1);
        (long Key, long Order)[] items = [.. Enumerable.Range(0, count).Select(i => ((long)random.Next(7), (long)i))];
        ValueList<(long Key, long Order)> list = Values.List(items);
        list.Sort(x => x.Key);
        Assert.Equal(items.OrderBy(x => x.Key), list.Items.ToArray());
        list.Sort(x => x.Order);
        list.Sort(x => x.Key, reverse: true);
        Assert.Equal(items.OrderByDescending(x => x.Key), list.Items.ToArray());
    }

    [Fact]
    public void A_predicate_that_raises_leaves_the_list_as_it_was()
    {
        ValueList<long> list = Values.List(1L, 2L, 3L);
        Assert.Throws<ValueError>(() => list.Retain(x => x < 3 ? x < 2 : throw new ValueError("")));
        Assert.Equal("[1, 2, 3]", list.ToString());
    }

    [Fact]
    public void An_iterator_sees_the_list_as_it_was()
    {
        ValueList<long> list = Values.List(1L, 2L);
        Iterator<long> iterator = list.Iterate();
        Ops.Unique(ref list).Append(3);
        Assert.Equal("[1, 2]", iterator.Collect().ToString());
    }

    private static string Dedup(params long[] items)
    {
        ValueList<long> list = Values.List(items);
        list.Dedup();
        return list.ToString();
    }
}
