using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.StateMachines;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering;

/// <summary>What all passes over one program share: runtime types, what is known about its functions, the types they make.</summary>
internal sealed class LoweringContext
{
    private readonly List<SynthesizedType> _synthesized = [];
    private int _serial;

    public LoweringContext(BoundProgram program, OwnershipFacts ownership, RuntimeLibrary library, LoweringOptions options, DiagnosticBag diagnostics)
    {
        Ownership = ownership;
        Library = library;
        Options = options;
        Diagnostics = diagnostics;
        Frames = new FrameTable(this);
        Recursive = CallGraph.RecursiveFunctions(program);
        PlainArithmetic = Lowering.PlainArithmetic.Functions(program);
        SourceFunctions = program.Modules.SelectMany(m => m.Functions).Select(f => f.Function).ToHashSet();
        HasTasks = SourceFunctions.Any(HasAsyncBody);
        Overridable = OverridableMethods(program);
        Retention = new Retention(program);
        GlobalWrites = new GlobalWrites(program);
        Constants = program.Modules
            .SelectMany(m => m.Globals)
            .Where(g => g.Global.Kind == GlobalKind.Const && g.Initializer is BoundLiteral)
            .ToDictionary(g => g.Global, g => (BoundLiteral)g.Initializer);
    }

    public OwnershipFacts Ownership { get; }

    public RuntimeLibrary Library { get; }

    public LoweringOptions Options { get; }

    public DiagnosticBag Diagnostics { get; }

    public FrameTable Frames { get; }

    public IReadOnlySet<FunctionSymbol> Recursive { get; }

    /// <summary>Async functions that no trace misses, see <see cref="Lowering.PlainArithmetic"/>.</summary>
    public IReadOnlySet<FunctionSymbol> PlainArithmetic { get; }

    public IReadOnlySet<FunctionSymbol> SourceFunctions { get; }

    /// <summary>Whether statics may be used by several tasks at once.</summary>
    public bool HasTasks { get; }

    public Retention Retention { get; }

    public GlobalWrites GlobalWrites { get; }

    /// <summary>Methods that a call may dispatch away from: those of traits.</summary>
    public IReadOnlySet<FunctionSymbol> Overridable { get; }

    /// <summary>Constants whose value stands where they are used.</summary>
    public IReadOnlyDictionary<GlobalSymbol, BoundLiteral> Constants { get; }

    public NamedTypeSymbol ExceptionType =>
        Library.Builtins("Exception").OfType<TypeDefinitionSymbol>().FirstOrDefault()?.SelfType
        ?? throw new InternalCompilerException("the runtime library has no Exception");

    public TypeDefinitionSymbol? ErrorTrait => Library.Builtins("Error").OfType<TypeDefinitionSymbol>().FirstOrDefault();

    public bool IsAsyncGenerator(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol named && named.Definition == Library.Type(WellKnownTypes.AsyncGenerator);

    /// <summary>An async function, or an async generator.</summary>
    public bool HasAsyncBody(FunctionSymbol function) => function.IsAsync || (function.IsGenerator && IsAsyncGenerator(function.ReturnType));

    public NamedTypeSymbol Runtime(string clrName, params ImmutableArray<TypeSymbol> arguments) => new(Library.Type(clrName), arguments);

    public NamedTypeSymbol InOutOf(TypeSymbol value) => Runtime(WellKnownTypes.InOut, value.Resolved);

    /// <summary>The CLR form of a parameter: what a <c>mut</c> one refers to must outlive the suspensions of an async function.</summary>
    public LoweredParameter ParameterOf(FunctionSymbol function, ParameterSymbol parameter) =>
        parameter.Mode != ParameterMode.Mut ? new(parameter.Name, parameter.Type.Resolved)
        : function.IsAsync ? new(parameter.Name, InOutOf(parameter.Type))
        : new(parameter.Name, parameter.Type.Resolved, PassingMode.Ref);

    /// <summary>Adds a type that lowering makes; its methods come when they are known.</summary>
    public SynthesizedType Synthesize(string name, ImmutableArray<TypeParameterSymbol> typeParameters, TypeSymbol? baseType, string displayName)
    {
        var type = new SynthesizedType(new SynthesizedTypeSymbol($"{name}${++_serial}", typeParameters), baseType, displayName);
        _synthesized.Add(type);
        return type;
    }

    /// <summary>The types made since the last call: each module takes those that its bodies caused.</summary>
    public ImmutableArray<SynthesizedType> TakeSynthesized()
    {
        ImmutableArray<SynthesizedType> taken = [.. _synthesized];
        _synthesized.Clear();
        return taken;
    }

    private static HashSet<FunctionSymbol> OverridableMethods(BoundProgram program) =>
        [.. program.Modules.SelectMany(m => m.Types).Where(t => t.Kind == TypeDefinitionKind.Trait).SelectMany(t => t.Methods)];
}

/// <summary>A class made by lowering, while its methods are being collected.</summary>
internal sealed class SynthesizedType(SynthesizedTypeSymbol symbol, TypeSymbol? baseType, string displayName)
{
    public SynthesizedTypeSymbol Symbol { get; } = symbol;

    public List<LoweredMethod> Methods { get; } = [];

    public List<TypeSymbol> Interfaces { get; } = [];

    /// <summary>The type applied to its own parameters, which are the symbols of the declaration it was made for.</summary>
    public NamedTypeSymbol SelfType => Symbol.SelfType;

    public LoweredType ToLowered() => new(Symbol, baseType, [.. Interfaces], [.. Methods], displayName);
}
