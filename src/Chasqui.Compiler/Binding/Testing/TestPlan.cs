using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Testing;

/// <summary>The modules whose tests run, and for each module of the program where it finds fixtures.</summary>
internal sealed class TestPlan
{
    private readonly ImmutableHashSet<SourceModuleSymbol> _tested;
    private readonly ModuleGraph _graph;
    private readonly ImmutableDictionary<SourceModuleSymbol, ImmutableArray<SourceModuleSymbol>> _sources;

    public TestPlan(ModuleGraph graph)
    {
        _graph = graph;
        _tested = [.. graph.TestModules];
        _sources = graph.Ordered.ToImmutableDictionary(m => m, m =>
            (ImmutableArray<SourceModuleSymbol>)[m, .. m.Enclosing is { } file ? [file] : Array.Empty<SourceModuleSymbol>(), .. graph.ConftestsOf(m)]);
    }

    /// <summary>Whether the tests of a module may see each other's changes of a static, through whatever they import.</summary>
    public bool HasState(SourceModuleSymbol module) =>
        _graph.ReachableFrom(_sources[module]).Any(m => m.Globals.Any(g => g.Kind == GlobalKind.Static));

    /// <summary>In source order: <c>def test_…</c>, and what is marked <c>@test</c>.</summary>
    public IEnumerable<SourceFunctionSymbol> TestsOf(SourceModuleSymbol module) => _tested.Contains(module)
        ? module.Functions.Where(f => f is { FixtureType: null, Declaration: FunctionDeclarationSyntax syntax }
            && (f.Name.StartsWith("test_", StringComparison.Ordinal) || TestDecorator.Of(syntax, TestDecorator.Test, module.Scope) is not null))
        : [];

    public static IEnumerable<SourceFunctionSymbol> FixturesOf(SourceModuleSymbol module) => module.Functions.Where(f => f.FixtureType is not null);

    /// <summary>The fixture that a name means in a module: its own or an imported one, its file's, that of the nearest conftest.</summary>
    /// <param name="asking">A fixture that asks for its own name means the one it replaces.</param>
    public SourceFunctionSymbol? FindFixture(string name, SourceModuleSymbol module, SourceFunctionSymbol asking) =>
        _sources[module]
            .SelectMany(m => m.Scope.LookupHere(name).OfType<SourceFunctionSymbol>())
            .FirstOrDefault(f => f.FixtureType is not null && f != asking);

    /// <summary>The fixtures declared where a module looks for them, those of the outermost folder first.</summary>
    public IEnumerable<SourceFunctionSymbol> VisibleFrom(SourceModuleSymbol module) =>
        _sources[module].SelectMany(FixturesOf).DistinctBy(f => f.Name).Reverse();

    public static string KeyOf(SourceFunctionSymbol fixture) => $"{fixture.Module.Path}::{fixture.Name}";
}
