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
    SourceModuleSymbol module, Scope scope, bool formsMain, TypeResolver resolver, DiagnosticBag diagnostics)
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
                        diagnostics.Add(DeclarationErrors.MissingParameterType(s.Name.Span));
                    }
                    Add(s.Name, s.Type, s.Value, GlobalKind.Static, s, s.Modifiers.IsPublic);
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

    private void Add(NameSyntax name, TypeSyntax? type, ExpressionSyntax value, GlobalKind kind, StatementSyntax declaration, bool isPublic)
    {
        TypeSymbol resolved = type is null ? new InferenceTypeSymbol(value.Span) : resolver.Resolve(type, scope);
        var global = new SourceGlobalSymbol(name.Text, module, resolved, kind, value, declaration, name.Span);
        _globals.Add(global);
        module.Add(name.Text, global, isPublic);
    }

    /// <summary>The bindings that declarations use, and those that the initialisers of these use in turn.</summary>
    private HashSet<string> UsedBindings()
    {
        var bindings = module.Syntax.Members.OfType<AssignmentSyntax>()
            .Where(a => a.Targets is [NameExpressionSyntax])
            .ToLookup(a => ((NameExpressionSyntax)a.Targets[0]).Name);
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
