using System.CommandLine;
using Chasqui.Cli.Testing;

namespace Chasqui.Cli.Commands;

/// <summary>Finds the tests of a file or folder and runs them.</summary>
internal static class TestCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var path = new Argument<string>("PATH")
        {
            Description = "a file or folder; FILE::NAME is one test; by default the current folder",
            DefaultValueFactory = _ => ".",
        };
        var keyword = Expression("-k", "only tests whose id contains this; `and`, `or`, `not` and parentheses combine");
        var markers = Expression("-m", "only tests with these markers, as in `smoke and not slow`");
        var slow = Flag("--slow", "also run tests marked slow");
        var strict = Flag("--strict-markers", "every marker must be named in TEST_MARKERS");
        var list = Flag("--list", "print the ids of the tests and run none");
        var features = new Option<string[]>("--feature") { Description = "makes std.testing.feature(NAME) true", HelpName = "NAME" };
        var shuffle = Flag("--shuffle", "run in random order");
        var seed = new Option<int?>("--seed") { Description = "the order of an earlier --shuffle", HelpName = "N" };
        var jobs = new Option<int?>("-j", "--jobs") { Description = "how many tests run at once; by default one per processor", HelpName = "N" };
        var stop = new Option<bool>("-x", "--exitfirst") { Description = "stop at the first failure" };
        var verbose = Flag("-v", "a line for each test");
        var noCapture = Flag("--nocapture", "let the tests print");
        var durations = new Option<int>("--durations") { Description = "show the N slowest tests", HelpName = "N" };
        var runExpected = Flag("--run-xfail", "treat tests marked xfail like any other");
        var failOnEmpty = Flag("--fail-on-empty", "no test is a failure");
        var format = new Option<string>("--format") { Description = "how results are written", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var junit = new Option<string?>("--junit") { Description = "also write a JUnit report", HelpName = "PATH" };
        var color = SharedOptions.Color();
        var command = new Command("test", "Runs tests.")
        {
            path, keyword, markers, slow, strict, list, features, shuffle, seed, jobs, stop, verbose, noCapture, durations, runExpected,
            failOnEmpty, format, junit, color,
        };
        jobs.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int?>() < 1)
            {
                parsed.AddError("-j takes a number from 1 on");
            }
        });
        command.SetAction(parsed =>
        {
            var compiler = new ProgramCompiler(terminal)
            {
                Color = parsed.GetRequiredValue(color),
                IsVerbose = parsed.GetValue<bool>(SharedOptions.VerboseName),
            };
            var options = new TestOptions
            {
                Path = parsed.GetRequiredValue(path),
                Keyword = parsed.GetValue(keyword),
                Markers = parsed.GetValue(markers),
                IncludesSlow = parsed.GetValue(slow),
                HasStrictMarkers = parsed.GetValue(strict),
                OnlyLists = parsed.GetValue(list),
                Features = parsed.GetValue(features) ?? [],
                Shuffles = parsed.GetValue(shuffle) || parsed.GetValue(seed) is not null,
                Seed = parsed.GetValue(seed),
                Jobs = parsed.GetValue(jobs),
                StopsAtFailure = parsed.GetValue(stop),
                IsVerbose = parsed.GetValue(verbose),
                Captures = !parsed.GetValue(noCapture),
                Durations = parsed.GetValue(durations),
                RunsExpectedFailures = parsed.GetValue(runExpected),
                FailsOnEmpty = parsed.GetValue(failOnEmpty),
                IsJson = parsed.GetRequiredValue(format) == "json",
                JUnitPath = parsed.GetValue(junit),
                UsesColor = compiler.UsesColor,
            };
            return new TestRunner(terminal, options, compiler, time).Run();
        });
        return command;
    }

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static Option<string?> Expression(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "EXPRESSION" };
        option.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<string?>() is { } text && NameExpression.Parse(text) is null)
            {
                parsed.AddError($"`{text}` is no expression of names, `and`, `or`, `not` and parentheses");
            }
        });
        return option;
    }
}
