using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The faults found inside bodies: mutation, captures, async position, control flow and patterns.</summary>
internal static class OwnershipErrors
{
    private static readonly DiagnosticDescriptor Immutable = new("CHQ4001", Severity.Error, "Mutating what may not be mutated");
    private static readonly DiagnosticDescriptor NotDeclaredMut = new("CHQ4002", Severity.Warning, "Mutating a binding that is not `mut`");
    private static readonly DiagnosticDescriptor Captured = new("CHQ4003", Severity.Error, "Assigning to a captured variable");

    public static Diagnostic MutatesParameter(SourceSpan span, string name) =>
        new(Immutable, span, $"cannot mutate `{name}`: it is a parameter that is not `mut`") { Help = $"declare it `mut {name}`" };

    public static Diagnostic MutatesSelf(SourceSpan span, string method) =>
        new(Immutable, span, $"cannot mutate `self`: `{method}` takes it read-only") { Help = $"declare `def {method}(mut self, …)`" };

    public static Diagnostic MutatesImmutable(SourceSpan span, string name, string why, string? help = null) =>
        new(Immutable, span, $"cannot mutate `{name}`: {why}") { Help = help };

    public static Diagnostic MutatesTemporary(SourceSpan span) =>
        new(Immutable, span, "cannot mutate this: it is not a place") { Help = "bind it to a `mut` name first" };

    public static Diagnostic ImplicitMutation(SourceSpan span, string name) =>
        new(NotDeclaredMut, span, $"`{name}` is mutated but not declared `mut`") { Help = $"declare it `mut {name} = …`" };

    public static Diagnostic AssignsCapture(SourceSpan span, string name) =>
        new(Captured, span, $"cannot change `{name}`: the closure has a copy of it")
        {
            Help = "return the new value, or share it through a `Mutex` or a channel",
        };
}

/// <summary>Where <c>await</c> may stand.</summary>
internal static class AsyncPositionErrors
{
    private static readonly DiagnosticDescriptor Outside = new("CHQ5101", Severity.Error, "Await outside an async body");
    private static readonly DiagnosticDescriptor NeverPending = new("CHQ5102", Severity.Warning, "Await on a value that is never pending");
    private static readonly DiagnosticDescriptor Spawned = new("CHQ5103", Severity.Error, "Cannot be spawned");

    public static Diagnostic OutsideAsync(SourceSpan span, string form, string? function) =>
        new(Outside, span, function is null
            ? $"`{form}` is only allowed in an async body"
            : $"`{form}` is only allowed in an async body; `{function}` is not async")
        {
            Help = function is null ? "make the closure `async (…) => …`" : $"declare it `async def {function}`",
        };

    public static Diagnostic NotPending(SourceSpan span, TypeSymbol type) =>
        new(NeverPending, span, $"`await` on a value that is never pending: `{type}`") { Help = "remove `await`" };

    public static Diagnostic NotSpawnable(SourceSpan span, TypeSymbol type) =>
        new(Spawned, span, $"`spawn` takes a future or an async function, found `{type}`")
        {
            Help = "spawn the call of an `async def`, or use `spawn_blocking`",
        };
}

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
