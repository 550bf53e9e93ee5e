using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Chasqui.Runtime.Tests.Text;

public sealed class TextTests
{
    public static TheoryData<object, string, string> Texts => new()
    {
        { 42L, "42", "42" },
        { long.MinValue, "-9223372036854775808", "-9223372036854775808" },
        { true, "true", "true" },
        { 1.0, "1", "1.0" },
        { -0.0, "-0", "-0.0" },
        { 0.1, "0.1", "0.1" },
        { 1.5, "1.5", "1.5" },
        { 123456.789, "123456.789", "123456.789" },
        { 1e15, "1000000000000000", "1000000000000000.0" },
        { 1e16, "10000000000000000", "1e16" },
        { -12345678901234567000.0, "-12345678901234567000", "-1.2345678901234567e19" },
        { 1e20, "100000000000000000000", "1e20" },
        { -1.25e20, "-125000000000000000000", "-1.25e20" },
        { 1e-4, "0.0001", "0.0001" },
        { 1e-7, "0.0000001", "1e-7" },
        { -2.5e-7, "-0.00000025", "-2.5e-7" },
        { double.PositiveInfinity, "inf", "inf" },
        { double.NegativeInfinity, "-inf", "-inf" },
        { double.NaN, "NaN", "NaN" },
        { "a\"b\\\n\r\t\u0001é", "a\"b\\\n\r\t\u0001é", "\"a\\\"b\\\\\\n\\r\\t\\u{1}é\"" },
        { (byte)7, "7", "7" },
        { default(Unit), "()", "()" },
        { Values.List(1.0, 2.5), "[1.0, 2.5]", "[1.0, 2.5]" },
        { Values.List("a"), "[\"a\"]", "[\"a\"]" },
        { Values.List<long>(), "[]", "[]" },
        { Values.Dict(("a", 1L), ("b", 2L)), "{\"a\": 1, \"b\": 2}", "{\"a\": 1, \"b\": 2}" },
        { Values.Set(3L), "{3}", "{3}" },
        { (1L, "a"), "(1, \"a\")", "(1, \"a\")" },
        { ValueTuple.Create(1L), "(1,)", "(1,)" },
        { Values.List((1L, (2L, "x"))), "[(1, (2, \"x\"))]", "[(1, (2, \"x\"))]" },
        { Values.List((1, 2, 3, 4, 5, 6, 7, 8, 9)), "[(1, 2, 3, 4, 5, 6, 7, 8, 9)]", "[(1, 2, 3, 4, 5, 6, 7, 8, 9)]" },
        { Values.Some(3L), "Some(3)", "Some(3)" },
        { Option<long>.None, "None", "None" },
        { Result<long, string>.Ok(1), "Ok(1)", "Ok(1)" },
        { Result<long, string>.Err("e"), "Err(\"e\")", "Err(\"e\")" },
        { Values.List(Values.List(1L), Values.List<long>()), "[[1], []]", "[[1], []]" },
        { new Bytes([0, 65, 10]), "[0, 65, 10]", "[0, 65, 10]" },
        { new Point(1, "a"), "P { x: 1, s: \"a\" }", "P { x: 1, s: \"a\" }" },
        { new Named("bob"), "I am bob", "Named(\"bob\")" },
        { Values.List(new Named("bob")), "[Named(\"bob\")]", "[Named(\"bob\")]" },
        { IntRange.Create(1, 4), "1..4", "1..4" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_have_a_display_and_a_debug_text(object value, string display, string debug)
    {
        Assert.Equal(display, Formatter.Display(value));
        Assert.Equal(debug, Formatter.Debug(value));
    }

    [Fact]
    public void Statically_typed_values_have_the_same_texts()
    {
        Assert.Equal("1", Formatter.Display(1.0));
        Assert.Equal("1.0", Formatter.Debug(1.0));
        Assert.Equal("(1, \"a\")", Formatter.Display((1L, "a")));
        Assert.Equal("Some((1, [2]))", Formatter.Debug(Values.Some((1L, Values.List(2L)))));
    }

    [Fact]
    public void Pretty_debug_puts_every_element_on_its_own_line()
    {
        Assert.Equal("[\n    P {\n        x: 1,\n        s: \"a\",\n    },\n]", Formatter.PrettyDebug(Values.List(new Point(1, "a"))));
        Assert.Equal("{\n    \"k\": Some(\n        [],\n    ),\n}", Formatter.PrettyDebug(Values.Dict(("k", Values.Some(Values.List<long>())))));
        Assert.Equal("(\n    1,\n    \"a\",\n)", Formatter.PrettyDebug((1L, "a")));
        Assert.Equal("{}", Formatter.PrettyDebug(Values.Dict<string, long>()));
    }

    [Fact]
    public void Floats_read_back_as_the_same_number()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<long>(bits =>
        {
            double value = BitConverter.Int64BitsToDouble(bits * 2654435761);
            return !double.IsFinite(value)
                || (Numbers.ParseFloat(Formatter.Display(value)) == value && Numbers.ParseFloat(Formatter.Debug(value)) == value);
        }));
    }

    [Fact]
    public void An_fstring_may_be_built_while_another_is()
    {
        var outer = new FStringBuilder(3, 3);
        outer.AppendLiteral("a=");
        outer.AppendDisplay(new Named("x"));
        outer.AppendLiteral("|");
        outer.AppendDebug("q");
        outer.AppendFormatted(1.5, ">8.2f");
        outer.AppendDisplay(7L);
        Assert.Equal("a=I am x|\"q\"    1.507", outer.Finish());
    }

    private sealed class Point(long x, string s) : IDebug
    {
        public void Debug(DebugWriter writer)
        {
            writer.BeginStruct("P");
            writer.Field("x", x);
            writer.Field("s", s);
            writer.EndStruct();
        }
    }

    private sealed class Named(string name) : IDebug, IDisplay
    {
        public void Display(TextBuffer text)
        {
            var inner = new FStringBuilder(5, 1);
            inner.AppendLiteral("I am ");
            inner.AppendDisplay(name);
            text.Append(inner.Finish());
        }

        public void Debug(DebugWriter writer)
        {
            writer.BeginTuple("Named");
            writer.Item(name);
            writer.EndTuple();
        }
    }
}
