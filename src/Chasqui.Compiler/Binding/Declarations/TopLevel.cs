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

    /// <summary>
    /// The bindings that declarations mention, and those that the initialisers of these mention in turn. Words in strings and comments count
    /// as mentions: then a local becomes a static, which reads the same.
    /// </summary>
    private HashSet<string> UsedBindings()
    {
        var bindings = module.Syntax.Members.OfType<AssignmentSyntax>()
            .Where(a => a.Targets is [NameExpressionSyntax])
            .ToLookup(a => ((NameExpressionSyntax)a.Targets[0]).Name);
        var used = new HashSet<string>();
        var pending = new Queue<SourceSpan>(module.Syntax.Members.Where(m => m is DeclarationSyntax or TestModuleSyntax).Select(m => m.Span));
        while (pending.TryDequeue(out SourceSpan span))
        {
            foreach (IGrouping<string, AssignmentSyntax> binding in bindings)
            {
                if (!used.Contains(binding.Key) && Mentions(span, binding.Key))
                {
                    used.Add(binding.Key);
                    pending.Enqueue(binding.First().Value.Span);
                }
            }
        }
        return used;
    }

    private static bool Mentions(SourceSpan span, string name)
    {
        ReadOnlySpan<char> text = span.Source.Text.AsSpan(span.Start, span.Length);
        for (int at = 0; text[at..].IndexOf(name, StringComparison.Ordinal) is >= 0 and var next; at += next + name.Length)
        {
            int start = at + next;
            int end = start + name.Length;
            if ((start == 0 || !IsWord(text[start - 1])) && (end == text.Length || !IsWord(text[end])))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
