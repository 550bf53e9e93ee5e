using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests.Core;

public sealed class ComparisonTests
{
    [Fact]
    public void Nan_equals_nothing_wherever_it_stands()
    {
        Assert.False(Ops.Equal(double.NaN, double.NaN));
        Assert.False(Ops.Equal((1L, double.NaN), (1L, double.NaN)));
        Assert.False(Ops.Equal(Values.List(double.NaN), Values.List(double.NaN)));
        Assert.False(Ops.Equal(Values.Some(double.NaN), Values.Some(double.NaN)));
        Assert.False(Ops.Equal<object>(double.NaN, double.NaN));
    }

    [Fact]
    public void Equality_is_structural()
    {
        Assert.True(Ops.Equal(Values.List("a", "b"), Values.List("a", "b")));
        Assert.False(Ops.Equal(Values.List("a"), Values.List("a", "b")));
        Assert.True(Ops.Equal((Values.List(1L), "x"), (Values.List(1L), "x")));
        Assert.True(Ops.Equal(Values.Dict(("a", 1L), ("b", 2L)), Values.Dict(("b", 2L), ("a", 1L))));
        Assert.True(Ops.Equal(Values.Set(1L, 2L), Values.Set(2L, 1L)));
        Assert.True(Ops.Equal(Result<long, string>.Err("e"), Result<long, string>.Err("e")));
        Assert.False(Ops.Equal(Result<long, long>.Ok(1), Result<long, long>.Err(1)));
        Assert.True(Ops.Equal((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 5, 6, 7, 8, 9)));
        Assert.False(Ops.Equal((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 5, 6, 7, 8, 0)));
    }

    [Fact]
    public void Equal_values_have_equal_hashes()
    {
        Assert.Equal(Ops.Hash(0.0), Ops.Hash(-0.0));
        Assert.Equal(Ops.Hash("caf\u00e9"), Ops.Hash(string.Concat("caf", "\u00e9")));
        Assert.Equal(Ops.Hash((1L, "a")), Ops.Hash((1L, "a")));
        Assert.Equal(Ops.Hash(Values.List(1L, 2L)), Ops.Hash(Values.List(1L, 2L)));
        Assert.Equal(Ops.Hash(Values.Set(1L, 2L)), Ops.Hash(Values.Set(2L, 1L)));
        Assert.Equal(Ops.Hash<object>("abcdef"), Ops.Hash("abcdef"));
    }

    public static TheoryData<string, string> Ascending => new()
    {
        { "", "a" },
        { "a", "b" },
        { "a", "aa" },
        { "Z", "a" },
        { "\uFFFD", "\U0001F600" },
        { "\uE000", "\U00010000" },
        { "\uD7FF", "\uE000" },
    };

    [Theory]
    [MemberData(nameof(Ascending))]
    public void Strings_compare_by_code_point(string less, string greater)
    {
        Assert.True(Ops.Compare<string>(less, greater) < 0);
        Assert.True(Ops.Compare<string>(greater, less) > 0);
        Assert.Equal(0, Ops.Compare<string>(less, less));
    }

    [Fact]
    public void Sequences_compare_element_by_element()
    {
        Assert.True(Ops.Compare(Values.List(1L, 2L), Values.List(1L, 3L)) < 0);
        Assert.True(Ops.Compare(Values.List(1L), Values.List(1L, 3L)) < 0);
        Assert.True(Ops.Compare((1L, "b"), (1L, "a")) > 0);
        Assert.True(Ops.Compare(Option<long>.None, Values.Some(0L)) < 0);
    }
}
