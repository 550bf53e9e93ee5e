using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests.Core;

public sealed class ErrorsTests
{
    public static TheoryData<Exception, string, string> Kinds => new()
    {
        { new OverflowException(), "OverflowError", "integer overflow" },
        { new DivideByZeroException(), "ZeroDivisionError", "division by zero" },
        { new InsufficientExecutionStackException(), "RecursionError", "maximum recursion depth exceeded" },
        { new ValueError("bad"), "ValueError", "bad" },
        { new Exception("plain"), "Exception", "plain" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Errors_have_a_kind_and_a_message(Exception error, string kind, string message)
    {
        Assert.Equal(kind, Errors.KindOf(error));
        Assert.Equal(message, Errors.MessageOf(error));
    }

    [Fact]
    public void A_translated_error_keeps_the_original()
    {
        var original = new OverflowException();
        Assert.Same(original, Errors.Normalize(original).InnerException);
    }

    [Theory]
    [InlineData(null, "left != right", "left != right")]
    [InlineData("nope", "left != right", "nope; left != right")]
    [InlineData("nope", "", "nope")]
    [InlineData(null, "", "")]
    public void Assertion_messages(string? message, string detail, string expected) =>
        Assert.Equal(expected, Errors.AssertionFailed(message, detail).Message);

    [Fact]
    public void A_failed_comparison_shows_the_operands() =>
        Assert.Equal("""left != right (left: "a", right: "b")""", Errors.ComparisonFailed(null, "left != right", "a", "b").Message);

    [Fact]
    public void Runaway_recursion_raises()
    {
        static long Deep(long n)
        {
            Errors.EnsureStack();
            return Deep(n + 1) + 1;
        }
        Assert.Throws<RecursionError>(() => Deep(0));
    }
}
