using System.CommandLine;
using System.Reflection;

namespace Chasqui.Cli.Commands;

/// <summary>Prints the page of a diagnostic: what it means, a wrong program and a right one.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "the diagnostic's id, such as CHQ3001" };
        var command = new Command("explain", "Explains a diagnostic, with a wrong and a right program.") { id };
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(id)));
        return command;
    }

    private static int Run(Terminal terminal, string id)
    {
        using var page = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream($"diagnostics/{id.ToUpperInvariant()}.md");
        if (page is null)
        {
            terminal.Error.WriteLine($"chasqui: there is no diagnostic `{id}`");
            return ExitCode.Failure;
        }
        terminal.Out.Write(new StreamReader(page).ReadToEnd());
        return ExitCode.Success;
    }
}
