using System.CommandLine;
using Chasqui.Cli.Testing;

namespace Chasqui.Cli.Commands;

/// <summary>Reports what is wrong with a program, and emits nothing.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("PATH") { Description = "a source file, or a folder with main.incn" };
        var format = SharedOptions.Format();
        var color = SharedOptions.Color();
        var timings = SharedOptions.Timings();
        var command = new Command("check", "Checks a program without building it.") { path, format, color, timings };
        command.SetAction(parsed =>
        {
            var compiler = new ProgramCompiler(terminal)
            {
                Format = parsed.GetRequiredValue(format),
                Color = parsed.GetRequiredValue(color),
                ShowsTimings = parsed.GetValue(timings),
                IsVerbose = parsed.GetValue<bool>(SharedOptions.VerboseName),
            };
            string entry = parsed.GetRequiredValue(path);
            return compiler.Report(TestDiscovery.OfFile(entry) is { } tests
                ? compiler.CompileTests(tests.Root, tests.Files, checkOnly: true)
                : compiler.Compile(entry, isDebug: true, checkOnly: true));
        });
        return command;
    }
}
