using Chasqui.Cli.Commands;
using Chasqui.Compiler;

namespace Chasqui.Cli.Testing;

/// <summary>A test run from the files to the exit code: discover, compile, collect, select, execute, report.</summary>
internal sealed class TestRunner(Terminal terminal, TestOptions options, ProgramCompiler compiler, TimeProvider time)
{
    public int Run()
    {
        (string path, string? name) = Target(options.Path);
        if (TestDiscovery.Find(path) is not { } found)
        {
            terminal.Error.WriteLine($"chasqui: there is no file or folder `{path}` to test");
            return ExitCode.Usage;
        }
        if (found.Files.IsEmpty)
        {
            return Empty($"no tests found below `{path}`: expected files test_*.incn or *_test.incn, or a block `module tests:`");
        }
        CompilationResult result = compiler.CompileTests(found.Root, found.Files);
        int failure = compiler.Report(result);
        if (result.Output is not { } program)
        {
            return failure;
        }
        (TestLane? lane, string error) = TestLane.Open(program, options, time);
        if (lane is null)
        {
            terminal.Error.WriteLine("chasqui: the tests cannot be collected");
            terminal.Error.Write(error);
            return ExitCode.Failure;
        }
        (IReadOnlyList<TestCase> collected, IReadOnlySet<string> registered) = TestCase.Read(lane.Describe());
        if (options.HasStrictMarkers && ReportUnregistered(collected, registered))
        {
            return ExitCode.Failure;
        }
        TestSelection selection = TestSelection.Create(collected, options, name);
        if (options.OnlyLists)
        {
            foreach (TestCase test in selection.Tests)
            {
                terminal.Out.WriteLine(test.Id);
            }
            return ExitCode.Success;
        }
        return Execute(program, selection, lane);
    }

    private int Execute(Compiler.Emit.EmitResult program, TestSelection selection, TestLane lane)
    {
        ITestReport report = options.IsJson ? new JsonReport(terminal.Out) : new ConsoleReport(terminal.Out, options);
        report.Begin(selection);
        TestOutcome outcome = new TestExecution(program, options, time, report).Run(selection.Tests, lane);
        report.End(outcome);
        if (options.JUnitPath is { } path)
        {
            try
            {
                JUnitReport.Write(path, outcome);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"chasqui: cannot write {path}: {e.Message}");
                return ExitCode.Failure;
            }
        }
        return outcome.Failed || (options.FailsOnEmpty && outcome.Results.Count == 0) ? ExitCode.Failure : ExitCode.Success;
    }

    private bool ReportUnregistered(IReadOnlyList<TestCase> tests, IReadOnlySet<string> registered)
    {
        bool any = false;
        foreach (TestCase test in tests)
        {
            foreach (string marker in test.CustomMarkers.Where(m => !registered.Contains(m)))
            {
                terminal.Error.WriteLine($"chasqui: {test.Id} is marked `{marker}`, which no TEST_MARKERS names");
                any = true;
            }
        }
        return any;
    }

    private int Empty(string message)
    {
        terminal.Error.WriteLine($"chasqui: {message}");
        return options.FailsOnEmpty ? ExitCode.Failure : ExitCode.Success;
    }

    /// <summary><c>tests/test_bank.incn::test_deposit</c>: a file and the name of a test in it.</summary>
    private static (string Path, string? Name) Target(string target)
    {
        int at = target.IndexOf("::", StringComparison.Ordinal);
        return at < 0 ? (target, null) : (target[..at], target[(at + 2)..]);
    }
}
