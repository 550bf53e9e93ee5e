using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of imports.</summary>
public static class ImportErrors
{
    private static readonly DiagnosticDescriptor Module = new("CHQ2005", Severity.Error, "Unknown module");
    private static readonly DiagnosticDescriptor Item = new("CHQ2006", Severity.Error, "Cannot be imported");

    public static Diagnostic UnknownModule(SourceSpan span, string path, string? suggestion) =>
        new(Module, span, $"there is no module `{path}`")
        {
            Help = ForeignNames.Module(path) is { } foreign ? foreign
                : suggestion is not null ? $"did you mean `{suggestion}`?"
                : path.StartsWith("std.", StringComparison.Ordinal) ? null
                : $"a module `{path}` is the file `{path.TrimStart('.').Replace('.', '/')}.incn`, beside this file or below the source root",
        };

    public static Diagnostic UnknownItem(SourceSpan span, string module, string name, string? suggestion) =>
        new(Item, span, $"module `{module}` has no `{name}`")
        {
            Help = suggestion is null ? null : $"did you mean `{suggestion}`?",
        };

    public static Diagnostic PrivateItem(SourceSpan span, string module, string name, SourceSpan? declaration) =>
        new(Item, span, $"`{name}` is private to the module `{module}`")
        {
            Help = $"mark it `pub` in `{module}`",
            Related = declaration is { } place ? [new RelatedSpan(place, "declared here")] : [],
        };
}
