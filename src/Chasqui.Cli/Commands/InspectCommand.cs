using System.CommandLine;
using System.Runtime.CompilerServices;
using Chasqui.Compiler;
using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Lowering;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Text;

namespace Chasqui.Cli.Commands;

/// <summary>Prints what stands between two phases, for people who work on the compiler.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var stage = new Argument<string>("STAGE") { Description = "what to print" };
        stage.AcceptOnlyFromAmong("tokens", "ast", "bound", "lowered", "il", "csharp");
        var file = new Argument<string>("FILE") { Description = "the source file" };
        var release = SharedOptions.Release();
        var command = new Command("inspect", "Prints what a phase of the compiler makes of a file.") { stage, file, release };
        command.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(stage);
            string path = parsed.GetRequiredValue(file);
            return chosen is "tokens" or "ast"
                ? InspectSyntax(terminal, chosen, path)
                : InspectProgram(terminal, chosen, path, isDebug: !parsed.GetValue(release));
        });
        return command;
    }

    /// <summary>Without the later phases: they need a program that is whole.</summary>
    private static int InspectSyntax(Terminal terminal, string stage, string file)
    {
        var diagnostics = new DiagnosticBag();
        if (SourceFiles.ReadEntry(file, diagnostics) is { } source)
        {
            terminal.Out.Write(DumpSyntax(stage, source, diagnostics));
        }
        return new ProgramCompiler(terminal).Report(new CompilationResult(diagnostics.ToSortedArray()));
    }

    private static string DumpSyntax(string stage, SourceText source, DiagnosticBag diagnostics) => stage == "tokens"
        ? SyntaxDump.Tokens(SyntaxParser.Tokens(source, diagnostics))
        : SyntaxDump.Tree(SyntaxParser.Parse(source, diagnostics));

    private static int InspectProgram(Terminal terminal, string stage, string file, bool isDebug)
    {
        var compiler = new ProgramCompiler(terminal);
        CompilationResult result = compiler.Compile(file, isDebug, checkOnly: stage == "bound");
        terminal.Out.Write(DumpProgram(stage, result));
        return compiler.Report(result);
    }

    /// <summary>Nothing when errors stopped the compiler before the stage.</summary>
    private static string? DumpProgram(string stage, CompilationResult result) => (stage, result) switch
    {
        ("bound", { Bound: { } bound }) => BoundDump.Write(bound),
        ("lowered", { Lowered: { } lowered }) => LoweredDump.Write(lowered, showsMembers: true),
        ("il", { Output: { } output }) => IlDump.Write(output),
        ("csharp", { Output: { } output }) => Decompile(output, result.AssemblyName),
        _ => null,
    };

    /// <summary>Apart, since the decompiler is loaded when this method is compiled.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Decompile(EmitResult output, string assemblyName) =>
        Inspection.CSharpView.Decompile(output.Assembly, assemblyName, ProgramCompiler.RuntimePath);
}
