using System.Text;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler;

/// <summary>Reads source files strictly: what is not UTF-8 text is a diagnostic, never a guess.</summary>
public static class SourceFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The entry file of a file or folder; null, with a diagnostic, when there is none to read.</summary>
    public static SourceText? ReadEntry(string path, DiagnosticBag diagnostics) =>
        EntryOf(path, diagnostics) is { } file ? Read(file, diagnostics) : null;

    private static string? EntryOf(string path, DiagnosticBag diagnostics)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }
        string[] candidates = [Path.Combine(path, "main.incn"), Path.Combine(path, "src", "main.incn")];
        if (candidates.FirstOrDefault(File.Exists) is { } entry)
        {
            return entry;
        }
        diagnostics.Add(FileErrors.FolderWithoutEntry(path));
        return null;
    }

    public static SourceText? Read(string path, DiagnosticBag diagnostics)
    {
        try
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            // A NUL is valid UTF-8 and never source text: what has one is an image or an archive.
            if (bytes.Contains((byte)0))
            {
                diagnostics.Add(FileErrors.NotUtf8(path));
                return null;
            }
            return new SourceText(path, Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes));
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Add(FileErrors.NotUtf8(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            diagnostics.Add(FileErrors.FileNotFound(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            diagnostics.Add(FileErrors.CannotRead(path, e.Message));
        }
        return null;
    }
}
