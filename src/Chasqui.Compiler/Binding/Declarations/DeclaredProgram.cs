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
        var graph = new ModuleGraph(entry, load, library);
        var builtins = new BuiltinScope(library);
        var resolver = new TypeResolver(library, diagnostics);
        var signatures = new SignatureDeclarer(resolver, library, diagnostics);
        var members = new TypeMemberDeclarer(resolver, signatures, new ValueEnumDeclarer(resolver, library, diagnostics), diagnostics);
        var modules = graph.Ordered.Select(module =>
        {
            var scope = new ModuleScope(module, builtins);
            return (
                Imports: new ImportDeclarer(module, scope, graph, library, diagnostics),
                Items: new ModuleDeclarer(module, scope, module == graph.Entry, resolver, signatures, members, diagnostics));
        }).ToList();
        modules.ForEach(m => m.Items.DeclareItems());
        modules.ForEach(m => m.Imports.Declare());
        modules.ForEach(m => m.Items.DeclareSignatures());
        modules.ForEach(m => m.Imports.Check());
        TypeChecks.Run(graph.Ordered, library, diagnostics);
        SourceFunctionSymbol? main = graph.Entry.ImplicitMain ?? graph.Entry.Functions.FirstOrDefault(f => f.IsMain);
        return new DeclaredProgram(graph.Ordered, graph.Entry, main, library);
    }
}
