using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Text;

public sealed class StringTests
{
    private static readonly string Long = new('x', 100);

    public static TheoryData<string, object, object> Answers => new()
    {
        { "len", StringMethods.Length("aé👍"), 3L },
        { "len of a lone surrogate", StringMethods.Length("a\uD800b"), 3L },
        { "index", StringMethods.Get("aé👍", 2), "👍" },
        { "index from the end", StringMethods.Get("👍ab", -3), "👍" },
        { "index after a pair", StringMethods.Get("👍ab", 1), "a" },
        { "index in a long text", StringMethods.Get(Long + "y", -1), "y" },
        { "slice", StringMethods.Slice("a👍bc", Values.Part(1), Values.Part(3), default), "👍b" },
        { "slice reversed", StringMethods.Slice("a👍b", default, default, Values.Part(-1)), "b👍a" },
        { "slice simple reversed", StringMethods.Slice("abc", default, default, Values.Part(-1)), "cba" },
        { "slice clamps", StringMethods.Slice("abc", Values.Part(-10), Values.Part(10), default), "abc" },
        { "slice of nothing", StringMethods.Slice("abc", Values.Part(2), Values.Part(1), default), "" },
        { "iterate", StringMethods.Iterate("a👍").Collect().ToString(), "[\"a\", \"👍\"]" },
        { "contains", StringMethods.Contains("abc", ""), true },
        { "repeat", StringMethods.Repeat("ab", 3), "ababab" },
        { "repeat nothing", StringMethods.Repeat("ab", -1), "" },
        { "upper", StringMethods.Upper("straße"), "STRASSE" },
        { "lower", StringMethods.Lower("ÀB"), "àb" },
        { "strip", StringMethods.Strip(" \ta b\n"), "a b" },
        { "strip chars", StringMethods.Strip("xxaxbyx", "xy"), "axb" },
        { "lstrip", StringMethods.LeftStrip("  a "), "a " },
        { "rstrip", StringMethods.RightStrip(" a  "), " a" },
        { "replace", StringMethods.Replace("aXbX", "X", "--"), "a--b--" },
        { "replace empty", StringMethods.Replace("ab", "", "-"), "-a-b-" },
        { "replace once", StringMethods.Replace("aXbX", "X", "-", 1), "a-bX" },
        { "split", StringMethods.Split("a,,b", ",").ToString(), "[\"a\", \"\", \"b\"]" },
        { "split nothing", StringMethods.Split("", ",").ToString(), "[\"\"]" },
        { "split by nothing", StringMethods.Split("ab", "").ToString(), "[\"\", \"a\", \"b\", \"\"]" },
        { "split limited", StringMethods.Split("a,b,c", ",", 1).ToString(), "[\"a\", \"b,c\"]" },
        { "rsplit limited", StringMethods.SplitRight("a,b,c", ",", 1).ToString(), "[\"a,b\", \"c\"]" },
        { "split whitespace", StringMethods.SplitWhitespace("  a \n b ").ToString(), "[\"a\", \"b\"]" },
        { "splitlines", StringMethods.SplitLines("a\r\nb\n\nc\n").ToString(), "[\"a\", \"b\", \"\", \"c\"]" },
        { "partition", StringMethods.Partition("a=b=c", "="), ("a", "=", "b=c") },
        { "rpartition", StringMethods.PartitionRight("a=b=c", "="), ("a=b", "=", "c") },
        { "join", StringMethods.Join(", ", Values.List("a", "b")), "a, b" },
        { "join an iterator", StringMethods.Join("-", StringMethods.Iterate("abc")), "a-b-c" },
        { "find", StringMethods.Find("👍ab", "b"), 2L },
        { "find nothing", StringMethods.Find("abc", "z"), -1L },
        { "find from", StringMethods.Find("abab", "a", 1), 2L },
        { "rfind", StringMethods.FindLast("abab", "a"), 2L },
        { "count", StringMethods.Count("aaaa", "aa"), 2L },
        { "count nothing", StringMethods.Count("abc", ""), 4L },
        { "capitalize", StringMethods.Capitalize("hELLO"), "Hello" },
        { "title", StringMethods.Title("hello wORLD"), "Hello World" },
        { "swapcase", StringMethods.SwapCase("aBc1"), "AbC1" },
        { "isdigit", StringMethods.IsDigit("123"), true },
        { "isdigit of nothing", StringMethods.IsDigit(""), false },
        { "isalpha", StringMethods.IsAlpha("aé"), true },
        { "isalnum", StringMethods.IsAlphanumeric("a1 "), false },
        { "isspace", StringMethods.IsSpace(" \t"), true },
        { "isupper", StringMethods.IsUpper("AB1"), true },
        { "islower", StringMethods.IsLower("aB"), false },
        { "zfill", StringMethods.ZeroFill("-5", 4), "-005" },
        { "ljust", StringMethods.LeftJustify("a", 3, "."), "a.." },
        { "rjust", StringMethods.RightJustify("a", 3), "  a" },
        { "center", StringMethods.Center("a", 4, "*"), "*a**" },
        { "removeprefix", StringMethods.RemovePrefix("abc", "ab"), "c" },
        { "removesuffix", StringMethods.RemoveSuffix("abc", "x"), "abc" },
        { "format", StringMethods.Format("{} {{{1}}} {}", Values.List("a", "b"), new ValueDict<string, string>(0)), "a {b} b" },
        { "encode", StringMethods.Encode("é").Decode(), "é" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Methods_answer(string name, object actual, object expected) => Assert.True(expected.Equals(actual), $"{name}: {actual}");

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("abc", -4)]
    [InlineData("👍", 1)]
    [InlineData("", 0)]
    public void A_bad_index_is_an_error(string text, long index) =>
        Assert.Equal("string index out of range", Assert.Throws<IndexError>(() => StringMethods.Get(text, index)).Message);

    [Theory]
    [InlineData("42", 42)]
    [InlineData("-7", -7)]
    [InlineData("+7", 7)]
    public void Ints_are_read(string text, long expected) => Assert.Equal(expected, IntMethods.Create(text));

    [Theory]
    [InlineData("abc")]
    [InlineData(" 1")]
    [InlineData("1_000")]
    [InlineData("")]
    [InlineData("1.5")]
    public void What_is_no_int_is_a_value_error(string text) =>
        Assert.Equal($"cannot convert '{text}' to int", Assert.Throws<ValueError>(() => IntMethods.Create(text)).Message);

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData(".5", 0.5)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("nan", double.NaN)]
    public void Floats_are_read(string text, double expected) => Assert.Equal(expected, FloatMethods.Create(text));

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("--inf")]
    [InlineData("--nan")]
    [InlineData("1 ")]
    public void What_is_no_float_is_a_value_error(string text) =>
        Assert.Equal($"cannot convert '{text}' to float", Assert.Throws<ValueError>(() => FloatMethods.Create(text)).Message);

    [Fact]
    public void Ints_are_read_in_other_bases()
    {
        Assert.Equal(255, IntMethods.Create("0xff", 16));
        Assert.Equal(-5, IntMethods.Create("-101", 2));
        Assert.Throws<ValueError>(() => IntMethods.Create("8", 8));
    }
}
