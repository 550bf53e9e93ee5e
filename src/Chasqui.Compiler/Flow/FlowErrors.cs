using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow;

/// <summary>Faults of control flow, patterns and ignored values.</summary>
public static class FlowErrors
{
    private static readonly DiagnosticDescriptor Return = new("CHQ6001", Severity.Error, "Missing return");
    private static readonly DiagnosticDescriptor Unreachable = new("CHQ6002", Severity.Warning, "Unreachable code");
    private static readonly DiagnosticDescriptor Match = new("CHQ6003", Severity.Error, "Match is not exhaustive");
    private static readonly DiagnosticDescriptor Arm = new("CHQ6004", Severity.Warning, "Unreachable arm");
    private static readonly DiagnosticDescriptor Initialization = new("CHQ2146", Severity.Error, "Static used before it is initialised");
    private static readonly DiagnosticDescriptor Loss = new("CHQ5046", Severity.Warning, "Cancelling loses a value");
    private static readonly DiagnosticDescriptor Escape = new("CHQ5047", Severity.Error, "Handle leaves its scope");
    private static readonly DiagnosticDescriptor Borrowing = new("CHQ5010", Severity.Error, "Future that changes a place in use");
    private static readonly DiagnosticDescriptor Future = new("CHQ5201", Severity.Warning, "Future is never awaited");

    private static readonly DiagnosticDescriptor Unused = new("CHQ5120", Severity.Warning, "Guard that is released at once");
    private static readonly DiagnosticDescriptor Lost = new("CHQ5122", Severity.Warning, "Change of a copy that nobody has");

    private static readonly DiagnosticDescriptor Blocking = new("CHQ5025", Severity.Warning, "Blocking call in an async body");

    /// <param name="instead">The async function that does the same, if there is one.</param>
    private static readonly DiagnosticDescriptor Undisposed = new("CHQ4150", Severity.Warning, "Disposable object that nobody disposes of");

    public static Diagnostic BlockingCall(SourceSpan span, string function, bool isBusy, string? instead) =>
        new(Blocking, span, $"`{function}` {(isBusy ? "keeps its thread busy" : "blocks its thread")}, and other tasks wait meanwhile")
        {
            Help = instead is not null ? $"write `await {instead}`" : $"run it on a thread of its own: `await spawn_blocking(() => {(span.Length <= 40 ? span.Text : "…")})`",
        };

    public static Diagnostic NeverDisposed(SourceSpan span, TypeSymbol type, string? name) =>
        new(Undisposed, span, name is null
            ? $"this `{type}` is made and forgotten, and nobody disposes of it"
            : $"`{name}` holds a `{type}` that nobody disposes of")
        {
            Help = $"bind it by `with {(span.Length <= 40 ? span.Text : "…")} as {name ?? "x"}:`, return it, or pass it on",
        };

    /// <param name="isInside">It is in an Option or a Result.</param>
    public static Diagnostic ReleasedAtOnce(SourceSpan span, TypeSymbol guard, bool isInside) =>
        new(Unused, span, $"nobody keeps this `{guard}`, so it is released at the end of the statement")
        {
            Help = $"give it a name, which holds it to the end of its block: `{(isInside ? "permit" : "guard")} = {(span.Length <= 40 ? span.Text : "…")}`",
        };

    public static Diagnostic BlockWithoutBody(SourceSpan span, TypeSymbol type, bool isAsync) =>
        new(Unused, span, $"a `{type}` does nothing without a block")
        {
            Help = $"write `{(isAsync ? "async " : "")}with {(span.Length <= 40 ? span.Text : "…")}:`",
        };

    /// <param name="guard">What the value is lent by, and can be written through.</param>
    public static Diagnostic LostChange(SourceSpan span, SourceSpan source, string? guard) =>
        new(Lost, span, $"this changes a copy that nobody has afterwards: `{(source.Length <= 40 ? source.Text : "…")}` gives a value of its own")
        {
            Help = guard is null ? "bind it to a `mut` name, change that, and put it back where it belongs" : $"change it by `{guard}.update(…)`, or bind it to a `mut` name, change that, and `{guard}.set(…)` it",
        };

    public static Diagnostic MissingReturn(SourceSpan span, string function, TypeSymbol type) =>
        new(Return, span, $"`{function}` returns `{type}`, but its end can be reached without a `return`")
        {
            Help = type is NamedTypeSymbol { Definition.Name: "Iterator" }
                ? "a generator function must contain at least one `yield value`; any other needs a `return` on every path"
                : "add a `return` on every path",
        };

    public static Diagnostic UsedBeforeInitialized(SourceSpan span, string global, VariableSymbol needed, string? function) =>
        new(Initialization, span, needed.Name == global && function is null
            ? $"`{global}` cannot be made from itself"
            : $"`{global}` needs `{needed.Name}`{(function is null ? "" : $", which `{function}` reads,")} before it is initialised")
        {
            Help = needed.Name == global ? "give it a value that does not depend on it" : $"declare `{needed.Name}` before `{global}`",
            Related = needed.Span is { } declared ? [new RelatedSpan(declared, "initialised here")] : [],
        };

    public static Diagnostic UnreachableCode(SourceSpan span) => new(Unreachable, span, "this code is never reached");

    public static Diagnostic NotExhaustive(SourceSpan span, IReadOnlyList<string> missing) =>
        new(Match, span, $"this `match` does not cover {string.Join(", ", missing.Select(m => $"`{m}`"))}")
        {
            Help = "add the missing arms, or `_ => …` for the rest",
        };

    public static Diagnostic UnreachableArm(SourceSpan span) =>
        new(Arm, span, "this arm is never reached: the arms before it cover everything it matches");

    public static Diagnostic UnusedGenerator(SourceSpan span) =>
        new(Future, span, "this async generator is never used, so it never runs")
        {
            Help = $"write `async for … in {(span.Length <= 40 ? span.Text : "…")}`",
        };

    /// <param name="span">The operation.</param>
    /// <param name="channel">The sender.</param>
    /// <param name="operation">The method.</param>
    /// <param name="isSelected">It is an arm of a <c>select</c>, which knows sends that keep their value.</param>
    public static Diagnostic LossyWait(SourceSpan span, string channel, string operation, bool isSelected) =>
        new(Loss, span, $"when this `{operation}` is cancelled, the value is lost")
        {
            Help = isSelected ? $"without `await` it is a send arm, `{span.Text} => …`, which keeps its value when it loses" : $"wait for room, and send afterwards: `await {channel}.reserve()` gives a permit with `send`",
        };

    public static Diagnostic LeavesScope(SourceSpan span, TypeSymbol type, string scope) =>
        new(Escape, span, $"a `{type}` cannot leave the block of `{scope}`, which waits for its task") { Help = "await it in the block, and pass its result on" };

    public static Diagnostic BorrowingFuture(SourceSpan span, string place) =>
        new(Borrowing, span, $"this call changes `{(place.Length <= 40 ? place : "…")}` in place, so it must be awaited here; it cannot be stored, returned or spawned")
        {
            Help = "await it, or move the value into an async closure that changes it and returns it",
        };

    public static Diagnostic UnusedFuture(SourceSpan span) =>
        new(Future, span, "this future is never used, so it never runs")
        {
            Help = $"write `await {(span.Length <= 40 ? span.Text : "…")}`, or `spawn` it",
        };
}
