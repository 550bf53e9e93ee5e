using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Collections;
using Chasqui.Runtime.Text;
using SortedNames = Chasqui.Runtime.Std.Collections.SortedSet<string>;

namespace Chasqui.Runtime.Tests.Std;

public sealed class CollectionsTests
{
    private static readonly Counter<string> Letters = Counter<string>.FromIter(Values.List("a", "b", "b", "c"));

    private static readonly SortedDict<long, string> Sorted = SortedDict<long, string>.FromItems(Values.List((3L, "c"), (1L, "a"), (2L, "b")));

    public static TheoryData<string, object, string> Answers => new()
    {
        { "deque", Deque<long>.FromIter(Values.List(1L, 2L)), "[1, 2]" },
        { "deque equality", Deque<long>.FromIter(Values.List(1L)).Equals(Deque<long>.FromIter(Values.List(1L))), "true" },
        { "deque from the end", Deque<long>.FromIter(Values.List(1L, 2L)).Get(-1), "2" },
        { "counter", Letters, "{\"a\": 1, \"b\": 2, \"c\": 1}" },
        { "absent count", Letters.Get("z"), "0" },
        { "most common", Letters.MostCommon(2), "[(\"b\", 2), (\"a\", 1)]" },
        { "elements", Letters.Elements(), "[\"a\", \"b\", \"b\", \"c\"]" },
        { "plus", Letters.Plus(Letters).Total(), "8" },
        { "minus floors", Counter<string>.Empty().Minus(Letters).Total(), "0" },
        { "strict", Counter<string>.Empty().SubtractStrict(Letters), "Err(\"count of \\\"a\\\" would become negative\")" },
        { "sorted dict", Sorted, "{1: \"a\", 2: \"b\", 3: \"c\"}" },
        { "range of keys", Sorted.RangeKeys(1, 3), "[1, 2]" },
        { "range of items", Sorted.RangeItems(2, 9), "[(2, \"b\"), (3, \"c\")]" },
        { "empty range", Sorted.RangeKeys(3, 1), "[]" },
        { "sorted set", SortedNames.FromIter(Values.List("b", "a", "b")), "{\"a\", \"b\"}" },
        { "ordered set", OrderedSet<string>.FromIter(Values.List("b", "a", "b")).ToList(), "[\"b\", \"a\"]" },
        { "order matters", OrderedSet<long>.FromIter(Values.List(1L, 2L)).Equals(OrderedSet<long>.FromIter(Values.List(2L, 1L))), "false" },
        { "queue", PriorityQueue<long>.FromIter(Values.List(3L, 1L, 2L)), "[1, 2, 3]" },
        { "greatest first", PriorityQueue<long>.FromIter(Values.List(3L, 1L, 2L), PriorityOrder.MaxFirst).Peek(), "Some(3)" },
        { "ties in order", PriorityQueue<OrderOnly>.FromIter(Values.List(new OrderOnly("x"), new OrderOnly("y"))).Pop().Name, "x" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Collections_answer(string name, object actual, string expected) =>
        Assert.Equal((name, expected), (name, Formatter.Display(actual)));

    [Fact]
    public void A_deque_is_a_ring()
    {
        Deque<long> deque = Deque<long>.Empty();
        for (long i = 0; i < 100; i++)
        {
            deque.Append(i);
            deque.AppendLeft(-i);
            Assert.Equal(i, deque.Pop());
        }
        Assert.Equal((100L, -99L, 0L), (deque.Length(), deque.PopLeft(), deque.Get(-1)));
        Assert.Throws<IndexError>(() => Deque<long>.Empty().PopLeft());
    }

    [Fact]
    public void A_default_is_added_by_indexing_only()
    {
        DefaultDict<string, ValueList<long>> dict = DefaultDict<string, ValueList<long>>.WithDefault(Values.List(1L));
        Assert.True(dict.TryGet("a").IsNone());
        Ops.Unique(ref dict.ItemRef("a")).Append(2);
        dict.Get("b");
        Assert.Equal("{\"a\": [1, 2], \"b\": [1]}", dict.ToString());
        dict.MarkShared();
        Assert.Equal(("[1]", 2L), (dict.Get("c").ToString(), dict.Length()));
        Assert.Throws<KeyError>(() => DefaultDict<string, long>.Empty().Get("a"));
    }

    [Fact]
    public void The_first_layer_is_written()
    {
        OrderedDict<string, long> first = OrderedDict<string, long>.Empty();
        OrderedDict<string, long> second = OrderedDict<string, long>.FromItems(Values.List(("a", 1L)));
        ChainMap<string, long> chain = ChainMap<string, long>.FromLayers(Values.List(first, second));
        chain.Set("a", 2);
        Assert.Equal((2L, 1L, 0L), (chain.Get("a"), second.Get("a"), first.Length()));
        Assert.Equal("{\"a\": 2}", chain.PopLayer().ToString());
        Assert.Equal(1L, chain.Get("a"));
        Assert.Throws<KeyError>(() => chain.Get("b"));
    }

    [Fact]
    public void A_clone_is_independent()
    {
        SortedDict<long, string> dict = Sorted.Clone();
        dict.Remove(1);
        Assert.Equal((2L, 3L), (dict.Length(), Sorted.Length()));
        Assert.Throws<KeyError>(() => dict.Remove(1));

        PriorityQueue<long> queue = PriorityQueue<long>.FromIter(Values.List(2L, 1L));
        queue.Clone().Pop();
        Assert.Equal(2L, queue.Length());
    }

    /// <summary>Equal in rank to every other.</summary>
    private sealed record OrderOnly(string Name) : IOrdered
    {
        public int CompareTo(object? other) => 0;
    }
}
