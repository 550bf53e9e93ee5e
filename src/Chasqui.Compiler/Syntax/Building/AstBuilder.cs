using System.Collections.Immutable;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Syntax.Layout;
using Chasqui.Compiler.Text;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

/// <summary>
/// Parse tree to syntax tree. A line with a fault becomes an error node as a whole, so everything below a sound line is
/// complete. Also says what the grammar leaves open: operator precedence, assignment targets, kinds of members.
/// </summary>
internal sealed partial class AstBuilder(SourceText source, DiagnosticBag diagnostics)
{
    /// <summary>The body being built has a <c>yield</c>.</summary>
    private bool _yields;

    private readonly List<ImportSyntax> _imports = [];

    public ModuleSyntax Module(ModuleContext? context, bool importsAsync)
    {
        var members = context is null ? [] : Statements(context.statement());
        return new ModuleSyntax(source.Span(0, source.Length), DocStringOf(members), members, importsAsync) { Imports = [.. _imports] };
    }

    // ---- Spans and names

    private SourceSpan Span(IToken token) => source.SpanOf(token);

    private SourceSpan Span(ITerminalNode node) => source.SpanOf(node.Symbol);

    /// <summary>From the first to the last real token: layout tokens at the end do not count.</summary>
    private SourceSpan Span(ParserRuleContext context)
    {
        int end = LastOffset(context);
        return source.Span(context.Start.StartIndex, Math.Max(0, end - context.Start.StartIndex));
    }

    private static int LastOffset(IParseTree tree)
    {
        while (true)
        {
            IParseTree? next = null;
            for (int i = tree.ChildCount - 1; i >= 0; i--)
            {
                var child = tree.GetChild(i);
                if (child is ITerminalNode { Symbol.Type: NEWLINE or INDENT or DEDENT } || IsEmpty(child))
                {
                    continue;
                }
                next = child;
                break;
            }
            switch (next)
            {
                case null:
                    return tree is ParserRuleContext { Stop: { } stop } ? stop.StopIndex + 1
                        : tree is ParserRuleContext rule ? rule.Start.StartIndex : 0;
                case ITerminalNode leaf:
                    return leaf.Symbol.StopIndex + 1;
                default:
                    tree = next;
                    break;
            }
        }
    }

    private static bool IsEmpty(IParseTree tree) => tree is ParserRuleContext { ChildCount: 0 };

    private NameSyntax Name(ITerminalNode node) => new(Span(node), Span(node).Text);

    private ImmutableArray<NameSyntax> Path(PathContext context) => [.. context.NAME().Select(Name)];

    private static bool Has(ParserRuleContext context, int type) => context.GetToken(type, 0) is not null;

    private ErrorExpressionSyntax InvalidExpression(SourceSpan span, string message, string? help = null)
    {
        diagnostics.Add(SyntaxErrors.InvalidForm(span, message, help));
        return new ErrorExpressionSyntax(span);
    }

    private static string? DocStringOf(ImmutableArray<StatementSyntax> body) =>
        body is [ExpressionStatementSyntax { Expression: StringLiteralSyntax text }, ..] ? text.Value : null;
}
