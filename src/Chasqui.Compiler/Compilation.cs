using System.Collections.Immutable;
using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Flow;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Lowering;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler;

/// <summary>What to compile (a file, or a folder with <c>main.incn</c>), and into what. Texts given in <see cref="Files"/> stand in for the files of their paths.</summary>
public sealed record CompilationOptions(string EntryPath, string RuntimePath)
{
    public bool IsDebug { get; init; }

    /// <summary>The program is to be started: a missing <c>main</c> is an error.</summary>
    public bool RequiresMain { get; init; }

    /// <summary>Whether the compiler checks its own lowered trees after each pass.</summary>
    public bool ValidatesLowering { get; init; }

    /// <summary>Name of the assembly; null: the entry file's name.</summary>
    public string? AssemblyName { get; init; }

    /// <summary>Assemblies of .NET that the program may import from, besides the platform's.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Files with tests to compile into a program that registers them; the entry path is then their project's folder.</summary>
    public ImmutableArray<string> Tests { get; init; } = [];

    public ImmutableDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>
/// What came of a compilation. Later phases are null when an earlier one reported errors. <see cref="InternalError"/> is the detail
/// behind a CHQ9001.
/// </summary>
public sealed record CompilationResult(ImmutableArray<Diagnostic> Diagnostics)
{
    public bool Succeeded => Output is not null;

    public string AssemblyName { get; init; } = "";

    public BoundProgram? Bound { get; init; }

    public LoweredProgram? Lowered { get; init; }

    public EmitResult? Output { get; init; }

    public Exception? InternalError { get; init; }

    /// <summary>The phases that ran, in order.</summary>
    public ImmutableArray<PhaseTiming> Timings { get; init; } = [];
}

/// <summary>The pipeline: parse, declare, bind, analyze, gate, lower, gate, emit.</summary>
public sealed class Compilation
{
    private readonly CompilationOptions _options;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly PhaseClock _clock = new();

    private Compilation(CompilationOptions options)
    {
        _options = options;
    }

    /// <summary>Compiles up to the emitted bytes; <paramref name="checkOnly"/> stops after analysis. Never throws for a fault of the compiler.</summary>
    public static CompilationResult Compile(CompilationOptions options, bool checkOnly = false)
    {
        var compilation = new Compilation(options);
        ImmutableArray<SourceText> entries = [];
        try
        {
            entries = compilation.ReadEntries();
            return entries.IsEmpty
                ? new CompilationResult(compilation._diagnostics.ToSortedArray())
                : compilation.Run(entries, checkOnly) with { Timings = compilation._clock.Stop() };
        }
        catch (Exception e)
        {
            SourceText blamed = entries.FirstOrDefault() ?? new SourceText(options.EntryPath, "");
            return compilation.Result(InternalErrors.Failed(blamed, compilation._clock.Phase, e)) with { InternalError = e };
        }
    }

    private CompilationResult Run(ImmutableArray<SourceText> entries, bool checkOnly)
    {
        string name = _options.AssemblyName ?? Path.GetFileNameWithoutExtension(entries[0].Path);
        // Reading the runtime assembly needs nothing of the program, so it goes on beside the parser.
        var loading = Task.Run(() => RuntimeLibrary.Load(_options.RuntimePath, _options.References));
        _clock.Enter("Parse");
        ImmutableArray<(SourceText, Syntax.Ast.ModuleSyntax)> files = [.. entries.Select(e => (e, SyntaxParser.Parse(e, _diagnostics)))];
        _clock.Enter("Declare");
        RuntimeLibrary library = loading.GetAwaiter().GetResult();
        DeclaredProgram declared = _options.Tests.IsEmpty
            ? DeclaredProgram.Create(files[0], Load, library, _diagnostics)
            : DeclaredProgram.CreateTests(files, _options.EntryPath, Load, library, _diagnostics);
        if (_options.RequiresMain && declared.Main is null && !_diagnostics.HasErrors)
        {
            _diagnostics.Add(DeclarationErrors.MissingMain(entries[0].Span(0, 0)));
        }
        _clock.Enter("Bind");
        CompilationResult result = new([]) { AssemblyName = name, Bound = Binder.Bind(declared, library, _diagnostics) };
        OwnershipFacts? ownership = null;
        if (!_diagnostics.HasErrors)
        {
            _clock.Enter("Analyze");
            ownership = FlowAnalyzer.Analyze(result.Bound, library, _diagnostics);
        }
        if (_diagnostics.HasErrors || checkOnly || ownership is null)
        {
            return result with { Diagnostics = _diagnostics.ToSortedArray() };
        }
        _clock.Enter("Lower");
        var lowering = new LoweringOptions(_options.IsDebug, _options.ValidatesLowering);
        result = result with { Lowered = Lowerer.Lower(result.Bound, ownership, library, lowering, _diagnostics) };
        if (_diagnostics.HasErrors)
        {
            return result with { Lowered = null, Diagnostics = _diagnostics.ToSortedArray() };
        }
        _clock.Enter("Emit");
        return result with
        {
            Output = ProgramEmitter.Emit(result.Lowered, library, new EmitOptions(name) { IsDebug = _options.IsDebug }),
            Diagnostics = _diagnostics.ToSortedArray(),
        };
    }

    private ImmutableArray<SourceText> ReadEntries() => _options.Tests.IsEmpty
        ? [.. new[] { ReadEntry(_options.EntryPath) }.OfType<SourceText>()]
        : [.. _options.Tests.Select(ReadEntry).OfType<SourceText>()];

    private SourceText? ReadEntry(string path) => _options.Files.TryGetValue(path, out string? text)
        ? new SourceText(path, text)
        : SourceFiles.ReadEntry(path, _diagnostics);

    /// <summary>A module that an import may mean; null where there is no such file, which the import reports in its own words.</summary>
    private (SourceText Source, Syntax.Ast.ModuleSyntax Syntax)? Load(string path)
    {
        SourceText? source = _options.Files.TryGetValue(path, out string? text) ? new SourceText(path, text)
            : File.Exists(path) ? SourceFiles.Read(path, _diagnostics) ?? new SourceText(path, "")
            : null;
        return source is null ? null : (source, SyntaxParser.Parse(source, _diagnostics));
    }

    private CompilationResult Result(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        return new CompilationResult(_diagnostics.ToSortedArray());
    }
}
