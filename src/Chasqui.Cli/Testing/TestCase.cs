using System.Text.Json;

namespace Chasqui.Cli.Testing;

/// <summary>A collected test.</summary>
internal sealed record TestCase(
    int Index,
    string Id,
    string File,
    string Module,
    string Name,
    int Line,
    bool IsGrouped,
    bool IsAlone,
    IReadOnlyList<string> Markers,
    IReadOnlyList<string> CustomMarkers,
    IReadOnlyList<string> Resources,
    IReadOnlyDictionary<string, string> Parameters)
{
    public static (IReadOnlyList<TestCase> Tests, IReadOnlySet<string> RegisteredMarkers) Read(string description)
    {
        using var json = JsonDocument.Parse(description);
        JsonElement root = json.RootElement;
        return (
            [.. root.GetProperty("tests").EnumerateArray().Select(Read)],
            Texts(root, "registered").ToHashSet());
    }

    private static TestCase Read(JsonElement test, int index) => new(
        index,
        Text(test, "id"),
        Text(test, "file"),
        Text(test, "module"),
        Text(test, "name"),
        test.GetProperty("line").GetInt32(),
        test.GetProperty("grouped").GetBoolean(),
        test.GetProperty("alone").GetBoolean(),
        Texts(test, "markers"),
        Texts(test, "custom"),
        Texts(test, "resources"),
        test.GetProperty("parameters").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? ""));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static string[] Texts(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(t => t.GetString() ?? "")];
}
