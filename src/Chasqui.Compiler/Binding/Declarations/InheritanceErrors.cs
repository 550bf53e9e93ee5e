using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of <c>extends</c>.</summary>
internal static class InheritanceErrors
{
    private static readonly DiagnosticDescriptor Base = new("CHQ2110", Severity.Error, "Type cannot be extended");
    private static readonly DiagnosticDescriptor Self = new("CHQ2111", Severity.Error, "Class extends itself");
    private static readonly DiagnosticDescriptor Override = new("CHQ2112", Severity.Error, "Member differs from the inherited one");

    public static Diagnostic NotAClass(SourceSpan span, TypeSymbol found)
    {
        TypeDefinitionKind? kind = (found as NamedTypeSymbol)?.Definition.Kind;
        string what = kind is TypeDefinitionKind.Model or TypeDefinitionKind.Trait or TypeDefinitionKind.Enum or TypeDefinitionKind.Newtype
            ? $"the {kind.ToString()?.ToLowerInvariant()} `{found}`"
            : $"`{found}`";
        return new(Base, span, $"expected a class after `extends`, found {what}")
        {
            Help = kind switch
            {
                TypeDefinitionKind.Trait => $"adopt it: `with {found}`",
                TypeDefinitionKind.Model => $"make `{found}` a class, or hold it in a field",
                _ => "only classes can be extended",
            },
        };
    }

    public static Diagnostic Circle(SourceSpan span, string type, string parent) =>
        new(Self, span, type == parent ? $"class `{type}` extends itself" : $"class `{type}` extends itself through `{parent}`");

    public static Diagnostic MethodDiffers(SourceSpan span, string method, string parent, string expected, string found) =>
        new(Override, span, $"expected `{method}` to be `{expected}` as in `{parent}`, found `{found}`")
        {
            Help = $"give it the signature of `{parent}`, or another name",
        };

    public static Diagnostic FieldDiffers(SourceSpan span, string field, string parent, TypeSymbol expected, TypeSymbol found) =>
        new(Override, span, $"expected the field `{field}` to be `{expected}` as in `{parent}`, found `{found}`");

    public static Diagnostic KindDiffers(SourceSpan span, string member, string parent, bool isField) =>
        new(Override, span, $"`{member}` is a {(isField ? "field" : "method")} in `{parent}`") { Help = "give it another name" };
}
