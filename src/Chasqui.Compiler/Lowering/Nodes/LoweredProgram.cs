using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Lowering.Nodes;

/// <summary>
/// A CLR method. <see cref="Symbol"/> is what calls refer to. DisplayName is its name in traces, empty for what users do not know. Parameters are the whole CLR list (worker and result included for
/// async functions). <see cref="Overrides"/>: it overrides this inherited or interface method.
/// </summary>
public sealed record LoweredMethod(
    FunctionSymbol Symbol,
    bool IsStatic,
    ImmutableArray<LoweredParameter> Parameters,
    TypeSymbol ReturnType,
    LoweredBlock Body,
    SourceSpan? Span,
    string DisplayName,
    MethodReference? Overrides = null)
{
    /// <summary>A method that a trait only requires; its body is empty.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Not to be inlined: the function would be missing from traces.</summary>
    public bool IsKeptInTraces { get; init; }
}

/// <summary>
/// A CLR type: a source type or a synthesized one. Fields come from the definition's symbol. Base is null for the definition
/// kind's default (models and classes: SharedObject; synthesized: object). Display, Debug, equality, hashing, ordering and cloning
/// of source types are ordinary methods here, made by lowering.
/// </summary>
public sealed record LoweredType(
    TypeDefinitionSymbol Definition,
    TypeSymbol? Base,
    ImmutableArray<TypeSymbol> Interfaces,
    ImmutableArray<LoweredMethod> Methods,
    string DisplayName);

/// <summary>One source module: a static CLR class with its functions and globals. <see cref="Initializer"/> runs the globals' initialisers in order.</summary>
public sealed record LoweredModule(
    ModuleSymbol Symbol,
    SourceText Source,
    ImmutableArray<GlobalSymbol> Globals,
    ImmutableArray<LoweredMethod> Methods,
    ImmutableArray<LoweredType> Types,
    LoweredMethod? Initializer);

/// <summary>Ready to emit. <see cref="EntryPoint"/> is the CLR entry <c>static int Main(string[])</c>, null for a library.</summary>
public sealed record LoweredProgram(ImmutableArray<LoweredModule> Modules, LoweredMethod? EntryPoint);
