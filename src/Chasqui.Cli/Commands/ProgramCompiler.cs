using System.Collections.Immutable;
using Chasqui.Compiler;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Diagnostics.Rendering;

namespace Chasqui.Cli.Commands;

/// <summary>What every command that compiles does the same way: compile, report.</summary>
internal sealed class ProgramCompiler(Terminal terminal)
{
    public static string RuntimePath => Path.Combine(AppContext.BaseDirectory, "Chasqui.Runtime.dll");

    public string Format { get; init; } = "text";

    public string Color { get; init; } = "auto";

    /// <summary>Whether the detail behind an internal error is wanted.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether the times of the phases are wanted.</summary>
    public bool ShowsTimings { get; init; }

    /// <param name="code">Stands in for the file's text, as with <c>run -c</c>.</param>
    public CompilationResult Compile(
        string path, bool isDebug, bool checkOnly = false, string? assemblyName = null, string? code = null, string[]? references = null)
    {
        CollectionPause.Begin(path);
        var files = ImmutableDictionary<string, string>.Empty;
        return Compilation.Compile(
            new CompilationOptions(path, RuntimePath)
            {
                IsDebug = isDebug,
                RequiresMain = !checkOnly,
                AssemblyName = assemblyName,
                References = [.. references ?? []],
                Files = code is null ? files : files.Add(path, code),
            },
            checkOnly);
    }

    /// <param name="root">The project's folder.</param>
    /// <param name="files">Those with tests.</param>
    public CompilationResult CompileTests(string root, ImmutableArray<string> files, bool checkOnly = false) =>
        Compilation.Compile(new CompilationOptions(root, RuntimePath) { IsDebug = true, Tests = files, AssemblyName = "tests" }, checkOnly);

    /// <summary>Writes the diagnostics; the exit code says whether the program may be used.</summary>
    public int Report(CompilationResult result)
    {
        var (writer, text) = Format switch
        {
            "json" => (terminal.Out, JsonRenderer.Render(result.Diagnostics)),
            "msbuild" => (terminal.Out, MSBuildRenderer.Render(result.Diagnostics)),
            _ => (terminal.Error, new HumanRenderer(UsesColor).Render(result.Diagnostics)),
        };
        writer.Write(text);
        if (ShowsTimings)
        {
            WriteTimings(result.Timings);
        }
        if (result.InternalError is { } fault)
        {
            return terminal.ReportFault(fault, IsVerbose);
        }
        return result.Diagnostics.Any(d => d.IsError) ? ExitCode.Failure : ExitCode.Success;
    }

    private void WriteTimings(ImmutableArray<PhaseTiming> timings)
    {
        foreach (PhaseTiming timing in timings)
        {
            terminal.Error.WriteLine(
                $"{timing.Phase,-8} {timing.Elapsed.TotalMilliseconds,8:F1} ms, collecting {timing.Collecting.TotalMilliseconds,8:F1} ms, {timing.AllocatedBytes / 1e6,8:F1} MB");
        }
    }

    public bool UsesColor => Color == "always" || (Color == "auto" && terminal.PrefersColor);
}
