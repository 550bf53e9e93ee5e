using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of what traits require of fields.</summary>
internal static class TraitErrors
{
    private static readonly DiagnosticDescriptor Field = new("CHQ2119", Severity.Error, "Field that a trait requires");

    public static Diagnostic BadRequirement(SourceSpan span) =>
        new(Field, span, $"expected a field with its type, found `{span.Text}`") { Help = "write `@requires(count: int)`" };

    public static Diagnostic MissingField(SourceSpan type, string name, string trait, string field, TypeSymbol expected) =>
        new(Field, type, $"`{name}` adopts the trait `{trait}` but has no field `{field}: {expected}`") { Help = $"declare `{field}: {expected}` in `{name}`" };

    public static Diagnostic FieldDiffers(SourceSpan span, string field, string trait, TypeSymbol expected, TypeSymbol found) =>
        new(Field, span, $"the trait `{trait}` requires the field `{field}` to be `{expected}`, found `{found}`");
}
