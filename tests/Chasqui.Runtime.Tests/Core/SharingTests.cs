using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests.Core;

public sealed class SharingTests
{
    [Fact]
    public void A_shared_place_is_detached_before_mutation()
    {
        ValueList<long> a = Values.List(1L);
        ValueList<long> b = Ops.Share(a);
        Ops.Unique(ref b).Append(2);
        Assert.Equal("[1]", a.ToString());
        Assert.Equal("[1, 2]", b.ToString());
        Assert.False(b.IsShared);
    }

    [Fact]
    public void An_unshared_place_is_mutated_in_place()
    {
        ValueList<long> a = Values.List(1L);
        ValueList<long> before = a;
        Assert.Same(before, Ops.Unique(ref a));
    }

    public static TheoryData<string, Func<ValueList<long>, object>> Copies => new()
    {
        { "list clone", inner => Values.List(inner).Clone() },
        { "slice", inner => Values.List(inner).Slice(default, default, default) },
        { "reversed slice", inner => Values.List(inner).Slice(default, default, new Option<long>(-1)) },
        { "concat", inner => Values.List(inner).Concat(Values.List<ValueList<long>>()) },
        { "list repeat", inner => Values.List(inner).Repeat(2) },
        { "repeat value", inner => ValueList<ValueList<long>>.RepeatValue(inner, 2) },
        { "extend", inner => ValueList<ValueList<long>>.From(Values.List(inner)) },
        { "iterator", inner => Values.List(inner).Iterate().Collect() },
        { "first", inner => Values.List(inner).First() },
        { "dict get", inner => Values.Dict(("k", inner)).TryGet("k") },
        { "dict values", inner => Values.Dict(("k", inner)).Values() },
        { "dict items", inner => Values.Dict(("k", inner)).Items() },
        { "dict clone", inner => Values.Dict(("k", inner)).Clone() },
        { "dict update", inner => Values.Dict<string, ValueList<long>>().Union(Values.Dict(("k", inner))) },
        { "set clone", inner => Values.Set(inner).Clone() },
        { "option unwrap", inner => new Option<ValueList<long>>(inner).Unwrap() },
        { "option", inner => Ops.Share(new Option<ValueList<long>>(inner)) },
        { "result", inner => Ops.Share(Result<long, ValueList<long>>.Err(inner)) },
        { "tuple", inner => Ops.Share((1L, inner)) },
        { "tuple in tuple", inner => Ops.Share((1L, (inner, "x"))) },
        { "long tuple", inner => Ops.Share((1, 2, 3, 4, 5, 6, 7, 8, inner)) },
        { "boxed tuple", inner => Ops.Share<object>((1L, inner)) },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void Whatever_hands_out_a_second_reference_marks_it(string name, Func<ValueList<long>, object> copy)
    {
        var inner = new ValueList<long>();
        Assert.NotNull(copy(inner));
        Assert.True(inner.IsShared, name);
    }

    [Fact]
    public void Removing_moves()
    {
        var inner = new ValueList<long>();
        ValueList<ValueList<long>> list = Values.List(inner);
        Assert.Same(inner, list.Pop());
        list.Append(inner);
        Assert.Same(inner, list.Remove(0));
        var dict = new ValueDict<string, ValueList<long>>();
        dict.Set("k", inner);
        Assert.Same(inner, dict.Pop("k"));
        Assert.False(inner.IsShared);
    }

    [Fact]
    public void Overwritten_and_discarded_elements_are_dropped_once()
    {
        var log = new List<string>();
        var list = new ValueList<Resource>();
        foreach (string name in new[] { "a", "b", "c", "d" })
        {
            list.Append(new Resource(name, log));
        }
        list.Set(0, new Resource("e", log));
        list.Delete(-1);
        Assert.Equal(["a", "d"], log);
        list.Pop();
        Assert.Equal(["a", "d"], log);
        list.Drop();
        Assert.Equal(["a", "d", "e", "b"], log);
    }

    [Fact]
    public void Resources_inside_tuples_and_options_are_dropped()
    {
        var log = new List<string>();
        Ops.Drop((1L, new Option<Resource>(new Resource("a", log)), "x"));
        var dict = new ValueDict<string, Resource>();
        dict.Set("k", new Resource("b", log));
        dict.Set("k", new Resource("c", log));
        dict.Remove("k");
        Assert.Equal(["a", "b", "c"], log);
    }

    private sealed class Resource(string name, List<string> log) : IResource
    {
        public void Drop() => log.Add(name);
    }
}
