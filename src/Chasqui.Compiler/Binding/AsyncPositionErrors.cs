using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Where <c>await</c> may stand.</summary>
internal static class AsyncPositionErrors
{
    private static readonly DiagnosticDescriptor Outside = new("CHQ5101", Severity.Error, "Await outside an async body");
    private static readonly DiagnosticDescriptor NeverPending = new("CHQ5102", Severity.Warning, "Await on a value that is never pending");
    private static readonly DiagnosticDescriptor Missing = new("CHQ5024", Severity.Error, "Value that has not been awaited");

    public static Diagnostic OutsideAsync(SourceSpan span, string form, FunctionFrame frame) =>
        new(Outside, span, frame.Name is null
            ? $"`{form}` is only allowed in an async body"
            : $"`{form}` is only allowed in an async body; `{frame.Name}` is not async")
        {
            Help = frame switch
            {
                { Function.IsProperty: true } => $"a property cannot wait: make it a method, `async def {frame.Name}(self)`",
                { Name: ['_', '_', ..] name } => $"`{name}` is called where nothing can wait: `{form}` before, and keep the value",
                { Name: { } name, YieldType: { } element } => $"declare it `async def {name}` with the result `AsyncGenerator[{element.Resolved}]`",
                { Name: { } name } => $"declare it `async def {name}`",
                { Outer: not null } => "make the closure `async (…) => …`",
                _ => $"`{form}` in an `async def`, and pass the value on",
            },
        };

    public static Diagnostic NotPending(SourceSpan span, SourceSpan operand, TypeSymbol type) =>
        new(NeverPending, span, $"`await` on a value that is never pending: `{type}`")
        {
            Help = type is FunctionTypeSymbol { Parameters.IsEmpty: true, Result: NamedTypeSymbol { Definition.Name: "Future" } }
                ? $"call it: `await {operand.Text}()`"
                : "remove `await`",
        };

    public static Diagnostic NotAwaited(SourceSpan span, TypeSymbol type) =>
        new(Missing, span, $"the value of this `{type}` is needed here, and it has not been awaited")
        {
            Help = span.Length <= 40 ? $"await it: `await {span.Text}`" : "write `await` before it",
        };
}
