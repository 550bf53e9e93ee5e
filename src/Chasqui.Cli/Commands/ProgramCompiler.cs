using System.Collections.Immutable;
using Chasqui.Cli.Files;
using Chasqui.Compiler;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Diagnostics.Rendering;

namespace Chasqui.Cli.Commands;

/// <summary>What every command that compiles does the same way: read the entry, compile it, report.</summary>
internal sealed class ProgramCompiler(Terminal terminal)
{
    public static string RuntimePath => Path.Combine(AppContext.BaseDirectory, "Chasqui.Runtime.dll");

    public string Format { get; init; } = "text";

    public string Color { get; init; } = "auto";

    /// <param name="code">Stands in for the file's text, as with <c>run -c</c>.</param>
    public CompilationResult Compile(
        string path, bool isDebug, bool checkOnly = false, string? assemblyName = null, string? code = null)
    {
        var files = new DiagnosticBag();
        var entry = code is null ? SourceFiles.ReadEntry(path, files) : new Chasqui.Compiler.Text.SourceText(path, code);
        return entry is null ? new CompilationResult(files.ToSortedArray()) : Compilation.Compile(
            new CompilationOptions(entry.Path, RuntimePath)
            {
                IsDebug = isDebug,
                RequiresMain = !checkOnly,
                AssemblyName = assemblyName,
                Files = ImmutableDictionary<string, string>.Empty.Add(entry.Path, entry.Text),
            },
            checkOnly);
    }

    /// <summary>Writes the diagnostics; the exit code says whether the program may be used.</summary>
    public int Report(CompilationResult result)
    {
        var (writer, text) = Format switch
        {
            "json" => (terminal.Out, JsonRenderer.Render(result.Diagnostics)),
            "msbuild" => (terminal.Out, MSBuildRenderer.Render(result.Diagnostics)),
            _ => (terminal.Error, new HumanRenderer(UseColor).Render(result.Diagnostics)),
        };
        writer.Write(text);
        if (result.InternalError is { } fault)
        {
            terminal.Error.WriteLine(fault);
            return ExitCode.Internal;
        }
        return result.Diagnostics.Any(d => d.IsError) ? ExitCode.Failure : ExitCode.Success;
    }

    private bool UseColor => Color == "always" || (Color == "auto" && terminal.PrefersColor);
}
