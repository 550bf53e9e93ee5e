using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Collections;

public sealed class IteratorTests
{
    public static TheoryData<string, Func<Iterator<long>, object>, string> Chains => new()
    {
        { "map", i => i.Map(x => x * 2).Collect(), "[2, 4, 6, 8, 10]" },
        { "filter", i => i.Filter(x => x % 2 == 0).Collect(), "[2, 4]" },
        { "filter_map", i => i.FilterMap(x => x > 3 ? Values.Some(x * 10) : default).Collect(), "[40, 50]" },
        { "enumerate", i => i.Take(2).Enumerate(5).Collect(), "[(5, 1), (6, 2)]" },
        { "zip", i => i.Zip(Values.List("a", "b")).Collect(), "[(1, \"a\"), (2, \"b\")]" },
        { "take", i => i.Take(2).Collect(), "[1, 2]" },
        { "take nothing", i => i.Take(-1).Collect(), "[]" },
        { "skip", i => i.Skip(3).Collect(), "[4, 5]" },
        { "skip nothing", i => i.Skip(-1).Collect(), "[1, 2, 3, 4, 5]" },
        { "take_while", i => i.TakeWhile(x => x < 3).Collect(), "[1, 2]" },
        { "skip_while", i => i.SkipWhile(x => x < 3).Collect(), "[3, 4, 5]" },
        { "chain", i => i.Chain(Values.List(9L)).Collect(), "[1, 2, 3, 4, 5, 9]" },
        { "flat_map", i => i.Take(2).FlatMap(x => Values.List(x, x)).Collect(), "[1, 1, 2, 2]" },
        { "batch", i => i.Batch(2).Collect(), "[[1, 2], [3, 4], [5]]" },
        { "windows", i => i.Windows(4).Collect(), "[[1, 2, 3, 4], [2, 3, 4, 5]]" },
        { "step_by", i => i.StepBy(2).Collect(), "[1, 3, 5]" },
        { "scan", i => i.Scan(0L, (a, x) => a + x).Collect(), "[1, 3, 6, 10, 15]" },
        { "unique", i => i.Map(x => x % 2).Unique().Collect(), "[1, 0]" },
        { "cycle", i => i.Cycle().Take(7).Collect(), "[1, 2, 3, 4, 5, 1, 2]" },
        { "reversed", i => i.Reversed().Collect(), "[5, 4, 3, 2, 1]" },
        { "count", i => i.Count(), "5" },
        { "fold", i => i.Fold("", (a, x) => a + x), "12345" },
        { "any", i => i.Any(x => x == 3), "true" },
        { "all", i => i.All(x => x < 3), "false" },
        { "find", i => i.Find(x => x > 2), "Some(3)" },
        { "find nothing", i => i.Find(x => x > 9), "None" },
        { "position", i => i.Position(x => x > 2), "Some(2)" },
        { "nth", i => i.Nth(1), "Some(2)" },
        { "last", i => i.Last(), "Some(5)" },
        { "partition", i => i.Partition(x => x > 3), "([4, 5], [1, 2, 3])" },
        { "sum", i => i.Sum(), "15" },
        { "product", i => i.Product(), "120" },
        { "min", i => i.Min(), "Some(1)" },
        { "max", i => i.Max(), "Some(5)" },
        { "min_by_key", i => i.MinByKey(x => -x), "Some(5)" },
        { "max_by_key", i => i.MaxByKey(x => x % 3), "Some(2)" },
        { "sorted", i => i.Sorted(reverse: true), "[5, 4, 3, 2, 1]" },
        { "group_by", i => i.GroupBy(x => x % 2), "{1: [1, 3, 5], 0: [2, 4]}" },
        { "collect_set", i => i.Map(x => x % 3).CollectSet(), "{1, 2, 0}" },
        { "next", i => i.Next(), "Some(1)" },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void Adapters_and_terminals(string name, Func<Iterator<long>, object> use, string expected)
    {
        string actual = Formatter.Display(use(IntRange.Create(1, 6).Iterate()));
        Assert.True(expected == actual, $"{name}: {actual}");
    }

    [Fact]
    public void Adapters_are_lazy()
    {
        var seen = new List<long>();
        Iterator<long> iterator = IntRange.Create(100).Iterate().Map(x =>
        {
            seen.Add(x);
            return x;
        });
        Assert.Empty(seen);
        Assert.Equal("[0, 1]", iterator.Take(2).Collect().ToString());
        Assert.Equal([0, 1], seen);
    }

    [Fact]
    public void A_batch_of_nothing_is_an_error() => Assert.Equal("Iterator.batch() size must be greater than zero",
        Assert.Throws<ValueError>(() => IntRange.Create(1).Iterate().Batch(0)).Message);

    [Fact]
    public void Float_and_sized_sums_keep_their_type()
    {
        Assert.Equal(4.0, Values.List(1.5, 2.5).Iterate().Sum());
        Assert.Equal((byte)3, Values.List((byte)1, (byte)2).Iterate().Sum());
        Assert.Throws<OverflowException>(() => Values.List((byte)255, (byte)1).Iterate().Sum());
    }

    [Theory]
    [InlineData(0, 10, 3, 4, "[0, 3, 6, 9]")]
    [InlineData(10, 0, -5, 2, "[10, 5]")]
    [InlineData(5, 5, 1, 0, "[]")]
    [InlineData(5, 0, 1, 0, "[]")]
    public void Ranges_count_up_and_down(long start, long stop, long step, long count, string items)
    {
        IntRange range = IntRange.Create(start, stop, step);
        Assert.Equal(count, range.Count);
        Assert.Equal(items, range.Iterate().Collect().ToString());
        Assert.All(range.Iterate().Collect().Items.ToArray(), x => Assert.True(range.Contains(x)));
        Assert.False(range.Contains(stop));
    }

    [Fact]
    public void Ranges_reach_the_ends_of_int()
    {
        Assert.Equal("range() arg 3 must not be zero", Assert.Throws<ValueError>(() => IntRange.Create(1, 2, 0)).Message);
        Assert.Equal(2, IntRange.Create(long.MaxValue - 2, long.MaxValue).Count);
        Assert.Equal(3, IntRange.Inclusive(1, 3).Count);
        Assert.Equal(2, IntRange.Create(1, 3).Get(-1));
        Assert.Equal("index 2 out of range for range of length 2", Assert.Throws<IndexError>(() => IntRange.Create(1, 3).Get(2)).Message);
    }
}
