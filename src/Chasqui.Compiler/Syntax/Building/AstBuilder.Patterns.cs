using System.Collections.Immutable;
using Antlr4.Runtime.Tree;
using Chasqui.Compiler.Syntax.Ast;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private PatternSyntax PatternList(PatternListContext context)
    {
        var patterns = context.pattern();
        return patterns.Length == 1 && !Has(context, COMMA)
            ? Pattern(patterns[0])
            : new TuplePatternSyntax(Span(context), [.. patterns.Select(Pattern)]);
    }

    private PatternSyntax Pattern(PatternContext context)
    {
        var pattern = OrPattern(context.orPattern());
        return context.NAME() is { } name ? new AsPatternSyntax(Span(context), pattern, Name(name)) : pattern;
    }

    private PatternSyntax OrPattern(OrPatternContext context)
    {
        var alternatives = context.closedPattern();
        return alternatives.Length == 1
            ? ClosedPattern(alternatives[0])
            : new OrPatternSyntax(Span(context), [.. alternatives.Select(ClosedPattern)]);
    }

    private PatternSyntax ClosedPattern(ClosedPatternContext context)
    {
        var span = Span(context);
        var literals = context.literalPattern();
        if (literals.Length == 2)
        {
            return new RangePatternSyntax(
                span, Literal(literals[0]), Literal(literals[1]), Has(context, RANGE_INCLUSIVE));
        }
        if (literals.Length == 1)
        {
            return new LiteralPatternSyntax(span, Literal(literals[0]));
        }
        switch (context.Start.Type)
        {
            case STAR:
                var rest = Name(context.NAME(0));
                return new RestPatternSyntax(span, rest.Text == "_" ? null : rest);
            case LBRACK:
                return new ListPatternSyntax(span, [.. context.pattern().Select(Pattern)]);
            case LPAREN or FAT_LPAREN:
                var elements = context.pattern();
                return elements.Length == 1 && !Has(context, COMMA)
                    ? Pattern(elements[0])
                    : new TuplePatternSyntax(span, [.. elements.Select(Pattern)]);
        }
        var path = context.children.OfType<ITerminalNode>()
            .Where(n => n.Symbol.Type is NAME or NONE).Select(Name).ToImmutableArray();
        bool hasArguments = Has(context, LPAREN) || Has(context, FAT_LPAREN);
        if (!hasArguments && path.Length == 1 && context.Start.Type == NAME)
        {
            return path[0].Text == "_" ? new WildcardPatternSyntax(span) : new NamePatternSyntax(span, path[0].Text);
        }
        return new ConstructorPatternSyntax(
            span, path, [.. context.patternArgument().Select(PatternArgument)], hasArguments);
    }

    private PatternArgumentSyntax PatternArgument(PatternArgumentContext context) => new(
        Span(context), context.NAME() is { } name ? Name(name) : null, Pattern(context.pattern()));

    private ExpressionSyntax Literal(LiteralPatternContext context)
    {
        var literal = Leaf((ITerminalNode)context.GetChild(context.ChildCount - 1));
        return Has(context, MINUS) ? new UnarySyntax(Span(context), UnaryOperator.Negate, literal) : literal;
    }
}
