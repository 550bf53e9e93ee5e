using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>Values that go where their type does not let them.</summary>
internal static class SendErrors
{
    private static readonly DiagnosticDescriptor Value = new("CHQ4050", Severity.Error, "Value that must stay in its task");
    private static readonly DiagnosticDescriptor Borrowed = new("CHQ4051", Severity.Error, "Borrowed value sent to another task");
    private static readonly DiagnosticDescriptor Running = new("CHQ4120", Severity.Error, "Running generator sent to another task");
    private static readonly DiagnosticDescriptor Argument = new("CHQ4052", Severity.Error, "Type argument is not sendable");
    private static readonly DiagnosticDescriptor Hidden = new("CHQ4053", Severity.Error, "Value hidden behind a type that promises to be sendable");
    private static readonly DiagnosticDescriptor Held = new("CHQ4055", Severity.Error, "Lock held where a task waits");
    private static readonly DiagnosticDescriptor Escape = new("CHQ4056", Severity.Error, "Guard leaves the code that took the lock");
    private static readonly DiagnosticDescriptor Future = new("CHQ4057", Severity.Error, "Future outlives what it borrows");
    private static readonly DiagnosticDescriptor Closure = new("CHQ4058", Severity.Error, "Closure outlives what it borrows");
    private static readonly DiagnosticDescriptor Endless = new("CHQ4060", Severity.Warning, "Receive loop that cannot end");

    public static Diagnostic NotSendable(SourceSpan span, string name, bool isCaptured, TypeSymbol type, BoundPart part, string place, SourceSpan sent) =>
        new(Value, span, $"`{name}`{(isCaptured ? ", which the closure captures," : "")} cannot go to {place}: {Why(name, type, part)}")
        {
            Help = HelpFor(part.Type),
            Related = Sent(span, sent),
        };

    public static Diagnostic ResultNotSendable(SourceSpan span, TypeSymbol type, BoundPart part) =>
        new(Value, span, $"the result of this task cannot leave it: {Why("result", type, part)}") { Help = HelpFor(part.Type) };

    public static Diagnostic GeneratorBegun(SourceSpan span, string name, SourceSpan begun, string place, SourceSpan sent) =>
        new(Running, span, $"`{name}` cannot go to {place}: it was run in line {begun.StartPosition.Line}, and a running generator stays in its task")
        {
            Help = "make it over there, or send its values, through a channel or as a list",
            Related = [new RelatedSpan(begun, "run here"), .. Sent(span, sent)],
        };

    public static Diagnostic GlobalShared(SourceSpan span, string by, GlobalSymbol global, BoundPart part, string place, SourceSpan sent) =>
        new(Value, span, $"{(by == "the closure" ? by : $"`{by}`")} cannot go to {place}: it uses `{global.Name}`, which all tasks share, and {Why(global.Name, global.Type, part)}")
        {
            Help = $"make the `{part.Type}` in the task that uses it, or keep plain values in `{global.Name}`",
            Related = [.. global.Span is { } declared ? [new RelatedSpan(declared, "declared here")] : (RelatedSpan[])[], .. Sent(span, sent)],
        };

    public static Diagnostic BorrowedSent(SourceSpan span, string name, string why, string help, string place, SourceSpan sent) =>
        new(Borrowed, span, $"`{name}` is borrowed ({why}), so the closure cannot take it to {place}, which may outlive the call")
        {
            Help = help,
            Related = Sent(span, sent),
        };

    public static Diagnostic ArgumentNotSendable(SourceSpan span, string parameter, string function, TypeSymbol type, BoundPart part, string? place, SourceSpan because) =>
        new(Argument, span, $"`{function}` {(place is null ? $"needs a `{parameter}` that is `Send`" : $"sends a `{parameter}` to {place}")}, and here `{parameter}` is `{type}`: {Why(type.ToString() ?? parameter, type, part)}")
        {
            Help = HelpFor(part.Type),
            Related = [new RelatedSpan(because, place is null ? "required here" : "sent here")],
        };

    public static Diagnostic HiddenBy(SourceSpan span, string name, TypeSymbol type, BoundPart part, TypeSymbol target, bool isArgument = false) =>
        new(Hidden, span, $"a `{target}` may go to other tasks, and `{name}` may not: {Why(name, type, part)}")
        {
            Help = target is FunctionTypeSymbol function
                ? $"{(isArgument ? $"declare the parameter `{new FunctionTypeSymbol(function.Parameters, function.Result, FunctionTypeModifier.Local)}`" : "call the closure where it is made")}, or give `{name}` to it as an argument of its call"
                : $"make it generic: `T with {target}`",
        };

