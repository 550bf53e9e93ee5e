using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Control flow and patterns that cannot be bound.</summary>
internal static class StatementErrors
{
    private static readonly DiagnosticDescriptor Jump = new("CHQ6101", Severity.Error, "Jump without a target");
    private static readonly DiagnosticDescriptor Generator = new("CHQ6103", Severity.Error, "Generator cannot be made");
    private static readonly DiagnosticDescriptor Pattern = new("CHQ6102", Severity.Error, "Pattern does not fit its subject");

    public static Diagnostic OutsideLoop(SourceSpan span, string word) =>
        new(Jump, span, $"`{word}` is only valid inside a loop");

    public static Diagnostic BreakValue(SourceSpan span) =>
        new(Jump, span, "`break` with a value is only valid inside `loop:`");

    public static Diagnostic YieldOutsideGenerator(SourceSpan span) =>
        new(Jump, span, "`yield` is only valid in a generator function");

    public static Diagnostic GeneratorReturnsValue(SourceSpan span) =>
        new(Generator, span, "a generator function cannot use `return value`")
        {
            Help = "`yield` the value, or end the generator by a bare `return`",
        };

    public static Diagnostic NotGeneratorType(SourceSpan span, string function, TypeSymbol type) =>
        new(Generator, span, $"`{function}` yields, so it must return `Generator[T]`, not `{type}`");

    public static Diagnostic RaiseOutsideExcept(SourceSpan span) =>
        new(Jump, span, "`raise` without a value is only valid inside `except`");

    public static Diagnostic BadPattern(SourceSpan span, string problem, string? help = null) =>
        new(Pattern, span, problem) { Help = help };
}
