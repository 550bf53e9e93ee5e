using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>Faults in the use of resources.</summary>
internal static class MoveErrors
{
    private static readonly DiagnosticDescriptor Used = new("CHQ4020", Severity.Error, "Use of a moved value");
    private static readonly DiagnosticDescriptor Loop = new("CHQ4021", Severity.Error, "Moved in a loop");
    private static readonly DiagnosticDescriptor Index = new("CHQ4022", Severity.Error, "Moving out of an index");
    private static readonly DiagnosticDescriptor Borrowed = new("CHQ4023", Severity.Error, "Moving what is only borrowed");
    private static readonly DiagnosticDescriptor Static = new("CHQ4024", Severity.Error, "Moving out of a static");
    private static readonly DiagnosticDescriptor Once = new("CHQ4025", Severity.Error, "Call-once closure where a repeatable function is needed");

    private static readonly DiagnosticDescriptor Useless = new("CHQ5121", Severity.Warning, "Drop of a plain value");

    private static readonly DiagnosticDescriptor Owned = new("CHQ4100", Severity.Error, "Closure that owns a resource as a plain function");

    private static readonly DiagnosticDescriptor Hidden = new("CHQ4101", Severity.Error, "Resource behind a trait");
    private static readonly DiagnosticDescriptor Copied = new("CHQ4102", Severity.Error, "Copying resources");
    private static readonly DiagnosticDescriptor Lent = new("CHQ4161", Severity.Error, "Function that takes over what it is lent");
    private static readonly DiagnosticDescriptor Copyable = new("CHQ4160", Severity.Error, "A resource where values are copied");

    public static Diagnostic UsedAfterMove(SourceSpan span, Move move, MovedPart part, string help) =>
        new(Used, span, $"{part.Gone} {Gone(move.Kind)} in line {LineOf(move)}{(IsLater(move, span) ? " by an earlier round of the loop" : "")}, so {part.Left} cannot be used here")
        {
            Help = help,
            Related = [new RelatedSpan(move.Place.Span, Label(move.Kind))],
        };

    /// <param name="isHandle">Others may hold the same object.</param>
    public static Diagnostic DropsNothing(SourceSpan span, TypeSymbol type, bool isHandle) =>
        new(Useless, span, isHandle
            ? $"`drop` does nothing here: `{type}` is a handle, and what it stands for stays as long as anybody has one"
            : $"`drop` does nothing here: `{type}` is a plain type, whose values own nothing")
        {
            Help = isHandle ? "leave it out; to give a lock back, drop its guard" : "leave it out: only what owns something, such as a guard, a file or the end of a channel, is dropped",
        };

    public static Diagnostic MovedInLoop(SourceSpan span, string name, MoveKind kind, string help) =>
        new(Loop, span, $"the first round of this loop {Does(kind)} `{name}`, so there is none for the next one") { Help = help };

    public static Diagnostic MovedOutOfIndex(SourceSpan span, string list, string index, bool isList) =>
        new(Index, span, $"`{list}[…]` is only lent, so the resource in it cannot be given away")
        {
            Help = $"take it out: `{list}.pop({index})`" + (isList ? $", or loop over `{list}` to use each element up" : ""),
        };

    public static Diagnostic CopiesElements(SourceSpan span, string collection, TypeSymbol copy, string operation) =>
        new(Copied, span, $"this would be a second `{copy}` with the resources that `{collection}` owns, and a resource has one owner")
        {
            Help = operation switch
            {
                "__add__" => $"add the other elements to it: `{collection} += …`",
                "__mul__" => "make each element by itself, in a comprehension",
                "clone" => $"make a new one, or share it: keep it in a `Mutex`, or give it to the task that uses it",
                _ => $"move the elements: `{collection}.pop(…)`, or a loop over `{collection}` that gives each away",
            },
        };

    public static Diagnostic TakesLent(SourceSpan span, string lender, string function, FunctionTypeSymbol type) =>
        new(Lent, span, $"`{lender}` only lends the elements to this function, and a `{type}` takes its argument over")
        {
            Help = $"declare the parameter `ref` and call it in a closure: `(x) => {function}(x)`",
        };

    /// <param name="name">The function, or the type that is made.</param>
    public static Diagnostic CopiesResource(SourceSpan span, string name, TypeSymbol type, BoundPart part) =>
        new(Copyable, span, $"`{name}` copies what it is given, "
            + (part.Path.Length == 0 ? $"and a `{part.Type}` has one owner" : $"and in this `{type}`, `{part.Path.TrimStart('.')}` is a `{part.Type}`, which has one owner"))
        {
            Help = "a `Mutex` lends it to one task at a time, and a `channel` gives it to one receiver",
        };

