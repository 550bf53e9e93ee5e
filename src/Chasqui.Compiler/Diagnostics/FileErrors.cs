using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics;

/// <summary>Faults of files and output.</summary>
public static class FileErrors
{
    private static readonly DiagnosticDescriptor Missing = new("CHQ8001", Severity.Error, "File not found");

    public static Diagnostic NotFound(SourceText source) =>
        new(Missing, source.Span(0, 0), $"there is no file `{source.Path}`");
}
