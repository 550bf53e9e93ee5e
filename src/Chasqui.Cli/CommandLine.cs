using System.CommandLine;
using Chasqui.Cli.Commands;
using Chasqui.Cli.Running;

namespace Chasqui.Cli;

/// <summary>From arguments to an exit code; the commands stand each in its own file.</summary>
internal sealed class CommandLine(Terminal terminal)
{
    /// <summary>How <c>run</c> starts a compiled program; replaced by tests that only look at what is started.</summary>
    public ProgramHost Host { get; init; } = InProcessHost.Run;

    /// <summary>The clock of test runs; tests of timeouts bring their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public int Run(string[] args)
    {
        // What follows `--` is the program's alone, whatever it looks like.
        int separator = Array.IndexOf(args, "--");
        string[] own = separator < 0 ? args : args[..separator];
        var parsed = Commands(separator < 0 ? [] : args[(separator + 1)..]).Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (separator >= 0 && parsed.CommandResult.Command.Name != RunCommand.Name)
        {
            return UsageError("only `chasqui run` passes arguments on after `--`");
        }
        if (parsed.Errors.Count > 0)
        {
            return UsageError(parsed.Errors[0].Message);
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"error CHQ9001: the command line failed: {e.Message}");
            terminal.Error.WriteLine("  = help: please report it with the program that causes it and the output of `--verbose`");
            return terminal.ReportFault(e, parsed.GetValue<bool>(SharedOptions.VerboseName));
        }
    }

    private RootCommand Commands(string[] programArguments)
    {
        var root = new RootCommand("Chasqui: an async-first, Python-shaped, statically typed language for .NET.")
        {
            RunCommand.Create(terminal, Host, programArguments),
            BuildCommand.Create(terminal),
            CheckCommand.Create(terminal),
            TestCommand.Create(terminal, Time),
            InspectCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            SharedOptions.Verbose(),
        };
        root.SetAction(_ => UsageError("a command is missing"));
        return root;
    }

    private int UsageError(string message)
    {
        terminal.Error.WriteLine($"chasqui: {message}");
        terminal.Error.WriteLine("`chasqui --help` lists the commands and their options");
        return ExitCode.Usage;
    }
}
