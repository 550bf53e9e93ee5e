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

    private static readonly DiagnosticDescriptor Owned = new("CHQ4100", Severity.Error, "Closure that owns a resource as a plain function");

    private static readonly DiagnosticDescriptor Hidden = new("CHQ4101", Severity.Error, "Resource behind a trait");
    private static readonly DiagnosticDescriptor Copied = new("CHQ4102", Severity.Error, "Copying resources");
    private static readonly DiagnosticDescriptor Copyable = new("CHQ4160", Severity.Error, "A resource where values are copied");

    public static Diagnostic UsedAfterMove(SourceSpan span, string name, Move move, MovedPart part, string help) =>
        new(Used, span, $"{part.Of(name)} {Gone(move.Kind)} in line {LineOf(move)}{(IsLater(move, span) ? " by an earlier round of the loop" : "")}, so it cannot be used here")
        {
            Help = help,
            Related = [new RelatedSpan(move.Place.Span, Label(move.Kind))],
        };

    public static Diagnostic MovedInLoop(SourceSpan span, string name, MoveKind kind, string help) =>
        new(Loop, span, $"the first round of this loop {Does(kind)} `{name}`, so there is none for the next one") { Help = help };

    public static Diagnostic MovedOutOfIndex(SourceSpan span, string list, bool isList) =>
        new(Index, span, $"`{list}[…]` is only lent, so the resource in it cannot be given away")
        {
            Help = $"take it out: `{list}.pop(…)`" + (isList ? $", or loop over `{list}` to use each element up" : ""),
        };

    public static Diagnostic CopiesElements(SourceSpan span, string collection, TypeSymbol copy, string operation) =>
        new(Copied, span, $"this would be a second `{copy}` with the resources that `{collection}` owns, and a resource has one owner")
        {
            Help = operation switch
            {
                "__add__" => $"add the other elements to it: `{collection} += …`",
                "__mul__" => "make each element by itself, in a comprehension",
                _ => $"move the elements: `{collection}.pop(…)`, or a loop over `{collection}` that gives each away",
            },
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
        MoveKind.Replaced => "was replaced",
        _ => "was moved",
    };

    private static string Does(MoveKind kind) => kind switch
    {
        MoveKind.Awaited => "awaits",
        MoveKind.Called => "calls",
        MoveKind.Captured => "captures",
        MoveKind.Consumed => "uses up",
        _ => "moves",
    };

    private static string Label(MoveKind kind) => kind switch
    {
        MoveKind.Awaited => "awaited here",
        MoveKind.Called => "called here",
        MoveKind.Captured => "captured here",
        MoveKind.Consumed => "used up here",
        MoveKind.Replaced => "replaced here",
        _ => "moved here",
    };
}

/// <summary>What was moved, seen from the name that is used.</summary>
/// <param name="Whole">Its whole, where that was moved; null for the name itself.</param>
internal readonly record struct MovedPart(string? Whole, bool IsPart)
{
    public static readonly MovedPart Itself = new(null, false);

    public static readonly MovedPart OfIt = new(null, true);

    public static MovedPart OfAnother(string whole) => new(whole, false);

    public string Of(string name) => Whole is null ? $"{(IsPart ? "a part of " : "")}`{name}`" : $"`{name}` is a part of `{Whole}`, which";
}
