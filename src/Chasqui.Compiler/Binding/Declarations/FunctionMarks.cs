using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Decorators that only say something about a function (<c>@blocking</c>): functions of the runtime that are marks.</summary>
internal static class FunctionMarks
{
    /// <summary>What the decorator says; null for one that is applied.</summary>
    public static string? Of(DecoratorSyntax decorator, Scope scope) =>
        Named(decorator.Path.Select(p => p.Text), scope).OfType<ImportedFunctionSymbol>().Select(f => f.Contract.Mark).FirstOrDefault(m => m is not null);

    public static bool Has(FunctionSymbol function, string mark) =>
        function is SourceFunctionSymbol { Declaration: FunctionDeclarationSyntax syntax } source
        && syntax.Modifiers.Decorators.Any(d => Of(d, source.Scope) == mark);

    /// <summary>What a dotted name stands for.</summary>
    public static IReadOnlyList<Symbol> Named(IEnumerable<string> path, Scope scope)
    {
        IReadOnlyList<Symbol>? found = null;
        foreach (string name in path)
        {
            found = found is null ? scope.Lookup(name) : found.OfType<ModuleSymbol>().FirstOrDefault()?.Exports(name) ?? [];
        }
        return found ?? [];
    }
}
