using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Faults of written types.</summary>
public static class TypeResolutionErrors
{
    private static readonly DiagnosticDescriptor Unknown = new("CHQ2020", Severity.Error, "Unknown type", IsAboutName: true);
    private static readonly DiagnosticDescriptor NoType = new("CHQ2021", Severity.Error, "Not a type");
    private static readonly DiagnosticDescriptor Arguments = new("CHQ2022", Severity.Error, "Wrong number of type arguments");
    private static readonly DiagnosticDescriptor Misplaced = new("CHQ2023", Severity.Error, "Type is not allowed here");
    private static readonly DiagnosticDescriptor Decimal = new("CHQ3201", Severity.Error, "Precision and scale of a decimal type");
    private static readonly DiagnosticDescriptor Unsupported = new("CHQ2098", Severity.Error, "Type is not supported yet");

    public static Diagnostic UnknownType(SourceSpan span, string name, string? suggestion, string? import) =>
        new(Unknown, span, $"unknown type `{name}`")
        {
            Help = name == "CancelledError"
                ? "a cancellation is no error and cannot be caught: clean up in a `finally` block"
                : import ?? (suggestion is null ? "declare it, or import it from its module" : $"did you mean `{suggestion}`?"),
        };

    public static Diagnostic UnknownMember(SourceSpan span, string module, string name, string? suggestion) =>
        new(Unknown, span, $"module `{module}` has no type `{name}`")
        {
            Help = suggestion is null ? null : $"did you mean `{suggestion}`?",
        };

    public static Diagnostic NotAType(SourceSpan span, string name, string what) =>
        new(NoType, span, $"expected a type, found the {what} `{name}`");

    public static Diagnostic WrongArgumentCount(SourceSpan span, string name, string expected, int found) =>
        new(Arguments, span, $"`{name}` takes {expected}, found {found}");

    public static Diagnostic SelfOutsideType(SourceSpan span) =>
        new(Misplaced, span, "`Self` has a meaning only inside a type's declaration");

    public static Diagnostic InferredNotAllowed(SourceSpan span) =>
        new(Misplaced, span, "`_` cannot stand for a type here") { Help = "write the type out" };

    public static Diagnostic DecimalShape(SourceSpan span, string name) =>
        new(Decimal, span, $"`{name}` takes a precision from 1 to 38 and a scale up to it, found `{span.Text}`") { Help = $"write for example `{name}[10, 2]`" };

    public static Diagnostic NotSupported(SourceSpan span, string what) =>
        new(Unsupported, span, $"{what} are not supported yet");
}
