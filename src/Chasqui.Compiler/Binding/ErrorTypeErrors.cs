using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Values that cannot be raised, caught, entered, tested or deleted.</summary>
internal static class ErrorTypeErrors
{
    private static readonly DiagnosticDescriptor Raise = new("CHQ3130", Severity.Error, "Not an error type");
    private static readonly DiagnosticDescriptor With = new("CHQ3131", Severity.Error, "Not a context manager");
    private static readonly DiagnosticDescriptor Delete = new("CHQ3134", Severity.Error, "Nothing to delete");
    private static readonly DiagnosticDescriptor Instance = new("CHQ3132", Severity.Error, "Type test that cannot hold");

    public static Diagnostic NotRaisable(SourceSpan span, TypeSymbol type) =>
        new(Raise, span, $"`raise` needs an error, found `{type}`")
        {
            Help = type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str } ? $"raise an error with that message: `raise ValueError({span.Text})`" : Adopt(type),
        };

    public static Diagnostic NotCatchable(SourceSpan span, TypeSymbol type) =>
        new(Raise, span, $"`except` needs an error type, found `{type}`") { Help = Adopt(type) };

    public static Diagnostic NotAwaited(SourceSpan span, TypeSymbol type, bool isAsync) =>
        new(With, span, $"`with` needs a context manager or a resource, found `{type}`, which has not been awaited")
        {
            Help = $"await it first: `{(isAsync ? "async " : "")}with await {span.Text}`",
        };

    public static Diagnostic NotContextManager(SourceSpan span, TypeSymbol type, bool mayBeMissing, bool hasExit) =>
        new(With, span, $"`with` needs a context manager or a resource, found `{type}`")
        {
            Help = mayBeMissing ? $"take the value out first: `{span.Text}?`"
                : hasExit ? $"`__enter__` and `__exit__` take no arguments but `self`"
                : type is NamedTypeSymbol ? $"give `{type}` the methods `__enter__(self)` and `__exit__(self)`" : null,
        };

    public static Diagnostic CannotBe(SourceSpan span, TypeSymbol subject, TypeSymbol tested) =>
        new(Instance, span, $"a value of type `{subject}` is never a `{tested}`")
        {
            Help = subject is UnionTypeSymbol union ? $"test for one of its members: {string.Join(", ", union.Members.Select(m => $"`{m}`"))}" : "remove the test",
        };

    public static Diagnostic NotDeletable(SourceSpan span) =>
        new(Delete, span, $"`del` removes an item of a list or dict, found `{span.Text}`") { Help = "write `del d[key]`; a variable ends with its block" };

    public static Diagnostic IsInstanceArguments(SourceSpan span) =>
        new(Instance, span, "`isinstance` takes a value and a type") { Help = "write `isinstance(x, T)`, or `isinstance(x, (A, B))`" };

    private static string? Adopt(TypeSymbol type) =>
        type is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol source } ? $"let it adopt `Error`: `{source.Name} with Error`, with a method `message(self) -> str`" : null;
}
