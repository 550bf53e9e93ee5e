using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>The items of one file: first as bare symbols, so that all files can refer to each other, then with their signatures.</summary>
internal sealed class ModuleDeclarer(
    SourceModuleSymbol module,
    ModuleScope scope,
    bool isEntry,
    TypeResolver resolver,
    SignatureDeclarer signatures,
    TypeMemberDeclarer members,
    RuntimeLibrary library,
    DiagnosticBag diagnostics)
{
    /// <summary>The binding that makes a module derivable.</summary>
    public const string DerivesName = "__derives__";

    private readonly List<SourceTypeSymbol> _types = [];
    private readonly List<SourceFunctionSymbol> _functions = [];
    private readonly List<TypeNameSymbol> _typeAliases = [];
    private readonly List<ImportBinding> _aliases = [];

    private bool HasMain => _functions.Exists(f => f.Name == "main");

    public void DeclareItems()
    {
        foreach (StatementSyntax statement in module.Syntax.Members)
        {
            switch (statement)
            {
                case FunctionDeclarationSyntax f:
                    var function = new SourceFunctionSymbol(f.Name.Text, module, null, f, f.Body, f.Receiver, f.Name.Span);
                    _functions.Add(function);
                    module.Add(function.Name, function, f.Modifiers.IsPublic);
                    break;
                case TypeDeclarationSyntax t:
                    DeclareType(t);
                    break;
                case TypeAliasSyntax alias:
                    DeclareTypeAlias(alias);
                    break;
                case AliasDeclarationSyntax alias:
                    DeclareAlias(alias);
                    break;
                case AssignmentSyntax { Targets: [NameExpressionSyntax { Name: DerivesName }], Value: ListSyntax list }:
                    module.Derives = [.. list.Elements.Select(e => e.Span.Text)];
                    break;
                case PartialDeclarationSyntax partial:
                    diagnostics.Add(DeclarationErrors.NotSupported(partial.Name.Span, "presets (`partial`) are"));
                    break;
            }
        }
        TestDeclarations.CheckBlocks(module, diagnostics);
        module.Types = [.. _types];
        module.Functions = [.. _functions];
    }

    public void DeclareSignatures()
    {
        foreach (SourceFunctionSymbol function in _functions)
        {
            signatures.Declare(function, scope);
            TestDeclarations.DeclareFixture(function, scope, library);
            CheckFunction(function);
        }
        foreach (SourceTypeSymbol type in _types)
        {
            members.Declare(type);
        }
        // Looked at once each, so that an unused alias of nothing is reported too.
        _typeAliases.ForEach(a => _ = a.Target);
        _aliases.ForEach(a => _ = a.Symbols);
        var topLevel = new TopLevel(module, scope, isEntry && !HasMain, resolver, diagnostics);
        topLevel.Declare(isEntry);
        ReportDuplicates();
    }

    private void DeclareType(TypeDeclarationSyntax syntax)
    {
        TypeDefinitionKind kind = syntax switch
        {
            ModelDeclarationSyntax => TypeDefinitionKind.Model,
            ClassDeclarationSyntax => TypeDefinitionKind.Class,
            TraitDeclarationSyntax => TypeDefinitionKind.Trait,
            EnumDeclarationSyntax => TypeDefinitionKind.Enum,
            NewtypeDeclarationSyntax => TypeDefinitionKind.Newtype,
            _ => throw new InternalCompilerException($"a type of syntax {syntax.GetType().Name}"),
        };
        ImmutableArray<TypeParameterSymbol> parameters = TypeParameterDeclarer.Declare(syntax.TypeParameters, isMethod: false);
        var type = new SourceTypeSymbol(syntax, kind, module, parameters) { Scope = TypeParameterDeclarer.Scope(scope, parameters) };
        _types.Add(type);
        module.Add(type.Name, type, type.IsPublic);
    }

    private void DeclareTypeAlias(TypeAliasSyntax syntax)
    {
        ImmutableArray<TypeParameterSymbol> parameters = TypeParameterDeclarer.Declare(syntax.TypeParameters, isMethod: false);
        Scope inner = TypeParameterDeclarer.Scope(scope, parameters);
        var alias = new TypeNameSymbol(syntax.Name.Text, parameters, () => resolver.Resolve(syntax.Target, inner), syntax.Name.Span);
        _typeAliases.Add(alias);
        module.Add(alias.Name, alias, syntax.Modifiers.IsPublic);
    }

    /// <summary><c>mean = alias stats.avg</c>: another name for the same items.</summary>
    private void DeclareAlias(AliasDeclarationSyntax syntax)
    {
        var binding = new ImportBinding(syntax.Name.Text, syntax.Name.Span, () =>
        {
            IReadOnlyList<Symbol> found = scope.Lookup(syntax.Target[0].Text);
            foreach (NameSyntax segment in syntax.Target.Skip(1))
            {
                found = found.OfType<ModuleSymbol>().FirstOrDefault()?.Exports(segment.Text) ?? [];
            }
            if (found.Count == 0)
            {
                diagnostics.Add(DeclarationErrors.UnknownAliasTarget(
                    syntax.Target[0].Span.To(syntax.Target[^1].Span), string.Join('.', syntax.Target.Select(t => t.Text))));
            }
            return found;
        });
        _aliases.Add(binding);
        scope.Import(binding);
        if (syntax.Modifiers.IsPublic)
        {
            module.Reexport(syntax.Name.Text, () => binding.Symbols);
        }
    }

    private void CheckFunction(SourceFunctionSymbol function)
    {
        if (function.Declaration is not FunctionDeclarationSyntax syntax)
        {
            return;
        }
        foreach (DecoratorSyntax decorator in syntax.Modifiers.Decorators.Where(d => TestDecorator.Find(d, scope) is null))
        {
            string name = string.Join('.', decorator.Path.Select(p => p.Text));
            diagnostics.Add(scope.Lookup(decorator.Path[0].Text).Count > 0
                ? DeclarationErrors.NotSupported(decorator.Span, "decorators are")
                : DeclarationErrors.UnknownDecorator(decorator.Span, name, scope.Suggest(name)));
        }
        if (syntax.Receiver != ReceiverKind.None)
        {
            diagnostics.Add(DeclarationErrors.WrongParameters(
                syntax.Name.Span, $"`{syntax.Name.Text}` is not a method, so it cannot take `{(syntax.Receiver == ReceiverKind.Cls ? "cls" : "self")}`"));
        }
        if (syntax.Body is null)
        {
            diagnostics.Add(DeclarationErrors.WrongParameters(
                syntax.Name.Span, $"expected a body for `{syntax.Name.Text}`", "only methods of traits may have none"));
        }
        if (isEntry && function.Name == "main")
        {
            CheckMain(function, syntax);
        }
    }

    private void CheckMain(SourceFunctionSymbol main, FunctionDeclarationSyntax syntax)
    {
        main.IsMain = true;
        if (!syntax.Parameters.IsEmpty)
        {
            diagnostics.Add(DeclarationErrors.WrongMain(syntax.Parameters[0].Span.To(syntax.Parameters[^1].Span), "`main` takes no parameters"));
        }
        else if (!syntax.TypeParameters.IsEmpty)
        {
            diagnostics.Add(DeclarationErrors.WrongMain(syntax.TypeParameters[0].Span, "`main` takes no type parameters"));
        }
        else if (syntax.ReturnType is not null && !ReturnsNothing(main.ReturnType))
        {
            diagnostics.Add(DeclarationErrors.WrongMain(syntax.ReturnType.Span, $"`main` returns `None` or `Result[None, E]`, found `{main.ReturnType}`"));
        }
    }

    private static bool ReturnsNothing(TypeSymbol type) =>
        type.IsError
        || type == PrimitiveTypeSymbol.Unit
        || (type is NamedTypeSymbol { Definition.Name: "Result", Arguments: [var value, _] } && value == PrimitiveTypeSymbol.Unit);

    /// <summary>Functions may share a name when their parameter types differ; nothing else may.</summary>
    private void ReportDuplicates()
    {
        foreach (string name in module.ItemNames)
        {
            IReadOnlyList<Symbol> items = module.Items(name);
            for (int i = 1; i < items.Count; i++)
            {
                Symbol? same = items.Take(i).FirstOrDefault(earlier => !AreOverloads(earlier, items[i]));
                if (same is not null && items[i].Span is { } span)
                {
                    diagnostics.Add(DeclarationErrors.Duplicate(span, name, same.Span));
                }
            }
        }
    }

    private static bool AreOverloads(Symbol a, Symbol b) =>
        a is FunctionSymbol f && b is FunctionSymbol g
        && f.Name != "main"
        && !f.Parameters.Select(p => p.Type).SequenceEqual(g.Parameters.Select(p => p.Type));
}
