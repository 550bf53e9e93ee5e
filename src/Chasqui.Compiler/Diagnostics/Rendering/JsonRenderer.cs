using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics.Rendering;

/// <summary>
/// One JSON object for tools. Lines and columns are 1-based, columns in Unicode scalars, offsets in UTF-8 bytes, ends exclusive.
/// </summary>
public static class JsonRenderer
{
    public const int SchemaVersion = 1;

    public static string Render(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema_version", SchemaVersion);
            json.WriteBoolean("ok", !diagnostics.Any(d => d.IsError));
            json.WriteStartArray("diagnostics");
            foreach (Diagnostic diagnostic in diagnostics)
            {
                Write(json, diagnostic);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Id);
        json.WriteString("severity", diagnostic.IsError ? "error" : "warning");
        json.WriteString("phase", PhaseOf(diagnostic.Id));
        json.WriteString("title", diagnostic.Descriptor.Title);
        json.WriteString("message", diagnostic.Message);
        Write(json, "primary_span", diagnostic.Span);
        json.WriteStartArray("hints");
        if (diagnostic.Help is { } help)
        {
            json.WriteStringValue(help);
        }
        json.WriteEndArray();
        json.WriteStartArray("related_spans");
        foreach (RelatedSpan related in diagnostic.Related)
        {
            json.WriteStartObject();
            Write(json, "span", related.Span);
            json.WriteString("label", related.Label);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("explain", $"chasqui explain {diagnostic.Id}");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SourceSpan span)
    {
        json.WriteStartObject(name);
        json.WriteString("file", span.Source.Path);
        Write(json, "start", span.Source, span.Start, span.StartPosition);
        Write(json, "end", span.Source, span.End, span.EndPosition);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SourceText source, int offset, LinePosition position)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("column", position.Column);
        json.WriteNumber("offset", Encoding.UTF8.GetByteCount(source.Text.AsSpan(0, offset)));
        json.WriteEndObject();
    }

    private static string PhaseOf(string id) => id[3] switch
    {
        '1' => "parse",
        '2' => "declare",
        '3' => "bind",
        '4' or '5' or '6' => "analyze",
        '7' => "emit",
        '8' => "tooling",
        _ => "internal",
    };
}
