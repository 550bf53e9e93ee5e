using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundExpression BindComparison(ComparisonSyntax syntax)
    {
        BoundExpression first = BindExpression(syntax.First);
        if (syntax.Links is [var only])
        {
            return BindLink(first, only, syntax.Span);
        }
        var links = ImmutableArray.CreateBuilder<BoundChainLink>();
        BoundExpression left = first;
        for (int i = 0; i < syntax.Links.Length; i++)
        {
            ComparisonLinkSyntax link = syntax.Links[i];
            BoundExpression right = BindExpression(link.Operand, HintFor(left, link.Operator));
            LearnFrom(left, right);
            var before = ImmutableArray.CreateBuilder<BoundLocalDeclaration>();
            if (i == 0 && left is not BoundLiteral)
            {
                left = Hold(left, before);
            }
            if (i < syntax.Links.Length - 1 && right is not BoundLiteral)
            {
                right = Hold(right, before);
            }
            links.Add(new BoundChainLink(before.ToImmutable(), Compare(link, left, right, left.Span.To(link.Span))));
            left = right;
        }
        return new BoundComparisonChain(syntax.Span, links.ToImmutable());
    }

    private static BoundVariable Hold(BoundExpression value, ImmutableArray<BoundLocalDeclaration>.Builder before)
    {
        var local = new LocalSymbol("", value.RawType, isMutable: false);
        before.Add(new BoundLocalDeclaration(value.Span, local, value));
        return new BoundVariable(value.Span, local);
    }

    private BoundExpression BindLink(BoundExpression left, ComparisonLinkSyntax link, SourceSpan span) =>
        Compare(
            link,
            left,
            link.Operator is ComparisonOperator.In or ComparisonOperator.NotIn ? BindIterable(link.Operand) : BindExpression(link.Operand, HintFor(left, link.Operator)),
            span);

    private TypeSymbol? HintFor(BoundExpression left, ComparisonOperator op) =>
        op is ComparisonOperator.In or ComparisonOperator.NotIn || IsIntLiteral(left) || left.Type.IsError ? null
        : left.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Int } ? null
        : left.Type;

    private BoundExpression Compare(ComparisonLinkSyntax link, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        if (left.Type.IsError || right.Type.IsError)
        {
            return new BoundErrorExpression(span);
        }
        switch (link.Operator)
        {
            case ComparisonOperator.In or ComparisonOperator.NotIn:
                return Contains(link, left, right, span);
            case ComparisonOperator.Is or ComparisonOperator.IsNot:
                if (!IsNoneValue(right) && right is not BoundLiteral { Value: bool })
                {
                    return Error(TypeErrors.IsOperand(link.Operand.Span, link.Operand.Span.Text));
                }
                return Equality(link.Operator == ComparisonOperator.Is ? ComparisonOperator.Equal : ComparisonOperator.NotEqual, link, left, right, span);
            case ComparisonOperator.Equal or ComparisonOperator.NotEqual:
                return Equality(link.Operator, link, left, right, span);
            default:
                return Ordering(link, left, right, span);
        }
    }

    private BoundExpression Contains(ComparisonLinkSyntax link, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        if (!IsKnown(right))
        {
            return new BoundErrorExpression(span);
        }
        if (Members.FindMethods(right.Type, "__contains__") is not [var method, ..])
        {
            return CheckAwaited(right) is BoundErrorExpression unknown ? unknown : Error(TypeErrors.BadOperands(span, link.Operator.Text(), left.Type, right.Type, "`in` looks into a list, set, dict or text"));
        }
        BoundExpression test = CallMethod(right, method, [left], span);
        return link.Operator == ComparisonOperator.In ? test : new BoundUnary(span, PrimitiveTypeSymbol.Bool, BoundUnaryKind.Not, test);
    }

    private BoundExpression Equality(ComparisonOperator op, ComparisonLinkSyntax link, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        if (IsNoneValue(right) && !Types.IsOption(left.Type, out _) && left.Type is not InferenceTypeSymbol)
        {
            return Error(TypeErrors.BadOperands(span, link.Operator.Text(), left.Type, right.Type, $"a value of type `{left.Type}` is never `None`"));
        }
        if (TryUserComparison(op, left, right, span) is { } call)
        {
            return call;
        }
        if (SameType(left, right) is not { } operands)
        {
            return Error(TypeErrors.BadOperands(span, link.Operator.Text(), left.Type, right.Type, ComparisonHelp(left, right)));
        }
        _context.Capabilities.Require(IsNoneValue(right) ? PrimitiveTypeSymbol.Unit : operands.Left.Type, "Eq", span);
        return new BoundComparison(span, op, operands.Left, operands.Right);
    }

    private BoundExpression Ordering(ComparisonLinkSyntax link, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        if (TryUserComparison(link.Operator, left, right, span) is { } call)
        {
            return call;
        }
        if (SameType(left, right) is not { } operands
            || operands.Left.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit } or FunctionTypeSymbol)
        {
            return Error(TypeErrors.BadOperands(span, link.Operator.Text(), left.Type, right.Type, ComparisonHelp(left, right)));
        }
        _context.Capabilities.Require(operands.Left.Type, "Ord", span);
        return new BoundComparison(span, link.Operator, operands.Left, operands.Right);
    }

    /// <summary>Comparison hooks written in the program, and those that mean something else than order (subsets).</summary>
    private BoundExpression? TryUserComparison(ComparisonOperator op, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        bool isOwn = left.Type is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol } || Types.IsSet(left.Type, out _);
        if (!isOwn || (Types.IsSet(left.Type, out _) && op is ComparisonOperator.Equal or ComparisonOperator.NotEqual))
        {
            return null;
        }
        if (TryOperatorMethod(left, OperatorTable.Dunder(op), right, span) is { } call)
        {
            return call;
        }
        return op == ComparisonOperator.NotEqual && TryOperatorMethod(left, "__eq__", right, span) is { } equal
            ? new BoundUnary(span, PrimitiveTypeSymbol.Bool, BoundUnaryKind.Not, equal)
            : null;
    }

    private (BoundExpression Left, BoundExpression Right)? SameType(BoundExpression left, BoundExpression right)
    {
        if (left.Type is PrimitiveTypeSymbol { IsNumeric: true } a && right.Type is PrimitiveTypeSymbol { IsNumeric: true } b)
        {
            PrimitiveTypeSymbol common = a.IsFloat || b.IsFloat ? Promote(BinaryOperator.Add, left, right, a, b) : Common(left, right, a, b);
            return (ToNumber(left, common), ToNumber(right, common));
        }
        if (TryConvert(right, left.Type) is { } converted)
        {
            return (left, converted);
        }
        return TryConvert(left, right.Type) is { } other ? (other, right) : null;
    }
}
