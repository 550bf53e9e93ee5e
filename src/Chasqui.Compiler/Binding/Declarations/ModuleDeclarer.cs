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
    private readonly List<(AliasDeclarationSyntax Syntax, ImportBinding Binding)> _aliases = [];

    /// <summary>Assignments that declare no variable: <c>mean = avg</c>, <c>get = partial route(method="GET")</c>.</summary>
    private readonly HashSet<AssignmentSyntax> _names = [];

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
                    if (f.Modifiers.Decorators.IsEmpty)
                    {
                        module.Add(function.Name, function, f.Modifiers.IsPublic);
                    }
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
                    DeclarePreset(partial.Name, PathExpression(partial.Target), partial.Arguments, partial.Modifiers.IsPublic);
                    break;
            }
        }
        foreach (AssignmentSyntax assignment in module.Syntax.Members.OfType<AssignmentSyntax>())
        {
            // In a program of statements the arguments may be locals, and the preset is one of its statements.
            if (assignment is { Kind: BindingKind.Plain, Type: null, Targets: [NameExpressionSyntax name], Value: PartialSyntax preset }
                && (!isEntry || HasMain || preset.Call.Arguments.All(a => IsLiteral(a.Value))))
            {
                _names.Add(assignment);
                DeclarePreset(new NameSyntax(name.Span, name.Name), preset.Call.Callee, preset.Call.Arguments, isPublic: false);
            }
        }
        TestDeclarations.CheckBlocks(module, diagnostics);
        module.Types = [.. _types];
        module.Functions = [.. _functions];
    }

    /// <summary>
    /// The names that depend on what is imported: functions whose decorators may be marks, and aliases.
    /// <c>mean = avg</c> is an alias where <c>avg</c> is a function, type or module. Imports must be known by now; variables are not yet,
    /// so that what is found is none.
    /// </summary>
    public void DeclareAliases()
    {
        foreach (SourceFunctionSymbol function in _functions)
        {
            if (function.Declaration is FunctionDeclarationSyntax { Modifiers.Decorators.IsEmpty: false } f && !IsDecorated(f))
            {
                module.Add(function.Name, function, f.Modifiers.IsPublic);
            }
        }
        List<AssignmentSyntax> open =
            [.. module.Syntax.Members.OfType<AssignmentSyntax>().Where(a => a is { Kind: BindingKind.Plain, Type: null, Targets: [NameExpressionSyntax] } && PathOf(a.Value) is not null)];
        int before;
        do
        {
            before = open.Count;
            open.RemoveAll(TryDeclareAlias);
        }
        while (open.Count < before);
    }

    private bool TryDeclareAlias(AssignmentSyntax syntax)
    {
        if (PathOf(syntax.Value) is not { } path || IsBinding(path[0].Text) || Find(path).Count == 0)
        {
            return false;
        }
        var name = (NameExpressionSyntax)syntax.Targets[0];
        _names.Add(syntax);
        DeclareAlias(new AliasDeclarationSyntax(syntax.Span, DeclarationModifiers.None, new NameSyntax(name.Span, name.Name), path));
        return true;
    }

    /// <summary>A variable of this module hides whatever else the name means.</summary>
    private bool IsBinding(string name) => module.Syntax.Members.Any(m => m switch
    {
        AssignmentSyntax a => !_names.Contains(a) && a.Targets.Any(t => t is NameExpressionSyntax n && n.Name == name),
        ConstDeclarationSyntax or StaticDeclarationSyntax => ((DeclarationSyntax)m).Name.Text == name,
        FunctionDeclarationSyntax f => f.Name.Text == name && IsDecorated(f),
        _ => false,
    });

    private bool IsDecorated(FunctionDeclarationSyntax function) =>
        !Decorations.Of(function, scope).IsEmpty && Decorations.Obstacle(function, null) is null;

    private static ImmutableArray<NameSyntax>? PathOf(ExpressionSyntax value) => value switch
    {
        NameExpressionSyntax name => [new NameSyntax(name.Span, name.Name)],
        MemberSyntax member when PathOf(member.Receiver) is { } owner => owner.Add(member.Name),
        _ => null,
    };

    private static ExpressionSyntax PathExpression(ImmutableArray<NameSyntax> path) => path.Skip(1).Aggregate<NameSyntax, ExpressionSyntax>(
        new NameExpressionSyntax(path[0].Span, path[0].Text), (owner, name) => new MemberSyntax(owner.Span.To(name.Span), owner, name));

    private static bool IsLiteral(ExpressionSyntax value) => value is IntLiteralSyntax or FloatLiteralSyntax or StringLiteralSyntax or BoolLiteralSyntax or NoneLiteralSyntax;

    private IReadOnlyList<Symbol> Find(ImmutableArray<NameSyntax> path) => path.Skip(1).Aggregate(
        scope.Lookup(path[0].Text), (found, segment) => found.OfType<ModuleSymbol>().FirstOrDefault()?.Exports(segment.Text) ?? []);

    private void DeclarePreset(NameSyntax name, ExpressionSyntax target, ImmutableArray<ArgumentSyntax> arguments, bool isPublic)
    {
        var preset = new PresetSymbol(name.Text, target, arguments, scope, name.Span);
        module.Presets = module.Presets.Add(preset);
        module.Add(name.Text, preset, isPublic);
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
        var topLevel = new TopLevel(module, scope, isEntry && !HasMain, _names, resolver, diagnostics);
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
        var binding = new ImportBinding(syntax.Name.Text, syntax.Name.Span, () => Find(syntax.Target));
        _aliases.Add((syntax, binding));
        scope.Import(binding);
        if (syntax.Modifiers.IsPublic)
        {
            module.Reexport(syntax.Name.Text, () => binding.Symbols);
        }
    }

    /// <summary>Once all modules have their items.</summary>
    public void CheckAliases()
    {
        foreach ((AliasDeclarationSyntax syntax, ImportBinding binding) in _aliases)
        {
            SourceSpan target = syntax.Target[0].Span.To(syntax.Target[^1].Span);
            string path = string.Join('.', syntax.Target.Select(t => t.Text));
            if (binding.Symbols.Count == 0)
            {
                diagnostics.Add(DeclarationErrors.UnknownAliasTarget(target, path));
            }
            else if (syntax.Modifiers.IsPublic && module.Items(path) is [{ } hidden, ..] && module.Exports(path).Count == 0)
            {
                diagnostics.Add(DeclarationErrors.PublicAliasOfPrivate(target, syntax.Name.Text, path, hidden.Span));
            }
        }
    }

    private void CheckFunction(SourceFunctionSymbol function)
    {
        if (function.Declaration is not FunctionDeclarationSyntax syntax)
        {
            return;
        }
        foreach (DecoratorSyntax decorator in syntax.Modifiers.Decorators.Where(d => !Decorations.IsMark(d, scope)))
        {
            Decorations.Check(decorator, syntax, null, scope, diagnostics);
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
            if (name == "std" && module.Items(name)[0].Span is { } reserved)
            {
                diagnostics.Add(BindingErrors.ReservedName(reserved, name));
            }
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
