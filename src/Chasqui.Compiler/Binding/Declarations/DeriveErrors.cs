using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of derives and of the decorators of types.</summary>
internal static class DeriveErrors
{
    private static readonly DiagnosticDescriptor Target = new("CHQ2113", Severity.Error, "Derive does not fit the type");
    private static readonly DiagnosticDescriptor Twice = new("CHQ2114", Severity.Error, "Derived and written");
    private static readonly DiagnosticDescriptor Decorator = new("CHQ2115", Severity.Error, "Decorator on a type");

    public static Diagnostic WrongKind(SourceSpan span, string derive, string type, TypeDefinitionKind kind) =>
        new(Target, span, $"`{derive}` cannot be derived for the {Word(kind)} `{type}`")
        {
            Help = derive == "Validate" ? "only a model can be validated" : "write `@staticmethod def default() -> Self`",
        };

    public static Diagnostic MissingValidate(SourceSpan type, string name) =>
        new(Target, type, $"`@derive(Validate)` needs a method `validate` in `{name}`")
        {
            Help = "declare `def validate(self) -> Result[Self, E]:`",
        };

    public static Diagnostic Conflict(SourceSpan span, string derive, string method, SourceSpan? place) =>
        new(Twice, span, $"`{derive}` is derived, but `{method}` is written too")
        {
            Help = $"remove `{derive}` from the derives, or the method",
            Related = place is { } found ? [new RelatedSpan(found, "written here")] : [],
        };

    public static Diagnostic DecoratesType(SourceSpan span, string name, TypeDefinitionKind kind) =>
        new(Decorator, span, $"`@{name}` cannot decorate a {Word(kind)}") { Help = "only functions and methods can be decorated" };

    private static string Word(TypeDefinitionKind kind) => kind.ToString().ToLowerInvariant();
}
