using System.Text.Json;

namespace Chasqui.Cli.Testing;

internal enum TestStatus
{
    Passed,
    Failed,
    Skipped,
    XFailed,

    /// <summary>Passed although it was expected to fail, which counts as a failure.</summary>
    XPassed,
}

/// <summary>A place in the user's code that an error came through.</summary>
internal sealed record TestPlace(string Name, string File, int Line);

/// <summary>What went wrong, in which part of a test; places are innermost first.</summary>
internal sealed record TestFailure(string Phase, string Kind, string Message, IReadOnlyList<TestPlace> Places)
{
    public string Summary => Message.Length == 0 ? Kind : $"{Kind}: {Message}";
}

/// <summary>How a test ended. <see cref="IsBroken"/>: it is still running somewhere, so its lane cannot be used any more.</summary>
internal sealed record TestResult(
    TestStatus Status, string Reason, double Milliseconds, string Output, IReadOnlyList<TestFailure> Failures, bool IsBroken)
{
    public bool Fails => Status is TestStatus.Failed or TestStatus.XPassed;

    public static TestResult Read(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        JsonElement root = json.RootElement;
        return new TestResult(
            Enum.Parse<TestStatus>(Text(root, "status"), ignoreCase: true),
            Text(root, "reason"),
            root.TryGetProperty("duration_ms", out JsonElement duration) ? duration.GetDouble() : 0,
            Text(root, "output"),
            root.TryGetProperty("failures", out JsonElement failures) ? [.. failures.EnumerateArray().Select(ReadFailure)] : [],
            root.TryGetProperty("broken", out JsonElement broken) && broken.GetBoolean());
    }

    private static TestFailure ReadFailure(JsonElement failure) => new(
        Text(failure, "phase"),
        Text(failure, "kind"),
        Text(failure, "message"),
        [.. failure.GetProperty("places").EnumerateArray().Select(p => new TestPlace(Text(p, "name"), Text(p, "file"), p.GetProperty("line").GetInt32()))]);

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement text) ? text.GetString() ?? "" : "";
}
