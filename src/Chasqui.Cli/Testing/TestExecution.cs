using Chasqui.Compiler.Emit;

namespace Chasqui.Cli.Testing;

/// <summary>Runs the selected tests in lanes, and tells a report of each in the order of the selection.</summary>
internal sealed class TestExecution(EmitResult program, TestOptions options, TimeProvider time, ITestReport report)
{
    private readonly Dictionary<TestCase, TestResult> _results = [];
    private readonly List<TestFailure> _errors = [];
    private IReadOnlyList<TestCase> _order = [];
    private int _reported;

    /// <param name="first">A lane that is open already.</param>
    public TestOutcome Run(IReadOnlyList<TestCase> tests, TestLane first)
    {
        long started = time.GetTimestamp();
        _order = tests;
        var groups = new TestGroups(tests);
        int jobs = Math.Clamp(options.Jobs ?? (options.Captures ? Environment.ProcessorCount : 1), 1, Math.Max(1, groups.Count));
        Thread[] others = [.. Enumerable.Range(1, jobs - 1).Select(i => new Thread(() => RunLane(groups, null)) { IsBackground = true, Name = $"lane {i}" })];
        Array.ForEach(others, t => t.Start());
        RunLane(groups, first);
        Array.ForEach(others, t => t.Join());
        lock (_results)
        {
            // After a stop some are missing in between.
            foreach (TestCase test in _order.Skip(_reported).Where(_results.ContainsKey))
            {
                report.Ended(test, _results[test]);
            }
            return new TestOutcome(
                [.. _order.Where(_results.ContainsKey).Select(t => (t, _results[t]))], [.. _errors], time.GetElapsedTime(started));
        }
    }

    private void RunLane(TestGroups groups, TestLane? lane)
    {
        while (groups.Take() is { } group)
        {
            try
            {
                lane = RunGroup(groups, group, lane);
            }
            finally
            {
                groups.Return(group);
            }
        }
        if (lane is not null)
        {
            AddErrors(lane.Close());
        }
    }

    /// <summary>The lane to go on with.</summary>
    private TestLane? RunGroup(TestGroups groups, TestGroups.Group group, TestLane? lane)
    {
        foreach (TestCase test in group.Tests)
        {
            if (lane is null)
            {
                (lane, string error) = TestLane.Open(program, options, time);
                if (lane is null)
                {
                    AddErrors([new TestFailure("collection", "Error", error.TrimEnd(), [])]);
                    groups.Stop();
                    return null;
                }
            }
            TestResult result = lane.Run(test, expectsFailures: !options.RunsExpectedFailures);
            Add(test, result);
            lane = result.IsBroken ? null : lane;
            if (result.Fails && options.StopsAtFailure)
            {
                groups.Stop();
                break;
            }
        }
        if (lane is not null && group.Tests[0].IsGrouped)
        {
            AddErrors(lane.EndModule());
        }
        return lane;
    }

    private void Add(TestCase test, TestResult result)
    {
        lock (_results)
        {
            _results[test] = result;
            for (; _reported < _order.Count && _results.TryGetValue(_order[_reported], out TestResult? next); _reported++)
            {
                report.Ended(_order[_reported], next);
            }
        }
    }

    private void AddErrors(TestResult ending) => AddErrors(ending.Failures);

    private void AddErrors(IReadOnlyList<TestFailure> failures)
    {
        lock (_results)
        {
            _errors.AddRange(failures);
        }
    }
}

/// <summary>What a run came to. Errors are those of fixtures that were torn down after their tests.</summary>
internal sealed record TestOutcome(
    IReadOnlyList<(TestCase Test, TestResult Result)> Results, IReadOnlyList<TestFailure> Errors, TimeSpan Duration)
{
    public bool Failed => Errors.Count > 0 || Results.Any(r => r.Result.Fails);

    public int Count(TestStatus status) => Results.Count(r => r.Result.Status == status);
}

/// <summary>Told about a run as it goes on.</summary>
internal interface ITestReport
{
    void Begin(TestSelection selection);

    void Ended(TestCase test, TestResult result);

    void End(TestOutcome outcome);
}
