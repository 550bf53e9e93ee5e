using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Nodes;

/// <summary>A function with its bound body. Self is null for functions without a receiver.</summary>
public sealed record BoundFunction(FunctionSymbol Function, SelfSymbol? Self, BoundBlock Body);

/// <summary>A module-level variable with its initialiser; constants that are plain literals are inlined where used.</summary>
public sealed record BoundGlobal(GlobalSymbol Global, BoundExpression Initializer);

/// <summary>One source module. Globals are in initialisation order.</summary>
public sealed record BoundModule(
    ModuleSymbol Module,
    SourceText Source,
    ImmutableArray<TypeDefinitionSymbol> Types,
    ImmutableArray<BoundFunction> Functions,
    ImmutableArray<BoundGlobal> Globals);

/// <summary>
/// The whole program, every expression typed. Modules are in initialisation order (imports first). Main is null for a library; it
/// may be synthesized from top-level statements, and is async when its body awaits.
/// </summary>
public sealed record BoundProgram(ImmutableArray<BoundModule> Modules, FunctionSymbol? Main);
