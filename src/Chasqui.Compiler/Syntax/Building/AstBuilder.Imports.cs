using System.Collections.Immutable;
using Antlr4.Runtime.Tree;
using Chasqui.Compiler.Syntax.Ast;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private ImportSyntax Import(ImportStatementContext context, ImmutableArray<DecoratorSyntax> decorators)
    {
        ImportSyntax import = BuildImport(context) with { Decorators = decorators };
        _imports.Add(import);
        return import;
    }

    private ImportSyntax BuildImport(ImportStatementContext context)
    {
        var span = Span(context);
        var path = ModulePath(context.modulePath());
        if (context.importItems() is not { } items)
        {
            return new ImportModuleSyntax(span, path, context.NAME() is { } alias ? Name(alias) : null);
        }
        bool isStar = Has(items, STAR);
        if (!isStar && items.importItem().Length == 0)
        {
            diagnostics.Add(SyntaxErrors.InvalidForm(Span(items), "the import list cannot be empty"));
        }
        return new FromImportSyntax(
            span, Has(context, PUB), path, [.. items.importItem().Select(ImportItem)], isStar);
    }

    private ImportItemSyntax ImportItem(ImportItemContext context) => new(
        Span(context), Name(context.NAME(0)), context.NAME(1) is { } alias ? Name(alias) : null);

    private ModulePathSyntax ModulePath(ModulePathContext context)
    {
        var span = Span(context);
        var words = context.pathHead().Length > 0
            ? context.pathHead().Select(h => (ITerminalNode)h.GetChild(0)).ToList()
            : [.. context.NAME()];
        int parents = 0;
        if (context.pathHead().Length == 0)
        {
            foreach (var child in context.children.OfType<ITerminalNode>().TakeWhile(c => c.Symbol.Type != NAME))
            {
                parents += Span(child).Length;
            }
        }
        else
        {
            int supers = words.TakeWhile(w => Span(w).Text == "super").Count();
            // `super` is the parent of the file's folder, as `..` is.
            parents = supers == 0 ? 0 : supers + 1;
            words.RemoveRange(0, supers);
        }
        var root = ModuleRoot.Default;
        if (parents == 0 && words.Count > 0)
        {
            bool isScoped = context.GetToken(DOUBLE_COLON, 0) is not null;
            root = (words[0].Symbol.Type, Span(words[0]).Text) switch
            {
                (CRATE, _) => ModuleRoot.Crate,
                (PUB, _) => ModuleRoot.Library,
                (_, "dotnet") when isScoped => ModuleRoot.Dotnet,
                _ => ModuleRoot.Default,
            };
            if (root != ModuleRoot.Default)
            {
                words.RemoveAt(0);
            }
        }
        return new ModulePathSyntax(span, root, parents, [.. words.Select(Name)]);
    }
}
