using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Testing;
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
    /// <summary>What is tested in place of running <see cref="Main"/>; null for a program.</summary>
    internal TestPlan? Tests { get; init; }

    /// <summary>For the imports inside functions.</summary>
    internal ModuleGraph? Graph { get; private init; }

    /// <param name="entry">The entry file; its folder (or the <c>src</c> folder above it) is the source root.</param>
    public static DeclaredProgram Create(
        (SourceText Source, ModuleSyntax Syntax) entry, SourceLoader load, RuntimeLibrary library, DiagnosticBag diagnostics) =>
        Create(new ModuleGraph([entry], null, load, library), library, diagnostics);

    /// <param name="files">The files with tests; at least one.</param>
    /// <param name="root">The project's folder.</param>
    public static DeclaredProgram CreateTests(
        ImmutableArray<(SourceText Source, ModuleSyntax Syntax)> files,
        string root,
        SourceLoader load,
        RuntimeLibrary library,
        DiagnosticBag diagnostics) =>
        Create(new ModuleGraph(files, root, load, library), library, diagnostics);

    private static DeclaredProgram Create(ModuleGraph graph, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        var builtins = new BuiltinScope(library);
        var withAsync = new AsyncScope(library, builtins);
        var resolver = new TypeResolver(library, diagnostics);
        var signatures = new SignatureDeclarer(resolver, library, diagnostics);
        var members = new TypeMemberDeclarer(resolver, signatures, new ValueEnumDeclarer(resolver, library, diagnostics), new NewtypeDeclarer(resolver, library, diagnostics), new ReflectionDeclarer(library, graph.Ordered), diagnostics);
        var modules = graph.Ordered.Select(module =>
        {
            // A block of tests comes after its file, whose names it sees.
            var scope = new ModuleScope(module, module.Enclosing?.Scope ?? (module.Syntax.ImportsAsync ? withAsync : builtins));
            module.Scope = scope;
            return (
                Imports: new ImportDeclarer(module, scope, graph, library, diagnostics),
                Items: new ModuleDeclarer(module, scope, graph.IsEntry(module), resolver, signatures, members, library, diagnostics));
        }).ToList();
        modules.ForEach(m => m.Items.DeclareItems());
        modules.ForEach(m => m.Imports.Declare());
        modules.ForEach(m => m.Items.DeclareAliases());
        modules.ForEach(m => m.Items.DeclareSignatures());
        modules.ForEach(m => m.Items.CheckAliases());
        modules.ForEach(m => m.Imports.Check());
        TypeChecks.Run(graph.Ordered, library, diagnostics);
        SourceModuleSymbol entry = graph.Entry ?? graph.Ordered[^1];
        SourceFunctionSymbol? main = graph.IsTested ? null : entry.ImplicitMain ?? entry.Functions.FirstOrDefault(f => f.IsMain);
        return new DeclaredProgram(graph.Ordered, entry, main, library) { Graph = graph, Tests = graph.IsTested ? new TestPlan(graph) : null };
    }
}
