using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Host;

public class ProgramTests
{
    [Fact]
    public void Main_that_ends_gives_zero_and_has_the_arguments()
    {
        string[] seen = [];
        (int code, string error) = Captured(() => Program.Run(["a", "b"], () =>
        {
            seen = ProgramArguments.Values;
            return default(Unit);
        }));

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["a", "b"], seen);
    }

    [Fact]
    public void An_Err_from_main_is_shown_and_gives_one()
    {
        (int code, string error) = Captured(() => Program.Run([], () => Result<Unit, string>.Err("no")));

        Assert.Equal((1, "Error: \"no\"\n"), (code, error));
    }

    [Fact]
    public void An_uncaught_error_in_an_async_main_is_printed_with_its_trace()
    {
        AsyncCall<Unit> body = new ThenFrame<Unit, Unit>(AsyncTask.YieldNow, _ => throw new ValueError("bad")).Start;
        (int code, string error) = Captured(() => Program.RunAsync([], body.AsFuture()));

        Assert.Equal(1, code);
        Assert.Matches(@"^ValueError: bad\n  at then \(HandMadeFrames.cs:\d+\)\n", error);
    }

    [Fact]
    public void Runaway_recursion_is_an_error_with_a_folded_trace()
    {
        (int code, string error) = Captured(() => Program.Run([], () =>
        {
            Forever(1);
            return default(Unit);
        }));

        Assert.Equal(1, code);
        Assert.Matches(@"^RecursionError: .*\n  at forever \(ProgramTests.cs:\d+\)\n(  at forever .*\n)?  … repeated \d+ more times\n$", error);
    }

    [Fact]
    public void A_cause_follows_the_error()
    {
        (_, string error) = Captured(() => Program.Run([], new Func<Unit>(() => throw new ValueError("outer", new KeyError("inner")))));

        Assert.Equal("ValueError: outer\ncaused by KeyError: inner\n", error);
    }

    [SourceName("forever")]
    private static long Forever(long n)
    {
        Errors.EnsureStack();
        return Forever(n + 1) + n;
    }

    private static (int Code, string Error) Captured(Func<int> run)
    {
        TextWriter before = Console.Error;
        var text = new StringWriter();
        Console.SetError(text);
        try
        {
            return (run(), text.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
