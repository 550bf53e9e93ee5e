using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The faults found inside bodies: mutation and captures.</summary>
internal static class OwnershipErrors
{
    private static readonly DiagnosticDescriptor Overlap = new("CHQ3133", Severity.Error, "Overlapping mut arguments");
    private static readonly DiagnosticDescriptor Immutable = new("CHQ4001", Severity.Error, "Mutating what may not be mutated");
    private static readonly DiagnosticDescriptor NotDeclaredMut = new("CHQ4002", Severity.Warning, "Mutating a binding that is not `mut`");
    private static readonly DiagnosticDescriptor Captured = new("CHQ4003", Severity.Error, "Assigning to a captured variable", IsAboutName: true);

    private static readonly DiagnosticDescriptor CopiedPart = new("CHQ4010", Severity.Warning, "Mutating a copy of a part");
    private static readonly DiagnosticDescriptor ListInLoop = new("CHQ4011", Severity.Error, "Changing a list whose elements a loop changes");

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

    public static Diagnostic MutatesPatternBinding(SourceSpan span, string name) =>
        new(CopiedPart, span, $"`{name}` is a copy: changing it does not change the matched value")
        {
            Help = $"change the value it was taken from, or bind a copy of its own: `mut new_{name} = {name}`",
        };

    public static Diagnostic ChangesLoopedList(SourceSpan span, string list) =>
        new(ListInLoop, span, $"cannot change `{list}` here: the loop over it writes to its elements")
        {
            Help = $"change it after the loop, or loop over the indexes: `for i in range(len({list}))`",
        };

    public static Diagnostic AssignsCapture(SourceSpan span, string name) =>
        new(Captured, span, $"cannot change `{name}`: the closure has a copy of it")
        {
            Help = "return the new value, or share it through a `Mutex` or a channel",
        };

    public static Diagnostic OverlappingArguments(SourceSpan span, string function) =>
        new(Overlap, span, $"`{span.Text}` is given to `{function}` twice, and one of the parameters is `mut`")
        {
            Help = "copy it to a name of its own first",
        };
}
