using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Std.Json;

namespace Chasqui.Runtime.Tests.Std;

public class JsonTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.5, "1.5")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e16")]
    [InlineData(0.00001, "0.00001")]
    [InlineData(0.0000015, "1.5e-6")]
    [InlineData(double.NaN, "null")]
    [InlineData(double.PositiveInfinity, "null")]
    public void Floats_have_a_point_or_an_exponent(double value, string json) => Assert.Equal(json, JsonWriter.Write(value));

    [Theory]
    [InlineData("plain é 😀", "\"plain é 😀\"")]
    [InlineData("\"\\/", "\"\\\"\\\\/\"")]
    [InlineData("\n\r\t\b\f\u0001", "\"\\n\\r\\t\\b\\f\\u0001\"")]
    public void Strings_escape_what_JSON_requires_and_read_back(string value, string json)
    {
        Assert.Equal(json, JsonWriter.Write(value));
        Assert.Equal(value, JsonReader.Read<string>(json));
    }

    [Fact]
    public void Nested_types_read_back()
    {
        var value = new ValueDict<long, Option<(string, bool)>>();
        value.Set(1, new(("a", true)));
        value.Set(-2, default);
        string json = JsonWriter.Write(value);
        Assert.Equal("""{"1":["a",true],"-2":null}""", json);
        Assert.Equal(value, JsonReader.Read<ValueDict<long, Option<(string, bool)>>>(json));
    }

    [Theory]
    [InlineData("", "EOF while parsing a value at line 1 column 0")]
    [InlineData("[1,", "EOF while parsing a value at line 1 column 3")]
    [InlineData("[1", "EOF while parsing a list at line 1 column 2")]
    [InlineData("[1 2]", "expected `,` or `]` at line 1 column 4")]
    [InlineData("[1,]", "trailing comma at line 1 column 4")]
    [InlineData("[1]\n x", "trailing characters at line 2 column 2")]
    [InlineData("[01]", "invalid number at line 1 column 3")]
    [InlineData("[1.]", "invalid number at line 1 column 4")]
    [InlineData("[\"é\"]", "invalid type: string \"é\", expected i64 at line 1 column 5")]
    [InlineData("[nul]", "expected ident at line 1 column 5")]
    [InlineData("[null]", "invalid type: null, expected i64 at line 1 column 5")]
    [InlineData("{}", "invalid type: map, expected a sequence at line 1 column 0")]
    public void Faults_are_named_with_their_place(string json, string problem) =>
        Assert.Equal($"JSONDecodeError: {problem}", IDeserialize.FromJson<ValueList<long>>(json).Error);

    [Theory]
    [InlineData("\"\\x\"", "invalid escape at line 1 column 3")]
    [InlineData("\"\\ud83d\"", "lone leading surrogate in hex escape at line 1 column 7")]
    [InlineData("\"a", "EOF while parsing a string at line 1 column 2")]
    [InlineData("\"a\nb\"", "control character (\\u0000-\\u001F) found while parsing a string at line 2 column 0")]
    public void Faulty_strings_are_named(string json, string problem) =>
        Assert.Equal($"JSONDecodeError: {problem}", IDeserialize.FromJson<string>(json).Error);

    [Fact]
    public void Long_tuples_are_arrays_of_their_length()
    {
        var value = (1L, "b", true, 4L, 5L, 6L, 7L);
        Assert.Equal("[1,\"b\",true,4,5,6,7]", JsonWriter.Write(value));
        Assert.Equal(value, JsonReader.Read<(long, string, bool, long, long, long, long)>(JsonWriter.Write(value)));
        Assert.EndsWith("invalid length 1, expected a tuple of size 6 at line 1 column 3", IDeserialize.FromJson<(long, long, long, long, long, long)>("[1]").Error);
    }

    [Fact]
    public void Depth_is_bounded() =>
        Assert.EndsWith("recursion limit exceeded at line 1 column 129", JsonValue.Parse(new string('[', 1000)).Error.Message());

    [Fact]
    public void A_type_without_a_JSON_form_is_a_type_error() =>
        Assert.Equal("Object of type Exception is not JSON serializable", Assert.Throws<TypeError>(() => JsonWriter.Write(new Exception())).Message);
}
