using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding.Testing;

/// <summary>The runtime's types that a test harness is made of.</summary>
internal sealed class TestLibrary(RuntimeLibrary library)
{
    private const string BuiltinFixtures = "std.testing.fixtures";

    public NamedTypeSymbol Suite { get; } = library.Type(WellKnownTypes.TestSuite).SelfType;

    public NamedTypeSymbol Context { get; } = library.Type(WellKnownTypes.TestContext).SelfType;

    public NamedTypeSymbol Mark { get; } = library.Type(WellKnownTypes.TestMark).SelfType;

    public NamedTypeSymbol FixtureOptions { get; } = library.Type(WellKnownTypes.FixtureOptions).SelfType;

    public NamedTypeSymbol Handoff { get; } = library.Type(WellKnownTypes.FixtureHandoff).SelfType;

    public IEnumerable<string> FixtureNames => library.FindModule(BuiltinFixtures)?.ExportedNames ?? [];

    public FunctionSymbol? FindFixture(string name) => library.FindModule(BuiltinFixtures)?.Exports(name).OfType<FunctionSymbol>().FirstOrDefault();

    public FunctionSymbol Method(NamedTypeSymbol type, string name) =>
        library.MethodsOf(type, name).FirstOrDefault() ?? throw new InternalCompilerException($"the runtime's {type} has no method {name}");
}
