using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>
/// What stands outside functions: globals, and in an entry file without a <c>main</c> the statements that form one. There a binding is a
/// local of that main unless a declaration of the file uses it.
/// </summary>
internal sealed class TopLevel(
    SourceModuleSymbol module, Scope scope, bool formsMain, IReadOnlySet<AssignmentSyntax> names, TypeResolver resolver, DiagnosticBag diagnostics)
{
    private readonly List<SourceGlobalSymbol> _globals = [];

    public void Declare(bool isEntry)
    {
        HashSet<string>? used = formsMain ? UsedBindings() : null;
        var statements = ImmutableArray.CreateBuilder<StatementSyntax>();
        foreach (StatementSyntax statement in module.Syntax.Members)
        {
            switch (statement)
            {
                case ConstDeclarationSyntax c:
                    Add(c.Name, c.Type, c.Value, GlobalKind.Const, c, c.Modifiers.IsPublic);
                    break;
                case StaticDeclarationSyntax s:
                    if (s.Type is null)
                    {
                        diagnostics.Add(DeclarationErrors.MissingStaticType(s.Name.Span));
                    }
                    Add(s.Name, s.Type, s.Value, GlobalKind.Static, s, s.Modifiers.IsPublic);
                    break;
                case FunctionDeclarationSyntax f when !Decorations.Of(f, scope).IsEmpty && Decorations.Obstacle(f, null) is null && FindFunction(f) is { } function:
                    var undecorated = new TargetSyntax(new FunctionsTarget(f.Name.Span, f.Name.Text, [function]));
                    Add(f.Name, null, Decorate(f, undecorated), GlobalKind.Binding, f, f.Modifiers.IsPublic, function);
                    break;
                case TypeDeclarationSyntax t:
                    DecorateMethods(t);
                    break;
                case AssignmentSyntax alias when names.Contains(alias):
                    break;
                case ImportModuleSyntax { Path: { Root: ModuleRoot.Default, ParentLevels: 0, Segments: [{ Text: "this" }] } } zen when module.Items("this").Count == 0 && scope.LookupHere("this") is [FunctionSymbol, ..] shows:
                    Add(new NameSyntax(zen.Span, "this"), null, new CallSyntax(zen.Span, new TargetSyntax(new FunctionsTarget(zen.Span, "this", [.. shows.OfType<FunctionSymbol>()])), []), GlobalKind.Binding, zen, false);
                    break;
                case DeclarationSyntax or ImportSyntax or ErrorStatementSyntax or TestModuleSyntax or PassSyntax:
                case ExpressionStatementSyntax { Expression: StringLiteralSyntax }:
                    break;
                case AssignmentSyntax { Targets: [NameExpressionSyntax { Name: ModuleDeclarer.DerivesName }] }:
                    break;
                case AssignmentSyntax { Targets: [NameExpressionSyntax name] } a
                    when name.Name != "_" && module.Items(name.Name).Count == 0 && used?.Contains(name.Name) != false:
                    Add(new NameSyntax(name.Span, name.Name), a.Type, a.Value, a.Kind == BindingKind.Mut ? GlobalKind.Static : GlobalKind.Binding, a, false);
                    break;
                case AssignmentSyntax { Targets: [TupleSyntax or ListSyntax] } a when UnpackedNames(a) is { } unpacked && unpacked.Any(n => used?.Contains(n.Name) != false):
                    Unpack(a, unpacked, used, statements);
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }
        module.Globals = [.. _globals];
        if (formsMain)
        {
            DeclareMain(statements.ToImmutable());
        }
        else if (statements.Count > 0)
        {
            diagnostics.Add(isEntry
                ? DeclarationErrors.StatementBesideMain(statements[0].Span)
                : DeclarationErrors.StatementInImportedModule(statements[0].Span, module.Path));
        }
    }

    /// <summary>The names that unpacking declares; null if it also stores elsewhere.</summary>
    private ImmutableArray<NameExpressionSyntax>? UnpackedNames(AssignmentSyntax assignment)
    {
        ImmutableArray<NameExpressionSyntax> found = [.. AssignedNames.Leaves(assignment.Targets[0]).OfType<NameExpressionSyntax>()];
        bool declares = AssignedNames.Leaves(assignment.Targets[0]).All(t => t is NameExpressionSyntax) && found.All(n => module.Items(n.Name).Count == 0);
        return declares ? [.. found.Where(n => n.Name != "_")] : null;
    }

    /// <summary>
    /// The value is taken apart once; each name is a global of its own, or a local of main that nothing else uses.
    /// <code>
    ///   before   tx, rx = e        after   $unpacked = (tx, rx) of e; tx = $unpacked.0; rx = $unpacked.1
    /// </code>
    /// </summary>
    private void Unpack(
        AssignmentSyntax syntax, ImmutableArray<NameExpressionSyntax> names, HashSet<string>? used, ImmutableArray<StatementSyntax>.Builder statements)
    {
        GlobalKind kind = syntax.Kind == BindingKind.Mut ? GlobalKind.Static : GlobalKind.Binding;
        var value = new UnpackingSyntax(syntax, names);
        if (names is [var only])
        {
            Add(new NameSyntax(only.Span, only.Name), null, value, kind, syntax, false);
            return;
        }
        SourceGlobalSymbol whole = Add(new SourceGlobalSymbol(
            $"$unpacked{_globals.Count}", module, new InferenceTypeSymbol(value.Span), GlobalKind.Binding, value, syntax, syntax.Targets[0].Span) { IsTakenApart = true });
        for (int i = 0; i < names.Length; i++)
        {
            NameExpressionSyntax name = names[i];
            var part = new UnpackedSyntax(name.Span, whole, i);
            if (used?.Contains(name.Name) != false)
            {
                Add(new NameSyntax(name.Span, name.Name), null, part, kind, syntax, false);
            }
            else
            {
                statements.Add(syntax with { Span = name.Span, Targets = [name], Value = part });
            }
        }
    }

    /// <summary>A decorated method is a hidden binding, which takes the receiver as its first argument.</summary>
    private void DecorateMethods(TypeDeclarationSyntax syntax)
    {
        foreach (FunctionDeclarationSyntax f in syntax.Members.OfType<FunctionDeclarationSyntax>().Where(m => !Decorations.Of(m, scope).IsEmpty))
        {
            if (module.Types.SelectMany(t => t.Methods).OfType<SourceFunctionSymbol>().FirstOrDefault(m => ReferenceEquals(m.Declaration, f)) is { } method
                && Decorations.Obstacle(f, method.ContainingType) is null)
            {
                var name = new NameSyntax(f.Name.Span, $"{syntax.Name.Text}.{f.Name.Text}");
                method.Decoration = Add(name, null, Decorate(f, new UnboundMethodSyntax(f.Name.Span, method)), GlobalKind.Binding, f, isPublic: false, method);
            }
        }
    }

    private ExpressionSyntax Decorate(FunctionDeclarationSyntax syntax, ExpressionSyntax function) =>
        Decorations.Apply([.. Decorations.Of(syntax, scope).Where(d => scope.Lookup(d.Path[0].Text).Count > 0)], function);

    private SourceFunctionSymbol? FindFunction(FunctionDeclarationSyntax syntax) =>
        module.Functions.FirstOrDefault(f => ReferenceEquals(f.Declaration, syntax));

    private void DeclareMain(ImmutableArray<StatementSyntax> statements)
    {
        if (statements.IsEmpty)
        {
            return;
        }
        SourceSpan span = statements[0].Span.To(statements[^1].Span);
        module.ImplicitMain = new SourceFunctionSymbol("main", module, null, null, new BlockSyntax(span, statements), ReceiverKind.None, null)
        {
            Scope = scope,
            Signature = new SourceSignature([], [], PrimitiveTypeSymbol.Unit),
            IsMain = true,
        };
    }

    private SourceGlobalSymbol Add(
        NameSyntax name, TypeSyntax? type, ExpressionSyntax value, GlobalKind kind, StatementSyntax declaration, bool isPublic, SourceFunctionSymbol? decorated = null)
    {
        TypeSymbol resolved = type is null ? new InferenceTypeSymbol(value.Span) : resolver.Resolve(type, scope);
        return Add(new SourceGlobalSymbol(name.Text, module, resolved, kind, value, declaration, name.Span) { Decorated = decorated }, isPublic);
    }

    private SourceGlobalSymbol Add(SourceGlobalSymbol global, bool isPublic = false)
    {
        _globals.Add(global);
        module.Add(global.Name, global, isPublic);
        return global;
    }

    /// <summary>The bindings that declarations use, and those that the initialisers of these use in turn.</summary>
    private HashSet<string> UsedBindings()
    {
        var bindings = module.Syntax.Members.OfType<AssignmentSyntax>()
            .Where(a => a.Targets is [NameExpressionSyntax or TupleSyntax or ListSyntax])
            .SelectMany(a => AssignedNames.Targets(a).Select(name => (Name: name, Assignment: a)))
            .ToLookup(b => b.Name, b => b.Assignment);
        var used = new HashSet<string>();
        var pending = new Queue<SyntaxNode>(module.Syntax.Members.Where(m => m is DeclarationSyntax or TestModuleSyntax));
        while (pending.TryDequeue(out SyntaxNode? node))
        {
            foreach (string name in FreeNames.Of(node, n => bindings[n].Any(b => b.Kind == BindingKind.Mut)))
            {
                if (bindings.Contains(name) && used.Add(name))
                {
                    pending.Enqueue(bindings[name].First().Value);
                }
            }
        }
        return used;
    }
}
