using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Diagnostics.Rendering;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Diagnostics;

public sealed class RenderingTests
{
    private static readonly DiagnosticDescriptor Mismatch = new("CHQ3001", Severity.Error, "Type mismatch");

    [Fact]
    public void Human_shows_line_carets_labels_and_help()
    {
        var source = new SourceText("shop.incn", "def f():\n    x: int = \"hi\"\n");
        var diagnostic = new Diagnostic(Mismatch, Find(source, "\"hi\""), "expected `int`, found `str`")
        {
            Help = "write a number",
            Related = [new RelatedSpan(Find(source, "int"), "declared here")],
        };
        Assert.Equal(
            """
            error CHQ3001: expected `int`, found `str`
              --> shop.incn:2:14
               |
             2 |     x: int = "hi"
               |              ^^^^
               |        --- declared here
               = help: write a number

            """,
            new HumanRenderer(useColor: false).Render([diagnostic]));
    }

    [Fact]
    public void Carets_stand_under_what_follows_tabs_and_wide_characters()
    {
        var source = new SourceText("a.incn", "\tx = \"日本\" + y\n");
        string text = new HumanRenderer(useColor: false).Render([new Diagnostic(Mismatch, Find(source, "y"), "m")]);
        Assert.Contains(" 1 |     x = \"日本\" + y\n   |                  ^\n", text);
    }

    [Fact]
    public void A_span_of_several_lines_shows_its_first_and_last()
    {
        var source = new SourceText("a.incn", "f(\n    1,\n    2,\n)\n");
        string text = new HumanRenderer(useColor: false).Render([new Diagnostic(Mismatch, source.Span(0, 18), "m")]);
        Assert.Equal(
            """
            error CHQ3001: m
              --> a.incn:1:1
               |
             1 | f(
               | ^^
            ...
             4 | )
               | ^

            """,
            text);
    }

    [Fact]
    public void Color_is_only_there_when_asked_for()
    {
        var source = new SourceText("a.incn", "y\n");
        Diagnostic[] diagnostics = [new Diagnostic(Mismatch, source.Span(0, 1), "m")];
        Assert.Contains('\e', new HumanRenderer(useColor: true).Render(diagnostics));
        Assert.DoesNotContain('\e', new HumanRenderer(useColor: false).Render(diagnostics));
    }

    [Fact]
    public void MSBuild_lines_have_place_severity_id_and_message()
    {
        var source = new SourceText("src/a.incn", "x\n  y\n");
        Assert.Equal(
            "src/a.incn(2,3): error CHQ3001: m\n", MSBuildRenderer.Render([new Diagnostic(Mismatch, Find(source, "y"), "m")]));
    }

    [Fact]
    public void Json_counts_columns_in_scalars_and_offsets_in_bytes()
    {
        var source = new SourceText("a.incn", "é😀 y\n");
        using var json = System.Text.Json.JsonDocument.Parse(
            JsonRenderer.Render([new Diagnostic(Mismatch, Find(source, "y"), "m") { Help = "h" }]));
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        var item = json.RootElement.GetProperty("diagnostics")[0];
        Assert.Equal("CHQ3001", item.GetProperty("code").GetString());
        Assert.Equal("h", item.GetProperty("hints")[0].GetString());
        var start = item.GetProperty("primary_span").GetProperty("start");
        Assert.Equal((1, 4, 7), (start.GetProperty("line").GetInt32(), start.GetProperty("column").GetInt32(), start.GetProperty("offset").GetInt32()));
    }

    private static SourceSpan Find(SourceText source, string text) =>
        source.Span(source.Text.IndexOf(text, StringComparison.Ordinal), text.Length);
}
