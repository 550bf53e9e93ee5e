using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Where <c>await</c> may stand.</summary>
internal static class AsyncPositionErrors
{
    private static readonly DiagnosticDescriptor Outside = new("CHQ5101", Severity.Error, "Await outside an async body");
    private static readonly DiagnosticDescriptor NeverPending = new("CHQ5102", Severity.Warning, "Await on a value that is never pending");

    public static Diagnostic OutsideAsync(SourceSpan span, string form, string? function) =>
        new(Outside, span, function is null
            ? $"`{form}` is only allowed in an async body"
            : $"`{form}` is only allowed in an async body; `{function}` is not async")
        {
            Help = function is null ? "make the closure `async (…) => …`" : $"declare it `async def {function}`",
        };

    public static Diagnostic NotPending(SourceSpan span, TypeSymbol type) =>
        new(NeverPending, span, $"`await` on a value that is never pending: `{type}`") { Help = "remove `await`" };
}
