using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;

namespace Chasqui.Compiler.Binding;

/// <summary>The import that an unknown name lacks; only for the help of an error.</summary>
internal static class ImportAdvice
{
    /// <param name="library">Where std is looked through.</param>
    /// <param name="name">The unknown name.</param>
    /// <param name="similar">The nearest name in sight, if any: it wins when it differs in one letter.</param>
    public static string? For(RuntimeLibrary library, string name, string? similar)
    {
        if (ForeignNames.Import(name) is { } known)
        {
            return known;
        }
        if (library.ModulePaths.Contains($"std.{name}"))
        {
            return $"write `import std.{name}` at the top of the file";
        }
        if (similar is not null && NameSuggestions.Distance(name, similar) <= 1)
        {
            return null;
        }
        string? module = library.ModulePaths
            .Where(p => p != RuntimeLibrary.BuiltinsPath && library.FindModule(p)?.Exports(name).Count > 0)
            .OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault();
        return module is null ? null : $"import it: `from {module} import {name}`";
    }
}
