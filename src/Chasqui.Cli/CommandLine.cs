using System.CommandLine;
using System.Reflection;
using Chasqui.Cli.Commands;

namespace Chasqui.Cli;

/// <summary>From arguments to an exit code; the commands stand each in its own file.</summary>
internal sealed class CommandLine(Terminal terminal)
{
    public int Run(string[] args)
    {
        var parsed = Commands().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
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
            return InternalError(e);
        }
    }

    private RootCommand Commands()
    {
        var root = new RootCommand("Chasqui: an async-first, Python-shaped, statically typed language for .NET.")
        {
            InspectCommand.Create(terminal),
            ExplainCommand.Create(terminal),
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

    private int InternalError(Exception e)
    {
        terminal.Error.WriteLine($"error CHQ9001: internal compiler error in chasqui {Version}: {e.Message}");
        terminal.Error.WriteLine("please report it with the program that causes it and these lines:");
        terminal.Error.WriteLine(e.ToString());
        return ExitCode.Internal;
    }

    private static string Version =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
