using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Binding;

/// <summary>The Bind phase: bodies and initialisers to the bound tree.</summary>
public static class Binder
{
    public static BoundProgram Bind(DeclaredProgram program, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        var context = new BindingContext(library, program.Graph, diagnostics);
        foreach (SourceGlobalSymbol global in program.Modules.SelectMany(m => m.Globals))
        {
            context.Globals.Require(global);
        }
        foreach (PresetSymbol preset in program.Modules.SelectMany(m => m.Presets.Concat(m.Types.SelectMany(t => t.Presets))))
        {
            BodyBinder.CheckPreset(preset, context);
        }
        Dictionary<SourceFunctionSymbol, BoundFunction> functions = BindFunctions(program, context);
        ImmutableArray<BoundModule> modules = [.. program.Modules.Select(m => BindModule(m, functions, context))];
        FunctionSymbol? main = program.Main;
        if (program.Tests is { } tests)
        {
            (modules, main) = TestHarness.Bind(tests, program, modules, context);
        }
        foreach (SourceTypeSymbol type in program.Modules.SelectMany(m => m.Types))
        {
            context.Capabilities.RequireOfFields(type);
        }
        context.Capabilities.CheckDeferred();
        return new BoundProgram(modules, main);
    }

    /// <summary>Inherited methods come last: a mistake is told in the words of the class that has it.</summary>
    private static Dictionary<SourceFunctionSymbol, BoundFunction> BindFunctions(DeclaredProgram program, BindingContext context) => program.Modules
        .SelectMany(FunctionsOf)
        .Where(HasRequiredFields)
        .OrderBy(f => f.InheritedFrom is null ? 0 : 1)
        .ToDictionary(f => f, f => BodyBinder.BindFunction(f, context));

    /// <summary>Where a field is missing that the method's trait requires, that is reported; its uses are consequences.</summary>
    private static bool HasRequiredFields(SourceFunctionSymbol function) =>
        function.InheritedFrom is not { Requirements: var required }
        || required.All(r => function.ContainingType?.FindField(r.Name) is { } field && (field.Type == r.Type || r.Type.ContainsTypeParameter));

    private static IEnumerable<SourceFunctionSymbol> FunctionsOf(SourceModuleSymbol module) => module.Functions
        .Concat(module.Types.SelectMany(t => t.Methods).OfType<SourceFunctionSymbol>())
        .Concat(module.ImplicitMain is { } main ? [main] : [])
        .Where(f => !f.IsAbstract);

    private static BoundModule BindModule(SourceModuleSymbol module, Dictionary<SourceFunctionSymbol, BoundFunction> functions, BindingContext context)
    {
        return new BoundModule(
            module,
            module.Source,
            [.. module.Types],
            [
                .. FunctionsOf(module).Where(functions.ContainsKey).Select(f => functions[f]),
                .. module.Types.SelectMany(t => t.Methods).OfType<DerivedMethodSymbol>().Select(m => BodyBinder.BindDerived(m, context)),
            ],
            [.. context.Globals.InOrder(module).Select(context.Globals.Require).OfType<BoundGlobal>()]);
    }
}

/// <summary>What every body of a program is bound with.</summary>
internal sealed class BindingContext
{
    public BindingContext(RuntimeLibrary library, ModuleGraph? graph, DiagnosticBag diagnostics)
    {
        Graph = graph;
        Library = library;
        Diagnostics = diagnostics;
        Types = new KnownTypes(library);
        Resolver = new TypeResolver(library, diagnostics);
        Signatures = new SignatureDeclarer(Resolver, library, diagnostics);
        Members = new MemberLookup(library);
        Capabilities = new CapabilityCheck(Types, Members, diagnostics);
        Globals = new GlobalInitializers(this);
    }

    public RuntimeLibrary Library { get; }

    public ModuleGraph? Graph { get; }

    public DiagnosticBag Diagnostics { get; }

    public KnownTypes Types { get; }

    public TypeResolver Resolver { get; }

    /// <summary>For the functions that bodies declare.</summary>
    public SignatureDeclarer Signatures { get; }

    public MemberLookup Members { get; }

    public CapabilityCheck Capabilities { get; }

    public GlobalInitializers Globals { get; }
}
