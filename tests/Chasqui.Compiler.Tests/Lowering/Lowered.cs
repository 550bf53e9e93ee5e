using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Lowering;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Tests.Declarations;

namespace Chasqui.Compiler.Tests.Lowering;

/// <summary>Runs all phases up to lowering over one file in memory.</summary>
public static class Lowered
{
    /// <summary>A debug build, so that every pass is validated.</summary>
    public static LoweredProgram Program(string text, bool debug = true)
    {
        DeclaredProgram declared = Declared.Valid(text);
        var diagnostics = new DiagnosticBag();
        var bound = Binder.Bind(declared, declared.Library, diagnostics);
        Assert.Empty(diagnostics.ToSortedArray().Where(d => d.IsError).Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
        OwnershipFacts ownership = FlowAnalyzer.Analyze(bound, declared.Library, diagnostics);
        LoweredProgram program = Lowerer.Lower(bound, ownership, declared.Library, new LoweringOptions(debug, Validates: true), diagnostics);
        Assert.Empty(diagnostics.ToSortedArray().Where(d => d.IsError).Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
        return program;
    }

    /// <summary>The text of the function of this name.</summary>
    public static string Function(string text, string name, bool debug = true)
    {
        LoweredProgram program = Program(text, debug);
        LoweredMethod method = program.Modules
            .SelectMany(m => m.Methods.Concat(m.Types.SelectMany(t => t.Methods)))
            .First(m => m.Symbol.Name == name);
        return LoweredDump.Write(method);
    }

    /// <summary>The text of the whole program, without the members that every type has.</summary>
    public static string Text(string text, bool debug = true) => LoweredDump.Write(Program(text, debug));
}
