using System.CommandLine;
using Chasqui.Cli.Files;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Text;

namespace Chasqui.Cli.Commands;

/// <summary>Prints what stands between two phases, for people who work on the compiler.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var stage = new Argument<string>("STAGE") { Description = "what to print" };
        stage.AcceptOnlyFromAmong("tokens", "ast");
        var file = new Argument<string>("FILE") { Description = "the source file" };
        var command = new Command("inspect", "Prints what a phase of the compiler makes of a file.") { stage, file };
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(stage), parsed.GetRequiredValue(file)));
        return command;
    }

    private static int Run(Terminal terminal, string stage, string file)
    {
        var diagnostics = new DiagnosticBag();
        if (SourceFiles.ReadEntry(file, diagnostics) is { } source)
        {
            terminal.Out.Write(Dump(stage, source, diagnostics));
        }
        foreach (var diagnostic in diagnostics.ToSortedArray())
        {
            terminal.Error.WriteLine($"{diagnostic.Span}: {diagnostic.Id}: {diagnostic.Message}");
        }
        return diagnostics.HasErrors ? ExitCode.Failure : ExitCode.Success;
    }

    private static string Dump(string stage, SourceText source, DiagnosticBag diagnostics) => stage == "tokens"
        ? SyntaxDump.Tokens(SyntaxParser.Tokens(source, diagnostics))
        : SyntaxDump.Tree(SyntaxParser.Parse(source, diagnostics));
}
