using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Binds the imported names of one file, or of one function. <see cref="Check"/> reports once every module has its items.</summary>
internal sealed class ImportDeclarer(
    SourceModuleSymbol module, ModuleScope scope, ModuleGraph graph, RuntimeLibrary library, DiagnosticBag diagnostics, bool isLocal = false)
{
    private readonly List<Action> _checks = [];

    public void Declare()
    {
        foreach (ImportSyntax import in module.Imports)
        {
            Declare(import);
        }
    }

    public void Declare(ImportSyntax import)
    {
        ModulePathSyntax path = import is FromImportSyntax { Path: var from } ? from : ((ImportModuleSyntax)import).Path;
        CheckDecorators(import, path);
        if (path.Root is ModuleRoot.Library)
        {
            diagnostics.Add(DeclarationErrors.NotSupported(path.Span, "imports of libraries are"));
        }
        else if (import is FromImportSyntax items)
        {
            DeclareItems(items);
        }
        else if (import is ImportModuleSyntax whole)
        {
            DeclareModule(whole);
        }
    }

    public void Check()
    {
        foreach (Action check in _checks)
        {
            check();
        }
    }

    /// <summary><c>import a.b</c>: the module, or the item <c>b</c> of module <c>a</c>.</summary>
    private void DeclareModule(ImportModuleSyntax import)
    {
        if (import.Path.Segments.IsEmpty)
        {
            return;
        }
        NameSyntax last = import.Path.Segments[^1];
        string[] segments = [.. import.Path.Segments.Select(s => s.Text)];
        NameSyntax bound = import.Alias ?? last;
        if (Find(import.Path, segments) is { } found)
        {
            Bind(new ImportBinding(bound.Text, bound.Span, () => [found]));
            return;
        }
        if (segments is ["this"] && library.FindModule("std.this") is { } zen)
        {
            scope.Import(new ImportBinding(bound.Text, bound.Span, () => zen.Exports("zen")));
            return;
        }
        ModuleSymbol? container = segments.Length == 1 && import.Path.Root == ModuleRoot.Dotnet ? null : Find(import.Path, segments[..^1]);
        Bind(new ImportBinding(bound.Text, bound.Span, () => container?.Exports(last.Text) ?? []));
        _checks.Add(() =>
        {
            if (container is ForeignNamespaceSymbol && container.Exports(last.Text).Count == 0 && library.ClosestNamespace(import.Path.DottedName) is not null)
            {
                ReportModule(import.Path);
            }
            else
            {
                CheckItem(container, import.Path, last);
            }
        });
    }

    private void DeclareItems(FromImportSyntax import)
    {
        string[] segments = [.. import.Path.Segments.Select(s => s.Text)];
        ModuleSymbol? from = Find(import.Path, segments);
        if (import.IsStar)
        {
            if (from is ForeignNamespaceSymbol)
            {
                diagnostics.Add(ImportErrors.StarOfNamespace(import.Span, from.Path));
                return;
            }
            if (from is not null)
            {
                scope.ImportAll(from);
            }
            else
            {
                ReportModule(import.Path);
            }
            return;
        }

        bool isFolder = from is null && import.Path.Root != ModuleRoot.Dotnet
            && import.Items.Any(i => graph.Find(module, import.Path, [.. segments, i.Name.Text]) is not null);
        if (from is null && !isFolder)
        {
            ReportModule(import.Path);
        }
        foreach (ImportItemSyntax item in import.Items)
        {
            NameSyntax bound = item.Alias ?? item.Name;
            var binding = new ImportBinding(bound.Text, bound.Span, () =>
                from?.Exports(item.Name.Text) is { Count: > 0 } exports ? exports
                : Find(import.Path, [.. segments, item.Name.Text]) is { } submodule ? [submodule]
                : []);
            Bind(binding);
            if (import.Decorators.Any(IsSend))
            {
                foreach (ForeignTypeSymbol type in binding.Symbols.OfType<ForeignTypeSymbol>())
                {
                    type.IsAssertedSendable = true;
                }
            }
            if (import.IsPublic)
            {
                module.Reexport(bound.Text, () => binding.Symbols);
            }
            if (from is not null || isFolder)
            {
                _checks.Add(() =>
                {
                    if (binding.Symbols.Count == 0)
                    {
                        CheckItem(from, import.Path, item.Name);
                    }
                    else if (binding.Symbols is [ForeignTypeSymbol { IsStackOnly: true }])
                    {
                        diagnostics.Add(ImportErrors.StackOnly(item.Name.Span, item.Name.Text));
                    }
                });
            }
        }
    }

    private void Bind(ImportBinding binding)
    {
        if (scope.FindImport(binding.Name) is { } earlier && earlier.Span.Start < binding.Span.Start)
        {
            _checks.Add(() =>
            {
                if (!earlier.Symbols.SequenceEqual(binding.Symbols))
                {
                    diagnostics.Add(DeclarationErrors.Duplicate(binding.Span, binding.Name, earlier.Span));
                }
            });
        }
        _checks.Add(() =>
        {
            if (!isLocal && module.Items(binding.Name) is { Count: > 0 } items && items[0].Span is { } declared)
            {
                diagnostics.Add(DeclarationErrors.Duplicate(declared, binding.Name, binding.Span));
            }
        });
        scope.Import(binding);
    }

    private void CheckItem(ModuleSymbol? from, ModulePathSyntax path, NameSyntax item)
    {
        if (from is null)
        {
            ReportModule(path);
        }
        else if (from.Exports(item.Text).Count == 0)
        {
            diagnostics.Add(from is ForeignNamespaceSymbol
                ? ImportErrors.UnknownForeignType(item.Span, from.Path, item.Text, NameSuggestions.Closest(item.Text, from.ExportedNames), library.NamespacesOf(item.Text))
                : from is SourceModuleSymbol source && source.Items(item.Text) is { Count: > 0 } hidden
                ? ImportErrors.PrivateItem(item.Span, from.Path, item.Text, hidden[0].Span)
                : ImportErrors.UnknownItem(item.Span, from.Path, item.Text, ImportAdvice.Elsewhere(library, from.Path, item.Text), NameSuggestions.Closest(item.Text, from.ExportedNames)));
        }
    }

    private ModuleSymbol? Find(ModulePathSyntax path, IReadOnlyList<string> segments) => path.Root == ModuleRoot.Dotnet
        ? library.FindNamespace(string.Join('.', segments))
        : graph.Find(module, path, [.. segments]);

    private static bool IsSend(DecoratorSyntax decorator) => decorator is { Path: [{ Text: "send" }], HasArgumentList: false };

    /// <summary><c>@send</c> asserts something of types of .NET; nothing else is said of an import.</summary>
    private void CheckDecorators(ImportSyntax import, ModulePathSyntax path)
    {
        foreach (DecoratorSyntax decorator in import.Decorators)
        {
            if (!IsSend(decorator) || import is not FromImportSyntax || path.Root != ModuleRoot.Dotnet)
            {
                diagnostics.Add(ImportErrors.MisplacedDecorator(decorator.Span, string.Join('.', decorator.Path.Select(p => p.Text)), IsSend(decorator)));
            }
        }
    }

    private void ReportModule(ModulePathSyntax path) => diagnostics.Add(path.Root == ModuleRoot.Dotnet
        ? ImportErrors.UnknownNamespace(path.Span, path.DottedName, library.ClosestNamespace(path.DottedName))
        : ImportErrors.UnknownModule(
        path.Span,
        new string('.', path.ParentLevels) + path.DottedName,
        path.ParentLevels == 0 ? SuggestModule(path.DottedName) : null));

    /// <summary>Names below <c>std</c> are written in full.</summary>
    private string? SuggestModule(string path) =>
        library.ModulePaths.FirstOrDefault(known => known == $"std.{path}") ?? NameSuggestions.Closest(path, library.ModulePaths);
}