    public static Diagnostic HeldAtWait(SourceSpan span, string name, BoundPart guard, SourceSpan taken, bool isBlock) =>
        new(Held, span, $"{Holder(name, guard, taken)} is still held here, where the task may wait")
        {
            Help = name switch
            {
                _ when isBlock => "end the `with` block before",
                "" => "take what is needed out of the guard in a statement of its own",
                "_" => "`_` drops it at the end of the block only: give it a name and `drop` it before",
                _ => $"read what is needed and `drop({name})` before",
            }
                + ", or use the lock of `std.async.sync`, whose guard may be held",
            Related = [new RelatedSpan(taken, "taken here")],
        };

    private static string Holder(string name, BoundPart guard, SourceSpan taken) => (name, guard.Path) switch
    {
        ("" or "_", _) => $"the lock taken in line {taken.StartPosition.Line}",
        (_, "") => $"`{name}`, a `{guard.Type}` taken in line {taken.StartPosition.Line},",
        _ => $"`{name}{guard.Path}`, a `{guard.Type}` taken in line {taken.StartPosition.Line},",
    };

    public static Diagnostic GuardEscapes(SourceSpan span, string name, string how, TypeSymbol type) =>
        new(Escape, span, $"`{name}` cannot be {how}: a `{type}` must stay in the code that took the lock")
        {
            Help = "pass on the value that it guards, or the lock itself",
        };

    public static Diagnostic FutureEscapes(SourceSpan span, string resource, string how) =>
        new(Future, span, $"this future borrows `{resource}`, so it cannot be {how}; it can be awaited here, or be given to a race or to what is awaited here")
        {
            Help = $"move `{resource}` into an async closure: `async () => await {(span.Length <= 40 ? span.Text : "…")}`",
        };

    public static Diagnostic ClosureEscapes(SourceSpan span, string name, string how) =>
        new(Closure, span, $"`{name}` is borrowed, so a closure that captures it cannot be {how}")
        {
            Help = name == "self" ? "take the value as a parameter without `ref`, so that the closure owns it" : $"declare the parameter `{name}` without `ref` or `mut`, so that the closure owns it",
        };

    /// <param name="span">The receiver in the loop.</param>
    /// <param name="receiver">As it is written there.</param>
    /// <param name="sender">The name that has the sender.</param>
    /// <param name="holds">Empty where the name is the sender, else how it has it.</param>
    /// <param name="declared">The name's declaration.</param>
    public static Diagnostic NeverEnds(SourceSpan span, string receiver, string sender, string holds, SourceSpan declared) =>
        StillSending(span, $"this loop over `{receiver}` cannot end by itself", "the loop", sender, holds, declared);

    public static Diagnostic WaitNeverEnds(SourceSpan span, string receiver, string sender, string holds, SourceSpan declared) =>
        StillSending(span, $"this wait cannot end by itself, since {(receiver.Length == 0 ? "a channel" : $"`{receiver}`")} is read to its end", "it", sender, holds, declared);

    private static Diagnostic StillSending(SourceSpan span, string what, string before, string sender, string holds, SourceSpan declared) =>
        new(Endless, span, $"{what}: `{sender}`, {holds}a sender of the same channel, is still alive here")
        {
            Help = holds.Length == 0 ? $"give `{sender}` away, `{sender}.close()` or `drop({sender})` before {before}" : $"give the sender in `{sender}` away, or close or drop it, before {before}",
            Related = [new RelatedSpan(declared, "opened here")],
        };

    private static string Why(string name, TypeSymbol type, BoundPart part) => part.Path.Length == 0
        ? $"{(type.Equals(part.Type) ? "" : $"in a `{type}`, ")}`{part.Type}` is not sendable"
        : $"in this `{type}`, `{Root(name)}{part.Path}` is a `{part.Type}`, which is not sendable";

    private static string Root(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? name : "…";

    private static ImmutableArray<RelatedSpan> Sent(SourceSpan span, SourceSpan sent) =>
        span.Source == sent.Source && span.Start >= sent.Start && span.Start + span.Length <= sent.Start + sent.Length ? [] : [new RelatedSpan(sent, "sent here")];

    private static string HelpFor(TypeSymbol part) => part switch
    {
        NamedTypeSymbol { Definition: ImportedTypeSymbol { IsThreadBound: true } } => "pass on the value that it guards, or the lock itself, and take it over there",
        NamedTypeSymbol { Definition: ImportedTypeSymbol { IsScoped: true } } => "await it here, and pass its result on",
        NamedTypeSymbol { Definition: { ValueKind: ValueKind.Resource } scope } => $"use the `{scope.Name}` in the task it belongs to, and send plain values",
        NamedTypeSymbol { Definition: Metadata.Foreign.ForeignTypeSymbol foreign } =>
$"make the `{foreign.Name}` in the task that uses it, and send plain values; if it is thread-safe, say so by `@send` before its import",
        FunctionTypeSymbol => "send what it needs, and make the closure over there",
        _ => $"make the `{part}` in the task that uses it, and send plain values",
    };
}
