using System.CommandLine;
using Chasqui.Cli.Running;

namespace Chasqui.Cli.Commands;

/// <summary>Compiles in memory and runs; the exit code is the program's.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create(Terminal terminal, ProgramHost host, string[] programArguments)
    {
        var path = new Argument<string?>("PATH")
        {
            Description = "a source file, or a folder with main.incn",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var code = new Option<string?>("-c") { Description = "the program's text itself", HelpName = "CODE" };
        var release = SharedOptions.Release();
        var color = SharedOptions.Color();
        var command = new Command(Name, "Runs a program; what follows `--` is passed to it.") { path, code, release, color };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(path) is null == parsed.GetValue(code) is null)
            {
                parsed.AddError("`chasqui run` takes a PATH, or a program after `-c`");
            }
        });
        command.SetAction(parsed =>
        {
            var compiler = new ProgramCompiler(terminal)
            {
                Color = parsed.GetRequiredValue(color),
                IsVerbose = parsed.GetValue<bool>(SharedOptions.VerboseName),
            };
            var result = compiler.Compile(
                parsed.GetValue(path) ?? "command.incn", !parsed.GetValue(release), code: parsed.GetValue(code));
            int failure = compiler.Report(result);
            CollectionPause.End();
            return result.Output is { } program ? host(program.Assembly, program.Symbols, programArguments) : failure;
        });
        return command;
    }
}
