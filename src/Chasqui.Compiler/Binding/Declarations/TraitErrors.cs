using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of what traits require of fields.</summary>
internal static class TraitErrors
{
    private static readonly DiagnosticDescriptor Awaiting = new("CHQ5045", Severity.Error, "Nothing to await");
    private static readonly DiagnosticDescriptor Field = new("CHQ2119", Severity.Error, "Field that a trait requires");

    public static Diagnostic BadRequirement(SourceSpan span) =>
        new(Field, span, $"expected a field with its type, found `{span.Text}`") { Help = "write `@requires(count: int)`" };

    public static Diagnostic MissingField(SourceSpan type, string name, string trait, string field, TypeSymbol expected) =>
        new(Field, type, $"`{name}` adopts the trait `{trait}` but has no field `{field}: {expected}`") { Help = $"declare `{field}: {expected}` in `{name}`" };

    public static Diagnostic FieldDiffers(SourceSpan span, string field, string trait, TypeSymbol expected, TypeSymbol found) =>
        new(Field, span, $"the trait `{trait}` requires the field `{field}` to be `{expected}`, found `{found}`");

    public static Diagnostic NothingToAwait(SourceSpan span, string type, TypeSymbol value, IReadOnlyList<string> candidates) =>
        new(Awaiting, span, candidates.Count == 0
            ? $"`{type}` adopts `Awaitable[{value}]`, but has no field or method that gives `{value}` when awaited"
            : $"`{type}` adopts `Awaitable[{value}]`, and any of {string.Join(", ", candidates.Select(c => $"`{c}`"))} could be awaited for it")
        {
            Help = $"declare `async def __await__(self) -> {value}`",
        };
}
