using Antlr4.Runtime;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

/// <summary>Applies the precedence table to the flat sequences of prefixes, operands and operators.</summary>
internal sealed partial class AstBuilder
{
    /// <summary>Later phases walk expressions recursively; this is how deep they may have to go.</summary>
    public const int MaxExpressionDepth = 500;

    private const int ComparisonLevel = 4;
    private const int RangeLevel = 5;
    private const int PowerLevel = 12;

    private int _depth;

    private ErrorExpressionSyntax TooDeep(ParserRuleContext context)
    {
        if (!_reportedDepth)
        {
            _reportedDepth = true;
            diagnostics.Add(SyntaxErrors.ExpressionTooLong(Span(context), MaxExpressionDepth));
        }
        return new ErrorExpressionSyntax(Span(context));
    }

    private bool _reportedDepth;

    private ExpressionSyntax Operation(OperationContext context)
    {
        var children = context.children;
        if (children.Count == 1)
        {
            return Chained((PrimaryContext)children[0], 0);
        }
        // A chain of n operators nests at most n deep, whatever their precedence.
        int length = children.Count / 2 + 1;
        if (_depth + length > MaxExpressionDepth)
        {
            return TooDeep(context);
        }
        _depth += length;
        var result = new OperatorSequence(this, children).Binary(1);
        _depth -= length;
        return result;
    }

    private ExpressionSyntax Chained(PrimaryContext context, int extra)
    {
        int length = context.ChildCount + extra;
        if (_depth + length > MaxExpressionDepth)
        {
            return TooDeep(context);
        }
        _depth += length;
        var result = Primary(context);
        _depth -= length;
        return result;
    }

    private static int LevelOf(int type) => type switch
    {
        OR => 1,
        AND => 2,
        EQUAL or NOT_EQUAL or LESS or LESS_EQUAL or GREATER or GREATER_EQUAL or IN or NOT_IN or IS or IS_NOT
            or PIPE_FORWARD or PIPE_BACKWARD => ComparisonLevel,
        RANGE or RANGE_INCLUSIVE => RangeLevel,
        BAR => 6,
        CARET => 7,
        AMPERSAND => 8,
        SHIFT_LEFT or SHIFT_RIGHT => 9,
        PLUS or MINUS => 10,
        DOUBLE_STAR => PowerLevel,
        _ => 11,
    };

    private static ComparisonOperator? ComparisonOf(int type) => type switch
    {
        EQUAL => ComparisonOperator.Equal,
        NOT_EQUAL => ComparisonOperator.NotEqual,
        LESS => ComparisonOperator.Less,
        LESS_EQUAL => ComparisonOperator.LessOrEqual,
        GREATER => ComparisonOperator.Greater,
        GREATER_EQUAL => ComparisonOperator.GreaterOrEqual,
        IN => ComparisonOperator.In,
        NOT_IN => ComparisonOperator.NotIn,
        IS => ComparisonOperator.Is,
        IS_NOT => ComparisonOperator.IsNot,
        _ => null,
    };

    private static BinaryOperator BinaryOf(int type) => type switch
    {
        OR => BinaryOperator.Or,
        AND => BinaryOperator.And,
        PIPE_FORWARD => BinaryOperator.PipeForward,
        PIPE_BACKWARD => BinaryOperator.PipeBackward,
        BAR => BinaryOperator.BitOr,
        CARET => BinaryOperator.BitXor,
        AMPERSAND => BinaryOperator.BitAnd,
        SHIFT_LEFT => BinaryOperator.ShiftLeft,
        SHIFT_RIGHT => BinaryOperator.ShiftRight,
        PLUS => BinaryOperator.Add,
        MINUS => BinaryOperator.Subtract,
        STAR => BinaryOperator.Multiply,
        SLASH => BinaryOperator.Divide,
        DOUBLE_SLASH => BinaryOperator.FloorDivide,
        PERCENT => BinaryOperator.Modulo,
        AT => BinaryOperator.MatrixMultiply,
        _ => BinaryOperator.Power,
    };

    private static BinaryOperator AugmentedOperator(string text) => text switch
    {
        "+=" => BinaryOperator.Add,
        "-=" => BinaryOperator.Subtract,
        "*=" => BinaryOperator.Multiply,
        "/=" => BinaryOperator.Divide,
        "//=" => BinaryOperator.FloorDivide,
        "%=" => BinaryOperator.Modulo,
        "@=" => BinaryOperator.MatrixMultiply,
        "&=" => BinaryOperator.BitAnd,
        "|=" => BinaryOperator.BitOr,
        "^=" => BinaryOperator.BitXor,
        "<<=" => BinaryOperator.ShiftLeft,
        ">>=" => BinaryOperator.ShiftRight,
        _ => BinaryOperator.Power,
    };

    /// <summary>Precedence climbing over the children of one operation.</summary>
    private sealed class OperatorSequence(AstBuilder builder, IList<Antlr4.Runtime.Tree.IParseTree> items)
    {
        private int _next;

        public ExpressionSyntax Binary(int minimum)
        {
            var left = Prefixed();
            while (_next < items.Count && items[_next] is BinaryOperatorContext op)
            {
                int type = op.Start.Type;
                int level = LevelOf(type);
                if (level < minimum)
                {
                    break;
                }
                if (ComparisonOf(type) is not null)
                {
                    left = Comparison(left);
                    continue;
                }
                _next++;
                var operatorSpan = builder.Span(op.Start);
                var right = Binary(level == PowerLevel ? level : level + 1);
                var span = left.Span.To(right.Span);
                left = level == RangeLevel
                    ? Range(span, left, right, type == RANGE_INCLUSIVE)
                    : new BinarySyntax(span, left, BinaryOf(type), operatorSpan, right);
            }
            return left;
        }

        private ExpressionSyntax Range(SourceSpan span, ExpressionSyntax left, ExpressionSyntax right, bool isInclusive) =>
            left is RangeSyntax
                ? builder.InvalidExpression(span, "ranges do not chain", "use parentheses")
                : new RangeSyntax(span, left, right, isInclusive);

        private ComparisonSyntax Comparison(ExpressionSyntax first)
        {
            var links = System.Collections.Immutable.ImmutableArray.CreateBuilder<ComparisonLinkSyntax>();
            while (_next < items.Count && items[_next] is BinaryOperatorContext op
                && ComparisonOf(op.Start.Type) is { } comparison)
            {
                _next++;
                var operatorSpan = builder.Span(op.Start);
                var operand = Binary(ComparisonLevel + 1);
                links.Add(new ComparisonLinkSyntax(
                    operatorSpan.To(operand.Span), comparison, operatorSpan, operand));
            }
            return new ComparisonSyntax(first.Span.To(links[^1].Span), first, links.ToImmutable());
        }

        private ExpressionSyntax Prefixed()
        {
            if (items[_next] is not PrefixContext prefix)
            {
                return builder.Chained((PrimaryContext)items[_next++], 0);
            }
            _next++;
            var span = builder.Span(prefix.Start);
            if (prefix.Start.Type == NOT)
            {
                var negated = Binary(ComparisonLevel);
                return new UnarySyntax(span.To(negated.Span), UnaryOperator.Not, negated);
            }
            var operand = Prefixed();
            var whole = span.To(operand.Span);
            return prefix.Start.Type switch
            {
                AWAIT => new AwaitSyntax(whole, span, operand),
                MINUS => new UnarySyntax(whole, UnaryOperator.Negate, operand),
                PLUS => new UnarySyntax(whole, UnaryOperator.Plus, operand),
                _ => new UnarySyntax(whole, UnaryOperator.Invert, operand),
            };
        }
    }
}
