using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Metadata;

/// <summary>The runtime assembly as modules, types and functions. Read on demand.</summary>
public sealed class RuntimeLibrary
{
    private RuntimeLibrary(string path)
    {
        Path = path;
    }

    public string Path { get; }

    public static RuntimeLibrary Load(string path) => new(path);

    public IEnumerable<string> ModulePaths => [];

    public ModuleSymbol? FindModule(string dottedPath) => null;

    /// <summary>The items of <c>std.builtins</c> and the unqualified variants: types (<see cref="TypeDefinitionSymbol"/> or <see cref="TypeNameSymbol"/>), functions, variants.</summary>
    public IReadOnlyList<Symbol> Builtins(string name) => [];

    public IEnumerable<string> BuiltinNames => [];

    /// <summary>Methods and properties of a name: the type's own, its bases' and traits', and those of extension classes. Not constructors.</summary>
    public IEnumerable<FunctionSymbol> MethodsOf(TypeSymbol receiver, string name) => [];

    public IEnumerable<string> MethodNamesOf(TypeSymbol receiver) => [];

    /// <summary>What the type's name called as a function means: <c>ValueError("…")</c>, <c>int("3")</c>.</summary>
    public IEnumerable<FunctionSymbol> ConstructorsOf(TypeSymbol type) => [];

    /// <summary>The parameterless method through whose result unknown methods are looked up (<c>iter</c> of a list); null: none.</summary>
    public string? ForwardsTo(TypeSymbol receiver) => null;

    public TypeDefinitionSymbol Type(string clrFullName) => throw new InternalCompilerException($"{clrFullName} is not in the runtime");

    public NamedTypeSymbol ListOf(TypeSymbol element) => Constructed(WellKnownTypes.List, element);

    public NamedTypeSymbol DictOf(TypeSymbol key, TypeSymbol value) => Constructed(WellKnownTypes.Dict, key, value);

    public NamedTypeSymbol SetOf(TypeSymbol element) => Constructed(WellKnownTypes.Set, element);

    public NamedTypeSymbol OptionOf(TypeSymbol value) => Constructed(WellKnownTypes.Option, value);

    public NamedTypeSymbol ResultOf(TypeSymbol value, TypeSymbol error) => Constructed(WellKnownTypes.Result, value, error);

    public NamedTypeSymbol FutureOf(TypeSymbol value) => Constructed(WellKnownTypes.Future, value);

    public NamedTypeSymbol IteratorOf(TypeSymbol element) => Constructed(WellKnownTypes.Iterator, element);

    public NamedTypeSymbol RangeType => Constructed(WellKnownTypes.Range);

    private NamedTypeSymbol Constructed(string definition, params ImmutableArray<TypeSymbol> arguments) => new(Type(definition), arguments);
}
