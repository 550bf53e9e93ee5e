using System.Text;
using System.Text.Json;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;

namespace Chasqui.Runtime.Testing;

/// <summary>The JSON that <see cref="TestSession"/> answers with.</summary>
internal static class TestRecords
{
    internal static string Describe(TestSuite suite, IReadOnlyList<TestItem> items) => Write(json =>
    {
        json.WriteStartArray("tests");
        foreach (TestItem item in items)
        {
            HashSet<string> fixtures = suite.ClosureOf(item);
            bool sharesFixture = fixtures.Any(key => suite.Fixtures.TryGetValue(key, out Fixture? f) && f.Scope != FixtureScope.Function);
            json.WriteStartObject();
            json.WriteString("id", item.Id);
            json.WriteString("file", item.Module.File);
            json.WriteString("module", item.Module.Path);
            json.WriteString("name", item.Name);
            json.WriteNumber("line", item.Declaration.Line);
            json.WriteBoolean("grouped", sharesFixture || item.Module.HasState);
            json.WriteBoolean("alone", item.Marks.Any(m => m.Name == "serial") || fixtures.Any(BuiltinFixtures.ChangesProcess));
            WriteTexts(json, "markers", item.Marks.Select(m => m.Name).Distinct());
            WriteTexts(json, "custom", item.Marks.Where(m => m.IsCustom).Select(m => m.Name).Distinct());
            WriteTexts(json, "resources", item.Marks.Where(m => m.Name == "resource").Select(m => m.Argument).Distinct());
            json.WriteStartObject("parameters");
            foreach ((string name, string text) in item.Parameters)
            {
                json.WriteString(name, text);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTexts(json, "registered", suite.RegisteredMarkers.Order(StringComparer.Ordinal));
    });

    internal static string Skipped(string reason) => Write(json =>
    {
        json.WriteString("status", "skipped");
        json.WriteString("reason", reason);
    });

    internal static string Ended(TestAttempt attempt, TestMark? expected) => Write(json =>
    {
        IReadOnlyList<TestFailure> failures = attempt.Failures;
        bool failed = failures.Count > 0;
        json.WriteString("status", expected is null ? (failed ? "failed" : "passed") : failed ? "xfailed" : "xpassed");
        json.WriteString("reason", expected?.Reason ?? "");
        json.WriteNumber("duration_ms", Math.Round(attempt.Milliseconds, 3));
        json.WriteBoolean("broken", attempt.HasTimedOut);
        json.WriteString("output", attempt.Output);
        json.WriteStartArray("failures");
        foreach (TestFailure failure in failures)
        {
            WriteFailure(json, failure);
        }
        json.WriteEndArray();
    });

    private static void WriteFailure(Utf8JsonWriter json, TestFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("phase", failure.Phase);
        json.WriteString("kind", Errors.KindOf(failure.Error));
        json.WriteString("message", Errors.MessageOf(failure.Error));
        json.WriteStartArray("places");
        foreach (Place place in Place.Of(failure.Error))
        {
            json.WriteStartObject();
            json.WriteString("name", place.Name);
            json.WriteString("file", place.File ?? "");
            json.WriteNumber("line", place.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
