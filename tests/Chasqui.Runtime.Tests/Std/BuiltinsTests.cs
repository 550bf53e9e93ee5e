using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Std;

public sealed class BuiltinsTests
{
    public static TheoryData<string, object, string> Answers => new()
    {
        { "len of str", Builtins.Len("a👍"), "2" },
        { "len of list", Builtins.Len(Values.List(1L)), "1" },
        { "abs", Builtins.Abs(-3L), "3" },
        { "min", Builtins.Min(Values.List(3L, 1L, 2L)), "1" },
        { "min of two", Builtins.Min("b", "a"), "a" },
        { "max of four", Builtins.Max(1L, 4L, 2L, Values.List(3L)), "4" },
        { "max by key", Builtins.Max(Values.List("aa", "b"), key: s => s.Length), "aa" },
        { "min default", Builtins.Min(Values.List<long>(), @default: 9L), "9" },
        { "sum", Builtins.Sum(Values.List(0.5, 0.25)), "0.75" },
        { "sum of range", Builtins.Sum(IntRange.Create(5), 100L), "110" },
        { "sorted", Builtins.Sorted(Values.List("b", "a")), "[\"a\", \"b\"]" },
        { "sorted by key", Builtins.Sorted(Values.List(1L, 2L, 3L), key: x => x % 2, reverse: true), "[1, 3, 2]" },
        { "enumerate", Builtins.Enumerate(Values.List("a"), 1).Collect(), "[(1, \"a\")]" },
        { "zip of three", Builtins.Zip(Values.List(1L), Values.List("x"), Values.List(true)).Collect(), "[(1, \"x\", true)]" },
        { "reversed", Builtins.Reversed(IntRange.Create(3)).Collect(), "[2, 1, 0]" },
        { "any", Builtins.Any(Values.List(false, true)), "true" },
        { "all of nothing", Builtins.All(Values.List<bool>()), "true" },
        { "round", Builtins.Round(2.5), "3" },
        { "round negative", Builtins.Round(-2.5), "-3" },
        { "round to digits", Builtins.Round(3.14159, 2), "3.14" },
        { "round to tens", Builtins.Round(1234.0, -2), "1200" },
        { "pow", Builtins.Pow(2L, 10L), "1024" },
        { "pow modulo", Builtins.Pow(3L, 200L, 1_000_000_007L), "136318165" },
        { "divmod", Builtins.DivMod(-7L, 3L), "(-3, 2)" },
        { "ord", Builtins.Ord("👍"), "128077" },
        { "chr", Builtins.Chr(128077), "👍" },
        { "hex", Builtins.Hex(-255), "-0xff" },
        { "bin", Builtins.Bin(5), "0b101" },
        { "oct", Builtins.Oct(8), "0o10" },
        { "type name", Builtins.TypeName(Values.Dict(("a", (1L, 2.0)))), "dict[str, (int, float)]" },
        { "read a missing file", Builtins.ReadFile("/no/such/file"), "Err(\"No such file or directory (os error 2)\")" },
        { "gcd", MathModule.Gcd(-12, 18), "6" },
        { "lcm", MathModule.Lcm(4, 6), "12" },
        { "round half", MathModule.Round(2.5), "3" },
        { "int like", MathModule.IsIntLike("-10"), "true" },
        { "not int like", MathModule.IsIntLike("+1"), "false" },
        { "leading zero", MathModule.IsFloatLike("01.5"), "false" },
        { "float like", MathModule.IsFloatLike("1.5e-3"), "true" },
        { "bool of an empty list", BoolMethods.Create(Values.List<long>()), "false" },
        { "missing variable", EnvironModule.GetOr("CHASQUI_NO_SUCH_VARIABLE", "d"), "d" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Functions_answer(string name, object actual, string expected) =>
        Assert.Equal((name, expected), (name, Formatter.Display(actual)));

    [Fact]
    public void Errors_have_the_documented_texts()
    {
        Assert.Equal("min() arg is an empty sequence", Assert.Throws<ValueError>(() => Builtins.Min(Values.List<long>())).Message);
        Assert.Equal("math.lcm result overflows Incan int", Assert.Throws<ValueError>(() => MathModule.Lcm(long.MaxValue, 2)).Message);
        Assert.Equal("environment variable `CHASQUI_NO_SUCH_VARIABLE` is not set", EnvironModule.Get("CHASQUI_NO_SUCH_VARIABLE").UnwrapErr().Message());
        Assert.Equal("called `Option::unwrap()` on a `None` value", Assert.Throws<RuntimeError>(() => Option<long>.None.Unwrap()).Message);
        Assert.Equal("called Result.unwrap() on an Err value", Assert.Throws<RuntimeError>(() => Result<long, long>.Err(1).Unwrap()).Message);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        RandomModule.Seed(7);
        long first = RandomModule.NextInt(0, long.MaxValue);
        ValueList<long> shuffled = RandomModule.Shuffled(Values.List(1L, 2L, 3L, 4L));
        RandomModule.Seed(7);
        Assert.Equal(first, RandomModule.NextInt(0, long.MaxValue));
        Assert.Equal(shuffled, RandomModule.Shuffled(Values.List(1L, 2L, 3L, 4L)));
    }

    [Fact]
    public void Asserts_of_the_testing_module()
    {
        TestingModule.AssertEqual(1L, 1L);
        Assert.Equal("nope; left != right (left: 1, right: 2)", Assert.Throws<AssertionError>(() => TestingModule.AssertEqual(1L, 2L, "nope")).Message);
        TestingModule.AssertRaises<OverflowError>(() => throw new OverflowException());
        Assert.Equal("expected ValueError to be raised", Assert.Throws<AssertionError>(
            () => TestingModule.AssertRaises<ValueError>(() => default)).Message);
    }

    [Fact]
    public void Option_and_result_methods()
    {
        Option<long> some = Values.Some(3L), none = default;
        Assert.Equal("Some(6) None Some(3) None Ok(3) Err(\"e\") 3 9", string.Join(' ',
            some.Map(x => x * 2), none.Map(x => x), none.OrElse(() => Values.Some(3L)), some.Filter(x => x > 5),
            some.OkOr("e"), none.OkOr("e"), some.UnwrapOr(9), none.UnwrapOr(9)));
        Result<long, string> ok = Result<long, string>.Ok(3), err = Result<long, string>.Err("e");
        Assert.Equal("Ok(6) Err(\"e\") Ok(3) Err(1) Ok(1) Some(3) None Some(\"e\")", string.Join(' ',
            ok.Map(x => x * 2), err.Map(x => x), ok.MapErr(e => e.Length), err.MapErr(e => e.Length),
            err.OrElse(e => Result<long, long>.Ok(e.Length)), ok.ToOption(), err.ToOption(), err.ErrorToOption()));
    }
}
