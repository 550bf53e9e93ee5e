using Chasqui.Runtime.Core;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Text;

/// <summary>The expectations are CPython's answers, except where Display differs from Python's str.</summary>
public sealed class FormatTests
{
    public static TheoryData<object, string, string> Formats => new()
    {
        { 42L, "", "42" },
        { 42L, "5", "   42" },
        { 42L, "<5", "42   " },
        { 42L, "^5", " 42  " },
        { 42L, "*^6", "**42**" },
        { 42L, "+", "+42" },
        { 42L, " d", " 42" },
        { -42L, "06", "-00042" },
        { -42L, "=6", "-   42" },
        { 42L, "08_d", "0_000_042" },
        { 1234567L, ",", "1,234,567" },
        { 1234567L, "_d", "1_234_567" },
        { 1234567L, "015,", "000,001,234,567" },
        { 1234L, "09,", "0,001,234" },
        { 255L, "x", "ff" },
        { 255L, "X", "FF" },
        { 255L, "#x", "0xff" },
        { -255L, "#06x", "-0x0ff" },
        { 5L, "b", "101" },
        { 5L, "#010b", "0b00000101" },
        { 65535L, "_x", "ffff" },
        { 65536L, "_x", "1_0000" },
        { 8L, "o", "10" },
        { 8L, "#o", "0o10" },
        { 97L, "c", "a" },
        { long.MinValue, "x", "-8000000000000000" },
        { 3L, ".2f", "3.00" },
        { 1L, "%", "100.000000%" },
        { 12345L, "e", "1.234500e+04" },
        { 3.14159, ".2f", "3.14" },
        { 0.125, ".2f", "0.12" },
        { 0.375, ".2f", "0.38" },
        { 2.5, ".0f", "2" },
        { 3.5, ".0f", "4" },
        { 0.5, ".0f", "0" },
        { 2.675, ".2f", "2.67" },
        { 1e22, ".1f", "10000000000000000000000.0" },
        { 1234567.891, ",.2f", "1,234,567.89" },
        { -1.5, "08.2f", "-0001.50" },
        { 0.256, ".1%", "25.6%" },
        { 1.5, "e", "1.500000e+00" },
        { 25.0, ".0e", "2e+01" },
        { 35.0, ".0e", "4e+01" },
        { 1.5e-10, ".3E", "1.500E-10" },
        { 1.5e100, "e", "1.500000e+100" },
        { 123456789.0, "g", "1.23457e+08" },
        { 0.0001, "g", "0.0001" },
        { 0.00001, "g", "1e-05" },
        { 100000.0, "g", "100000" },
        { 1.0, "#g", "1.00000" },
        { 1.0, "#.0f", "1." },
        { 3.14159, ".3", "3.14" },
        { 0.0, "e", "0.000000e+00" },
        { 0.0, "g", "0" },
        { 1.0, "5", "    1" },
        { double.NaN, "6", "   nan" },
        { double.NegativeInfinity, "06.1f", "-00inf" },
        { double.PositiveInfinity, "F", "INF" },
        { 1.5, "+.1f", "+1.5" },
        { "ab", "5", "ab   " },
        { "ab", ">5", "   ab" },
        { "ab", "*^5", "*ab**" },
        { "abcdef", ".3", "abc" },
        { "a👍b", ".2s", "a👍" },
        { "👍", "3", "👍  " },
        { "x", "👍>3", "👍👍x" },
        { true, "", "true" },
        { true, "6", "true  " },
        { true, "d", "1" },
        { (byte)200, "#x", "0xc8" },
        { 7, "03d", "007" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Values_are_formatted_as_in_python(object value, string spec, string expected) =>
        Assert.Equal(expected, Formatter.Format(value, spec));

    [Theory]
    [InlineData(1L, "s")]
    [InlineData(1L, ".2")]
    [InlineData(1L, ".2d")]
    [InlineData(1L, ",x")]
    [InlineData(1L, "+c")]
    [InlineData(1.5, "d")]
    [InlineData(1.5, "x")]
    [InlineData("a", "d")]
    [InlineData("a", "+")]
    [InlineData("a", ",")]
    [InlineData("a", "#")]
    [InlineData("a", "=5")]
    [InlineData("a", "q")]
    [InlineData("a", "5.")]
    [InlineData("a", "5 ")]
    [InlineData("a", "99999999999")]
    public void A_spec_that_does_not_fit_is_a_value_error(object value, string spec) =>
        Assert.Throws<ValueError>(() => Formatter.Format(value, spec));

    [Fact]
    public void Validation_names_the_problem()
    {
        Assert.Null(FormatSpec.Validate(">8.2f", "float"));
        Assert.Equal("unknown format type 'x' for float", FormatSpec.Validate("x", "float"));
        Assert.Equal("invalid format spec '!'", FormatSpec.Validate("!", "int"));
    }
}