    public static Diagnostic MovedOutOfBorrowed(SourceSpan span, string name, string why, string help) =>
        new(Borrowed, span, $"`{name}` cannot be given away here: {why}") { Help = help };

    public static Diagnostic MovedOutOfStatic(SourceSpan span, string name, bool hasClone) =>
        new(Static, span, $"`{name}` is a static, so the resource in it cannot be given away")
        {
            Help = hasClone ? $"give away a clone of it: `{name}.clone()`" : $"pass it to the function as a parameter, or make `{name}` a local of `main`",
        };

    /// <param name="name">Of the variable that holds the closure; null for the closure itself.</param>
    public static Diagnostic CallOnce(SourceSpan span, string? name, string capture, FunctionTypeSymbol type, SourceSpan? place) =>
        new(Once, span, $"{Closure(name)} gives `{capture}` away, so it can be called only once, and a function is needed here that can be called again")
        {
            Help = $"declare what takes it `{type.With(FunctionTypeModifier.Once)}`, or give `{capture}` as an argument of the call",
            Related = place is { } consumed ? [new RelatedSpan(consumed, "used up here")] : [],
        };

    public static Diagnostic CalledAgain(SourceSpan span, string name, FunctionTypeSymbol type) =>
        new(Once, span, $"`{name}` is a `{type}`, and a function is needed here that can be called again")
        {
            Help = $"declare what takes it `{type}` too",
        };

    public static Diagnostic OwnedByFunction(SourceSpan span, string? name, string capture, FunctionTypeSymbol type) =>
        new(Owned, span, $"{Closure(name)} owns `{capture}`, and a `{type.With(FunctionTypeModifier.None)}` cannot own anything: it may be copied and kept anywhere")
        {
            Help = $"declare what takes it `{type.With(FunctionTypeModifier.Once)}` if it is called once, or `{type.With(FunctionTypeModifier.Local)}` if it is a parameter and not kept",
        };

    public static Diagnostic HiddenByTrait(SourceSpan span, TypeSymbol type, BoundPart part, TypeSymbol trait) =>
        new(Hidden, span, $"a `{trait}` may be copied and kept anywhere, so it cannot own a resource: "
            + (part.Path.Length == 0 ? $"a `{part.Type}` has one owner" : $"in this `{type}`, `{part.Path.TrimStart('.')}` is a `{part.Type}`, which has one owner"))
        {
            Help = $"keep it as a `{type}`, or make what takes it generic: `T with {trait}`",
        };

    private static string Closure(string? name) => name is null ? "this closure" : $"`{name}`";

    /// <summary>Only a loop leads from a later place to an earlier one.</summary>
    private static bool IsLater(Move move, SourceSpan use) => move.Place.Span.Source == use.Source && move.Place.Span.Start > use.Start + use.Length;

    private static int LineOf(Move move) => move.Place.Span.StartPosition.Line;

    private static string Gone(MoveKind kind) => kind switch
    {
        MoveKind.Awaited => "was already awaited",
        MoveKind.Called => "was already called",
        MoveKind.Captured => "was moved into a closure",
        MoveKind.Consumed => "was used up",
        MoveKind.Dropped => "was dropped",
        MoveKind.Replaced => "was replaced",
        _ => "was moved",
    };

    private static string Does(MoveKind kind) => kind switch
    {
        MoveKind.Awaited => "awaits",
        MoveKind.Called => "calls",
        MoveKind.Captured => "captures",
        MoveKind.Consumed => "uses up",
        MoveKind.Dropped => "drops",
        _ => "moves",
    };

    private static string Label(MoveKind kind) => kind switch
    {
        MoveKind.Awaited => "awaited here",
        MoveKind.Called => "called here",
        MoveKind.Captured => "captured here",
        MoveKind.Consumed => "used up here",
        MoveKind.Dropped => "dropped here",
        MoveKind.Replaced => "replaced here",
        _ => "moved here",
    };
}

/// <summary>What was moved, and what of it is used, in the words of an error.</summary>
internal readonly record struct MovedPart(string Gone, string Left)
{
    public static MovedPart Itself(string name) => new($"`{name}`", "it");

    /// <summary>A part went, and the whole is used.</summary>
    /// <param name="part">Null where the part has no name of its own.</param>
    public static MovedPart OfIt(string name, string? part) =>
        part is null ? new($"a part of `{name}`", "it") : new($"`{part}`", $"`{name}` as a whole");

    /// <summary>The whole went, and a part is used.</summary>
    public static MovedPart OfWhole(string part, string whole) => new($"`{whole}`", $"`{part}`");

    /// <summary>The name stands for a part of another one.</summary>
    public static MovedPart OfAnother(string name, string whole) => new($"`{name}` is a part of `{whole}`, which", "it");
}
