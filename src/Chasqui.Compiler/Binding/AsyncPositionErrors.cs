using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Where <c>await</c> may stand.</summary>
internal static class AsyncPositionErrors
{
    private static readonly DiagnosticDescriptor Outside = new("CHQ5101", Severity.Error, "Await outside an async body");
    private static readonly DiagnosticDescriptor NeverPending = new("CHQ5102", Severity.Warning, "Await on a value that is never pending");

    public static Diagnostic OutsideAsync(SourceSpan span, string form, FunctionFrame frame) =>
        new(Outside, span, frame.Name is null
            ? $"`{form}` is only allowed in an async body"
            : $"`{form}` is only allowed in an async body; `{frame.Name}` is not async")
        {
            Help = frame switch
            {
                { Name: { } name } => $"declare it `async def {name}`",
                { Outer: not null } => "make the closure `async (…) => …`",
                _ => $"`{form}` in an `async def`, and pass the value on",
            },
        };

    public static Diagnostic NotPending(SourceSpan span, TypeSymbol type) =>
        new(NeverPending, span, $"`await` on a value that is never pending: `{type}`") { Help = "remove `await`" };
}
