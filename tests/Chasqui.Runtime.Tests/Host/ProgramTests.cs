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
    public void Functions_that_call_each_other_for_ever_are_folded_together()
    {
        (_, string error) = Captured(() => Program.Run([], () =>
        {
            Ping(1);
            return default(Unit);
        }));

        Assert.Matches(@"^RecursionError: .*\n(  at p[io]ng \(ProgramTests.cs:\d+\)\n){2,3}  … these 2 repeated \d+ more times\n(  at p[io]ng .*\n)?$", error);
    }

    [Fact]
    public void The_middle_of_a_long_trace_is_left_out()
    {
        (_, string error) = Captured(() => Program.Run([], new Func<Unit>(() =>
        {
            Irregular(0b1110_0101_1010_0010_1111_0100_1101_0110_0100_1011_0001_1101_0010_1011, 56);
            return default;
        })));

        string[] lines = error.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 30, 41);
        Assert.Single(lines, line => line.EndsWith(" more frames", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failure_that_nobody_sees_is_printed_although_main_is_not_async()
    {
        (int code, string error) = Captured(() => Program.Run([], () =>
        {
            AsyncTask.Spawn(new LoopFrame(1, _ => Calls.Fail<int>(new ValueError("lost")))).Detach();
            return default(Unit);
        }));

        Assert.Equal(1, code);
        Assert.StartsWith("ValueError: lost\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_main_aborts_the_tasks_that_run()
    {
        JoinHandle<Unit>? sleeper = null;
        (int code, string error) = Captured(() => Program.Run([], new Func<Result<Unit, string>>(() =>
        {
            sleeper = AsyncTask.Spawn(Calls.Sleep(1e6).AsFuture());
            return Result<Unit, string>.Err("no");
        })));

        Assert.Equal((1, "Error: \"no\"\n"), (code, error));
        Assert.True(sleeper?.TakeOutcome().Error.IsCancelled());
    }

    [Fact]
    public void Exit_in_a_task_unwinds_it_cancels_main_and_gives_the_code()
    {
        bool unwound = false;
        JoinHandle<int>? caller = null;
        (int code, string error) = Captured(() => Program.RunAsync([], () =>
        {
            caller = AsyncTask.Spawn(Calls.Yield.AsFuture().Map<int, int>(_ =>
            {
                try
                {
                    Builtins.Exit(7);
                    return 0;
                }
                finally
                {
                    unwound = true;
                }
            }));
            return Calls.Sleep(1e6).AsFuture();
        }));

        Assert.Equal((7, ""), (code, error));
        Assert.True(unwound);
        Assert.True(caller?.Done());
    }

    [Fact]
    public void Exit_in_a_sync_main_unwinds_it()
    {
        bool unwound = false;
        (int code, string error) = Captured(() => Program.Run([], new Func<Unit>(() =>
        {
            try
            {
                Builtins.Exit(4);
                return default;
            }
            finally
            {
                unwound = true;
            }
        })));

        Assert.Equal((4, ""), (code, error));
        Assert.True(unwound);
    }

    [Fact]
    public void Exit_in_a_task_ends_a_sync_main_that_does_not_return()
    {
        using var never = new ManualResetEventSlim();
        (int code, _) = Captured(() => Program.Run([], new Func<Unit>(() =>
        {
            AsyncTask.Spawn(Calls.Yield.AsFuture().Map<int, int>(_ =>
            {
                Builtins.Exit(5);
                return 0;
            }));
            never.Wait();
            return default;
        })));
        never.Set();

        Assert.Equal(5, code);
    }

    [Fact]
    public void A_signal_ends_the_program_while_it_waits_for_its_last_tasks()
    {
        JoinHandle<Unit>? sleeper = null;
        (int code, string error) = Captured(() => Program.RunAsync([], () =>
        {
            sleeper = AsyncTask.Spawn(Calls.Sleep(1e6).AsFuture());
            AsyncTask.Spawn(Calls.Sleep(0.001).AsFuture().Map(_ => ProgramLife.Current?.RequestExit(130)));
            return Calls.Yield.AsFuture().Map(_ => default(Unit));
        }));

        Assert.Equal((130, ""), (code, error));
        Assert.True(sleeper?.TakeOutcome().Error.IsCancelled());
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

    [SourceName("ping")]
    private static long Ping(long n)
    {
        Errors.EnsureStack();
        return Pong(n + 1) + n;
    }

    [SourceName("pong")]
    private static long Pong(long n)
    {
        Errors.EnsureStack();
        return Ping(n + 1) * n;
    }

    /// <summary>Calls itself at one of two places, as the bits say.</summary>
    [SourceName("irregular")]
    private static long Irregular(long bits, int depth)
    {
        if (depth == 0)
        {
            throw new ValueError("bottom");
        }
        if ((bits & 1) != 0)
        {
            return Irregular(bits >> 1, depth - 1) + 1;
        }
        return Irregular(bits >> 1, depth - 1) + 2;
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
