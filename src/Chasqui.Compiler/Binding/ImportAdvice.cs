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
        return ModulesOf(library, name).FirstOrDefault() is { } module ? $"import it: `from {module} import {name}`" : null;
    }

    /// <summary>Where in the library an item is that the module named does not have; null if it is nowhere.</summary>
    public static string? Elsewhere(RuntimeLibrary library, string module, string name) =>
        module.StartsWith("std.", StringComparison.Ordinal) && ModulesOf(library, name).Where(p => p != module).ToArray() is [var first, ..] modules
            ? $"it is in `{first}`" + (modules.Length > 1 ? $" and in `{modules[1]}`" : "")
            : null;

    /// <summary>Asynchronous modules first: what is also in another one is at home there.</summary>
    private static IEnumerable<string> ModulesOf(RuntimeLibrary library, string name) => library.ModulePaths
        .Where(p => p != RuntimeLibrary.BuiltinsPath && !p.EndsWith(".prelude", StringComparison.Ordinal) && library.FindModule(p)?.Exports(name).Count > 0)
        .OrderBy(p => p.StartsWith("std.async.", StringComparison.Ordinal) ? 0 : 1).ThenBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal);
}
