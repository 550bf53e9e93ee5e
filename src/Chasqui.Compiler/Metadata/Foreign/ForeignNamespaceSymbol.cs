using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>A namespace of .NET. Its types are found by name, on first use.</summary>
internal sealed class ForeignNamespaceSymbol(RuntimeLibrary library, string path) : ModuleSymbol(path)
{
    /// <summary>Types of one name differ in the number of their parameters; the one with the fewest comes first.</summary>
    public override IReadOnlyList<Symbol> Exports(string name)
    {
        List<Symbol> found = [.. library.Platform?.Find(Path, name).Select(t => library.Imported(t)) ?? []];
        if (found.Count == 0 && library.FindNamespace($"{Path}.{name}") is { } inner)
        {
            found.Add(inner);
        }
        return found;
    }

    public override IEnumerable<string> ExportedNames => library.Platform?.TypeNames(Path) ?? [];
}
