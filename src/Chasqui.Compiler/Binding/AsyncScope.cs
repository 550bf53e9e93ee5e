using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>What every file that imports async knows besides the builtins: the types that async code is described with.</summary>
internal sealed class AsyncScope(RuntimeLibrary library, Scope builtins) : Scope(builtins)
{
    private readonly ModuleSymbol? _prelude = library.FindModule("std.async.prelude");

    public override IEnumerable<string> NamesHere => _prelude?.ExportedNames ?? [];

    public override IReadOnlyList<Symbol> LookupHere(string name) => _prelude?.Exports(name) ?? [];
}
