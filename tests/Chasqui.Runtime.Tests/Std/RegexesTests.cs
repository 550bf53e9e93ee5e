using Chasqui.Runtime.Std.Regexes;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tests.Std;

public sealed class RegexesTests
{
    private static readonly RegexValue Date = RegexValue.Compile(@"(?P<y>\d{4})-(?<m>\d\d)").Unwrap();
    private static readonly RegexValue Letter = RegexValue.Compile("[a-z]").Unwrap();

    public static TheoryData<string, object, string> Answers => new()
    {
        { "match", Date.IsMatch("on 2024-05"), "true" },
        { "full match", Date.FullMatch("on 2024-05").IsSome(), "false" },
        { "offsets count bytes", Date.Find("ñ 2024-05").Unwrap().Span(), "(3, 10)" },
        { "no match", Date.Find("x"), "None" },
        { "group", Date.Captures("2024-05").Unwrap().GroupText(2), "Some(\"05\")" },
        { "named group", Date.Captures("2024-05").Unwrap().GroupText("y"), "Some(\"2024\")" },
        { "no such group", Date.Captures("2024-05").Unwrap().GroupText(9), "None" },
        { "groups", Date.Captures("2024-05").Unwrap().Groups(), "[Some(\"2024\"), Some(\"05\")]" },
        { "named groups", Date.Captures("2024-05").Unwrap().GroupDict(), "{\"y\": Some(\"2024\"), \"m\": Some(\"05\")}" },
        { "replacement refers", Date.ReplaceAll("2024-05 2023-01", "${m}/$y"), "05/2024 01/2023" },
        { "once", Letter.Replace("ab", "$$"), "$b" },
        { "twice", Letter.ReplaceN("abc", 2, "x"), "xxc" },
        { "literal", Letter.ReplaceAllLiteral("a1", "$0"), "$01" },
        { "by function", Letter.ReplaceAll("a1", c => c.FullMatch().AsString() + "!"), "a!1" },
        { "split", Letter.Split("1a2b3").Collect(), "[\"1\", \"2\", \"3\"]" },
        { "split at most", Letter.SplitN("1a2b3", 2).Collect(), "[\"1\", \"2b3\"]" },
        { "case", RegexValue.Compile("A", ignoreCase: true).Unwrap().IsMatch("a"), "true" },
        { "escaped parenthesis", RegexValue.Compile(@"\(?P<").Unwrap().IsMatch("P<"), "true" },
        { "look-around", RegexValue.Compile("(?=a)").UnwrapErr().Kind(), "compile_error" },
        { "unbalanced", RegexValue.Compile("(").IsErr(), "true" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Patterns_answer(string name, object actual, string expected) =>
        Assert.Equal((name, expected), (name, Formatter.Display(actual)));
}
