using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Collections;

public sealed class DictAndSetTests
{
    public static TheoryData<string, Func<ValueDict<string, long>, object>, string, string> DictUses => new()
    {
        { "get", d => d.Get("a"), "1", "{\"a\": 1, \"b\": 2}" },
        { "get option", d => d.TryGet("z"), "None", "{\"a\": 1, \"b\": 2}" },
        { "get or", d => d.GetOr("z", 7), "7", "{\"a\": 1, \"b\": 2}" },
        { "contains", d => d.Contains("b"), "true", "{\"a\": 1, \"b\": 2}" },
        { "setdefault new", d => d.SetDefault("c", 3), "3", "{\"a\": 1, \"b\": 2, \"c\": 3}" },
        { "setdefault old", d => d.SetDefault("a", 3), "1", "{\"a\": 1, \"b\": 2}" },
        { "pop", d => d.Pop("a"), "1", "{\"b\": 2}" },
        { "pop or", d => d.PopOr("z", 9), "9", "{\"a\": 1, \"b\": 2}" },
        { "remove", d => d.TryRemove("b"), "Some(2)", "{\"a\": 1}" },
        { "keys", d => d.Keys(), "[\"a\", \"b\"]", "{\"a\": 1, \"b\": 2}" },
        { "items", d => d.Items(), "[(\"a\", 1), (\"b\", 2)]", "{\"a\": 1, \"b\": 2}" },
        { "union", d => d.Union(Values.Dict(("b", 5L))), "{\"a\": 1, \"b\": 5}", "{\"a\": 1, \"b\": 2}" },
        { "iter", d => d.Iterate().Collect(), "[\"a\", \"b\"]", "{\"a\": 1, \"b\": 2}" },
        { "in place", d => d.ItemRef("a") += 10, "11", "{\"a\": 11, \"b\": 2}" },
    };

    [Theory]
    [MemberData(nameof(DictUses))]
    public void Dict_methods(string name, Func<ValueDict<string, long>, object> use, string result, string after)
    {
        ValueDict<string, long> dict = Values.Dict(("a", 1L), ("b", 2L));
        Assert.Equal((name, result), (name, Formatter.Display(use(dict))));
        Assert.Equal(after, dict.ToString());
    }

    [Fact]
    public void A_missing_key_is_shown()
    {
        Assert.Equal("'zz' not found in dict", Assert.Throws<KeyError>(() => Values.Dict(("a", 1L)).Get("zz")).Message);
        Assert.Equal("7 not found in dict", Assert.Throws<KeyError>(() => Values.Dict((1L, 1L)).Remove(7)).Message);
        Assert.Equal("'zz' not found in set", Assert.Throws<KeyError>(() => Values.Set("a").Remove("zz")).Message);
        Assert.Throws<KeyError>(() => new ValueSet<long>().Pop());
    }

    [Fact]
    public void Overwriting_keeps_the_position_and_reinserting_does_not()
    {
        ValueDict<string, long> dict = Values.Dict(("a", 1L), ("b", 2L), ("c", 3L));
        dict.Set("a", 9);
        dict.Remove("b");
        dict.Set("b", 8);
        Assert.Equal("{\"a\": 9, \"c\": 3, \"b\": 8}", dict.ToString());
    }

    [Fact]
    public void Keys_may_be_tuples_lists_and_floats()
    {
        Assert.Equal(5L, Values.Dict(((1L, "a"), 5L)).Get((1L, "a")));
        Assert.Equal(5L, Values.Dict((Values.List(1L), 5L)).Get(Values.List(1L)));
        Assert.Equal(5L, Values.Dict((0.0, 5L)).Get(-0.0));
    }

    public static TheoryData<string, Func<ValueSet<long>, ValueSet<long>, object>, string> SetUses => new()
    {
        { "union", (a, b) => a.Union(b), "{1, 2, 3, 4}" },
        { "intersection", (a, b) => a.Intersection(b), "{2, 3}" },
        { "difference", (a, b) => a.Difference(b), "{1}" },
        { "symmetric difference", (a, b) => a.SymmetricDifference(b), "{1, 4}" },
        { "subset", (a, b) => a.Intersection(b).IsSubset(a), "true" },
        { "not subset", (a, b) => a.IsSubset(b), "false" },
        { "superset", (a, b) => a.IsSuperset(a), "true" },
        { "proper subset", (a, b) => a.IsProperSubset(a), "false" },
        { "disjoint", (a, b) => a.Difference(b).IsDisjoint(b), "true" },
    };

    [Theory]
    [MemberData(nameof(SetUses))]
    public void Set_algebra(string name, Func<ValueSet<long>, ValueSet<long>, object> use, string expected) =>
        Assert.Equal((name, expected), (name, Formatter.Display(use(Values.Set(1L, 2L, 3L), Values.Set(2L, 3L, 4L)))));

    [Fact]
    public void Clones_do_not_see_each_others_changes()
    {
        ValueSet<long> a = Values.Set(1L);
        ValueSet<long> b = Ops.Share(a);
        Ops.Unique(ref b).Add(2);
        Ops.Unique(ref a).Remove(1);
        Assert.Equal("{} {1, 2}", $"{a} {b}");
    }
}
