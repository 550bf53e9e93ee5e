using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Control flow and patterns that cannot be bound.</summary>
internal static class FlowErrors
{
    private static readonly DiagnosticDescriptor Jump = new("CHQ6101", Severity.Error, "Jump without a target");
    private static readonly DiagnosticDescriptor Pattern = new("CHQ6102", Severity.Error, "Pattern does not fit its subject");

    public static Diagnostic OutsideLoop(SourceSpan span, string word) =>
        new(Jump, span, $"`{word}` is only valid inside a loop");

    public static Diagnostic BreakValue(SourceSpan span) =>
        new(Jump, span, "`break` with a value is only valid inside `loop:`");

    public static Diagnostic OutsideFunction(SourceSpan span, string word) =>
        new(Jump, span, $"`{word}` is only valid inside a function");

    public static Diagnostic RaiseOutsideExcept(SourceSpan span) =>
        new(Jump, span, "`raise` without a value is only valid inside `except`");

    public static Diagnostic BadPattern(SourceSpan span, string problem, string? help = null) =>
        new(Pattern, span, problem) { Help = help };
}
