using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics;

/// <summary>Faults of source files and of the output.</summary>
public static class FileErrors
{
    private static readonly DiagnosticDescriptor Missing = new("CHQ8001", Severity.Error, "File not found");
    private static readonly DiagnosticDescriptor Unreadable = new("CHQ8002", Severity.Error, "File cannot be read");
    private static readonly DiagnosticDescriptor NotText = new("CHQ8003", Severity.Error, "Not a text file");
    private static readonly DiagnosticDescriptor NoEntry = new("CHQ8004", Severity.Error, "Folder without a program");
    private static readonly DiagnosticDescriptor Output = new("CHQ8005", Severity.Error, "Output cannot be written");

    public static Diagnostic FileNotFound(string path) =>
        new(Missing, Whole(path), $"there is no file or folder `{path}`");

    public static Diagnostic CannotRead(string path, string reason) =>
        new(Unreadable, Whole(path), $"`{path}` cannot be read: {reason}");

    public static Diagnostic NotUtf8(string path) =>
        new(NotText, Whole(path), $"`{path}` is not UTF-8 text") { Help = "a source file is UTF-8 text and ends in `.incn`" };

    public static Diagnostic FolderWithoutEntry(string path) =>
        new(NoEntry, Whole(path), $"the folder `{path}` has neither `main.incn` nor `src/main.incn`")
        {
            Help = "name the file to compile",
        };

    public static Diagnostic CannotWrite(string path, string reason) =>
        new(Output, Whole(path), $"`{path}` cannot be written: {reason}");

    private static SourceSpan Whole(string path) => new SourceText(path, "").Span(0, 0);
}
