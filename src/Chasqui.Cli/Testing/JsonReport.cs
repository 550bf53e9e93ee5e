using System.Text;
using System.Text.Json;

namespace Chasqui.Cli.Testing;

/// <summary>One JSON object a line for each test, then one with the totals.</summary>
internal sealed class JsonReport(TextWriter output) : ITestReport
{
    private const string Schema = "incan.test.v1";

    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int? _seed;

    public void Begin(TestSelection selection) => _seed = selection.ShuffleSeed;

    public void Ended(TestCase test, TestResult result) => WriteLine(json =>
    {
        json.WriteString("schema_version", Schema);
        json.WriteString("test_id", test.Id);
        json.WriteString("file", test.File);
        json.WriteString("name", test.Name);
        json.WriteString("status", result.Status.ToString().ToLowerInvariant());
        json.WriteNumber("duration_ms", result.Milliseconds);
        json.WriteStartArray("markers");
        foreach (string marker in test.Markers)
        {
            json.WriteStringValue(marker);
        }
        json.WriteEndArray();
        if (test.Parameters.Count > 0)
        {
            json.WriteStartObject("parameters");
            foreach ((string name, string text) in test.Parameters)
            {
                json.WriteString(name, text);
            }
            json.WriteEndObject();
        }
        if (result.Failures is [var failure, ..])
        {
            json.WriteString("message", failure.Summary);
            if (failure.Places is [var place, ..])
            {
                json.WriteNumber("line", place.Line);
            }
        }
        if (result.Reason.Length > 0)
        {
            json.WriteString("reason", result.Reason);
        }
        if (result.Output.Length > 0)
        {
            json.WriteString("output", result.Output);
        }
    });

    public void End(TestOutcome outcome) => WriteLine(json =>
    {
        json.WriteStartObject("summary");
        json.WriteNumber("total", outcome.Results.Count);
        foreach (TestStatus status in Enum.GetValues<TestStatus>())
        {
            json.WriteNumber(status.ToString().ToLowerInvariant(), outcome.Count(status));
        }
        json.WriteNumber("errors", outcome.Errors.Count);
        json.WriteNumber("duration_ms", Math.Round(outcome.Duration.TotalMilliseconds, 3));
        if (_seed is { } seed)
        {
            json.WriteNumber("shuffle_seed", seed);
        }
        else
        {
            json.WriteNull("shuffle_seed");
        }
        json.WriteEndObject();
    });

    private void WriteLine(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
