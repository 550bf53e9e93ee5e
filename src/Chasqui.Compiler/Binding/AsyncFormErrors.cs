using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>What stands in <c>race</c>, <c>select</c>, <c>concurrent</c>, <c>spawn</c> and their like.</summary>
internal static class AsyncFormErrors
{
    private static readonly DiagnosticDescriptor Awaitable = new("CHQ5040", Severity.Error, "Not awaitable");
    private static readonly DiagnosticDescriptor Arm = new("CHQ5041", Severity.Error, "Arm cannot be waited for");
    private static readonly DiagnosticDescriptor Child = new("CHQ5043", Severity.Error, "Spawn cannot bind here");
    private static readonly DiagnosticDescriptor Outcome = new("CHQ5044", Severity.Error, "Outcome read inside its block");
    private static readonly DiagnosticDescriptor Arms = new("CHQ5042", Severity.Error, "Arms do not fit together");

    public static Diagnostic NotAwaitable(SourceSpan span, TypeSymbol type, string help) =>
        new(Awaitable, span, $"expected something that can be awaited, found `{type}`") { Help = help };

    public static Diagnostic NotAChannel(SourceSpan span, TypeSymbol type, string protocol, string? instead) =>
        new(Arm, span, protocol == "__select_send__"
            ? $"a `send` arm of `select` needs a channel's sender, found `{type}`"
            : $"a `from` arm of `select` needs a channel's receiver, found `{type}`")
        {
            Help = instead is null ? "wait for other things by `v = await …`" : $"write `{instead}`",
        };

    public static Diagnostic RefutableArm(SourceSpan span) =>
        new(Arm, span, "this pattern may not match what the arm gives, and a ready arm must run")
        {
            Help = "bind a name here and `match` on it in the arm's body",
        };

    public static Diagnostic SecondDefault(SourceSpan span) =>
        new(Arms, span, "a `select` has at most one default arm `_ => …`") { Help = "remove one of them" };

    public static Diagnostic OneName(SourceSpan span) =>
        new(Child, span, "`spawn` in a `concurrent` block binds one name") { Help = "unpack the value after the block" };

    public static Diagnostic NotDirect(SourceSpan span, string name) =>
        new(Child, span, $"`{name} = spawn …` can only stand directly in a `concurrent` block, where it runs once")
        {
            Help = "`spawn` without a name here, or `gather` a list of calls",
        };

    public static Diagnostic SpawnedValue(SourceSpan span) =>
        new(Child, span, "in a `concurrent` block `spawn` stands alone or binds a name") { Help = "write `name = spawn f()`; the name has its result after the block" };

    public static Diagnostic ReadInside(SourceSpan span, PendingOutcomeSymbol outcome) =>
        new(Outcome, span, $"`{outcome.Name}` has its result only after the `concurrent` block")
        {
            Help = "read it after the block",
            Related = outcome.Span is { } spawned ? [new RelatedSpan(spawned, "spawned here")] : [],
        };
}
