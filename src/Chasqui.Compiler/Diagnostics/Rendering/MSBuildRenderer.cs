using System.Text;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics.Rendering;

/// <summary>One line per diagnostic, in the form that MSBuild reads: <c>path(line,col): error CHQ3001: message</c>.</summary>
public static class MSBuildRenderer
{
    public static string Render(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (Diagnostic d in diagnostics)
        {
            LinePosition start = d.Span.StartPosition;
            string severity = d.IsError ? "error" : "warning";
            string message = d.Help is null ? d.Message : $"{d.Message} (help: {d.Help})";
            text.Append($"{d.Span.Source.Path}({start.Line},{start.Column}): {severity} {d.Id}: {OneLine(message)}\n");
        }
        return text.ToString();
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
