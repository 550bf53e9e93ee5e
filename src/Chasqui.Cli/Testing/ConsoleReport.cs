using System.Globalization;

namespace Chasqui.Cli.Testing;

/// <summary>The run as a person follows it: a letter or line for each test, then failures in full, then one line of totals.</summary>
internal sealed class ConsoleReport(TextWriter output, TestOptions options) : ITestReport
{
    private const int Width = 80;
    private const string Green = "32";
    private const string Red = "31";
    private const string Yellow = "33";

    private string? _file;
    private int _deselected;

    public void Begin(TestSelection selection)
    {
        _deselected = selection.Deselected;
        string deselected = selection.Deselected > 0 ? $", {selection.Deselected} deselected" : "";
        string seed = selection.ShuffleSeed is { } value ? $", shuffled with --seed {value}" : "";
        output.WriteLine($"collected {Tests(selection.Tests.Count)}{deselected}{seed}");
        output.WriteLine();
    }

    public void Ended(TestCase test, TestResult result)
    {
        if (options.IsVerbose)
        {
            string reason = result.Reason.Length > 0 ? $" ({result.Reason})" : "";
            output.WriteLine($"{test.Id} {Paint(ColorOf(result.Status), Word(result.Status))}{reason}");
            return;
        }
        if (_file != test.File)
        {
            EndLine();
            output.Write($"{test.File} ");
            _file = test.File;
        }
        output.Write(Paint(ColorOf(result.Status), Letter(result.Status)));
    }

    public void End(TestOutcome outcome)
    {
        EndLine();
        WriteFailures(outcome);
        WriteDurations(outcome);
        WriteSummary(outcome);
    }

    private void WriteFailures(TestOutcome outcome)
    {
        (TestCase Test, TestResult Result)[] failed = [.. outcome.Results.Where(r => r.Result.Fails)];
        if (failed.Length > 0)
        {
            output.WriteLine();
            output.WriteLine(Rule('=', "FAILURES"));
        }
        foreach ((TestCase test, TestResult result) in failed)
        {
            output.WriteLine(Paint(Red, Rule('_', test.Name)));
            output.WriteLine($"{test.File}:{test.Line}");
            output.WriteLine();
            foreach (TestFailure failure in result.Failures)
            {
                output.WriteLine(FailureText.Describe(failure));
            }
            if (result.Status == TestStatus.XPassed)
            {
                output.WriteLine($"E   passed although it was expected to fail{(result.Reason.Length > 0 ? $": {result.Reason}" : "")}");
                output.WriteLine();
            }
            if (result.Output.Length > 0)
            {
                output.WriteLine(Rule('-', "captured output"));
                output.WriteLine(result.Output.TrimEnd('\n'));
            }
        }
        foreach (TestFailure error in outcome.Errors)
        {
            output.WriteLine(Paint(Red, Rule('_', $"ERROR in the {error.Phase}")));
            output.WriteLine(FailureText.Describe(error with { Phase = "call" }));
        }
    }

    private void WriteDurations(TestOutcome outcome)
    {
        if (options.Durations <= 0)
        {
            return;
        }
        output.WriteLine();
        output.WriteLine(Rule('=', $"slowest {options.Durations} durations"));
        foreach ((TestCase test, TestResult result) in outcome.Results.OrderByDescending(r => r.Result.Milliseconds).Take(options.Durations))
        {
            output.WriteLine($"{Seconds(result.Milliseconds / 1000)} {test.Id}");
        }
    }

    private void WriteSummary(TestOutcome outcome)
    {
        (TestCase Test, TestResult Result)[] notable = [.. outcome.Results.Where(r => r.Result.Fails)];
        if (notable.Length + outcome.Errors.Count > 0)
        {
            output.WriteLine(Rule('=', "short test summary"));
        }
        foreach ((TestCase test, TestResult result) in notable)
        {
            string why = result.Failures is [var failure, ..] ? failure.Summary.Split('\n')[0] : result.Reason;
            output.WriteLine($"{Paint(Red, Word(result.Status))} {test.Id}{(why.Length > 0 ? $" - {why}" : "")}");
        }
        foreach (TestFailure error in outcome.Errors)
        {
            output.WriteLine($"{Paint(Red, "ERROR")} in the {error.Phase} - {error.Summary.Split('\n')[0]}");
        }
        output.WriteLine();
        output.WriteLine(Paint(outcome.Failed ? Red : Green, Rule('=', $"{Totals(outcome)} in {Seconds(outcome.Duration.TotalSeconds)}")));
    }

    private string Totals(TestOutcome outcome)
    {
        (int Count, string Word)[] counts =
        [
            (outcome.Count(TestStatus.Failed), "failed"),
            (outcome.Count(TestStatus.Passed), "passed"),
            (outcome.Count(TestStatus.Skipped), "skipped"),
            (outcome.Count(TestStatus.XFailed), "xfailed"),
            (outcome.Count(TestStatus.XPassed), "xpassed"),
            (outcome.Errors.Count, outcome.Errors.Count == 1 ? "error" : "errors"),
            (_deselected, "deselected"),
        ];
        string[] shown = [.. counts.Where(c => c.Count > 0).Select(c => $"{c.Count} {c.Word}")];
        return shown.Length == 0 ? "no tests ran" : string.Join(", ", shown);
    }

    private void EndLine()
    {
        if (_file is not null)
        {
            output.WriteLine();
            _file = null;
        }
    }

    private static string Rule(char line, string title)
    {
        int room = Math.Max(6, Width - title.Length - 2);
        return $"{new string(line, room / 2)} {title} {new string(line, room - room / 2)}";
    }

    private static string Tests(int count) => count == 1 ? "1 test" : $"{count} tests";

    private static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture) + "s";

    private static string Word(TestStatus status) => status switch
    {
        TestStatus.XFailed => "XFAIL",
        TestStatus.XPassed => "XPASS",
        _ => status.ToString().ToUpperInvariant(),
    };

    private static string Letter(TestStatus status) => status switch
    {
        TestStatus.Passed => ".",
        TestStatus.Failed => "F",
        TestStatus.Skipped => "s",
        TestStatus.XFailed => "x",
        _ => "X",
    };

    private static string ColorOf(TestStatus status) => status switch
    {
        TestStatus.Passed => Green,
        TestStatus.Skipped or TestStatus.XFailed => Yellow,
        _ => Red,
    };

    private string Paint(string color, string text) => options.UsesColor ? $"\e[{color}m{text}\e[0m" : text;
}
