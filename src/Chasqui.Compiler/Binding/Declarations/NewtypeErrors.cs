using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of newtypes.</summary>
internal static class NewtypeErrors
{
    private static readonly DiagnosticDescriptor Constraint = new("CHQ2117", Severity.Error, "Wrong constraint of a newtype");
    private static readonly DiagnosticDescriptor Hook = new("CHQ2118", Severity.Error, "Wrong validation hook");
    private static readonly DiagnosticDescriptor Coercion = new("CHQ3110", Severity.Error, "Implicit coercion is disabled");

    public static Diagnostic BadConstraint(SourceSpan span, string message) =>
        new(Constraint, span, message) { Help = "write it like `int[ge=0, lt=10]`" };

    public static Diagnostic BadHook(SourceSpan span, string type, TypeSymbol underlying) =>
        new(Hook, span, $"invalid `{type}.from_underlying`: a validation hook takes one `{underlying}` and returns `Result[{type}, ValidationError]`")
        {
            Help = $"write `def from_underlying(value: {underlying}) -> Result[Self, ValidationError]:`",
        };

    public static Diagnostic NotCoerced(SourceSpan span, string type) =>
        new(Coercion, span, $"implicit coercion into newtype `{type}` is disabled") { Help = $"write `{type}({Shorten(span.Text)})`" };

    private static string Shorten(string text) => text.Contains('\n', StringComparison.Ordinal) ? "…" : text;
}
