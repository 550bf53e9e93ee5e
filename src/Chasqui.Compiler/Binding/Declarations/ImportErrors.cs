using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of imports.</summary>
public static class ImportErrors
{
    private static readonly DiagnosticDescriptor Module = new("CHQ2005", Severity.Error, "Unknown module");
    private static readonly DiagnosticDescriptor Item = new("CHQ2006", Severity.Error, "Cannot be imported");

    private static readonly DiagnosticDescriptor Namespace = new("CHQ2180", Severity.Error, "Unknown .NET namespace");
    private static readonly DiagnosticDescriptor ForeignType = new("CHQ2181", Severity.Error, "Unknown .NET type");
    private static readonly DiagnosticDescriptor Star = new("CHQ2182", Severity.Error, "Everything of a .NET namespace");
    private static readonly DiagnosticDescriptor Decorator = new("CHQ2183", Severity.Error, "Decorator on an import");

    private static readonly DiagnosticDescriptor Stack = new("CHQ2184", Severity.Error, ".NET type that lives on the stack");

    public static Diagnostic UnknownNamespace(SourceSpan span, string path, string? suggestion) =>
        new(Namespace, span, $"there is no .NET namespace `{path}` in the platform or in what the project references")
        {
            Help = suggestion is null ? "a namespace is spelled as in C#; a package is added to the project file" : $"did you mean `dotnet::{suggestion}`?",
        };

    public static Diagnostic UnknownForeignType(SourceSpan span, string path, string name, string? suggestion, IReadOnlyList<string> elsewhere) =>
        new(ForeignType, span, $"the .NET namespace `{path}` has no public type `{name}`")
        {
            Help = elsewhere.Count > 0 ? $"it is in {string.Join(" and ", elsewhere.Select(n => $"`dotnet::{n}`"))}"
                : suggestion is not null ? $"did you mean `{suggestion}`?"
                : null,
        };

    public static Diagnostic StarOfNamespace(SourceSpan span, string path) =>
        new(Star, span, $"`import *` cannot take everything of the .NET namespace `{path}`")
        {
            Help = $"name the types, `from dotnet::{path} import A, B`, or the namespace: `import dotnet::{path}`",
        };

    public static Diagnostic StackOnly(SourceSpan span, string name) =>
        new(Stack, span, $"values of the .NET type `{name}` live on the stack only, and no value of a program can promise that")
        {
            Help = "use a list, or `bytes`: they become arrays where .NET takes one",
        };

    public static Diagnostic MisplacedDecorator(SourceSpan span, string name, bool isSend) =>
        new(Decorator, span, isSend
            ? "`@send` asserts that types of .NET may be used by several tasks, and this import names none"
            : $"`@{name}` means nothing on an import")
        {
            Help = isSend ? "write it before `from dotnet::Namespace import Type`" : "an import takes `@send` only, where it names types of .NET",
        };

    public static Diagnostic UnknownModule(SourceSpan span, string path, string? suggestion) =>
        new(Module, span, $"there is no module `{path}`")
        {
            Help = ForeignNames.Module(path) is { } foreign ? foreign
                : suggestion is not null ? $"did you mean `{suggestion}`?"
                : path.StartsWith("std.", StringComparison.Ordinal) ? null
                : $"a module `{path}` is the file `{path.TrimStart('.').Replace('.', '/')}.incn`, beside this file or below the source root",
        };

    /// <param name="elsewhere">What to import instead, if another module has it.</param>
    public static Diagnostic UnknownItem(SourceSpan span, string module, string name, string? elsewhere, string? suggestion) =>
        new(Item, span, $"module `{module}` has no `{name}`")
        {
            Help = elsewhere ?? (suggestion is not null ? $"did you mean `{suggestion}`?" : ForeignNames.Signal(name)),
        };

    public static Diagnostic PrivateItem(SourceSpan span, string module, string name, SourceSpan? declaration) =>
        new(Item, span, $"`{name}` is private to the module `{module}`")
        {
            Help = $"mark it `pub` in `{module}`",
            Related = declaration is { } place ? [new RelatedSpan(place, "declared here")] : [],
        };
}
