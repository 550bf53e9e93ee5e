using System.Collections.Immutable;
using System.Numerics;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundExpression BindUnary(UnarySyntax syntax, TypeSymbol? expected)
    {
        if (syntax is { Operator: UnaryOperator.Negate, Operand: IntLiteralSyntax literal })
        {
            // `-9223372036854775808` has a literal that alone is out of range.
            return BindInteger(BigInteger.Negate(literal.Value), syntax.Span, expected);
        }
        if (syntax is { Operator: UnaryOperator.Negate, Operand: DecimalLiteralSyntax amount })
        {
            return BindDecimal($"-{amount.Text}", syntax.Span, expected);
        }
        if (syntax.Operator == UnaryOperator.Not)
        {
            return new BoundUnary(syntax.Span, PrimitiveTypeSymbol.Bool, BoundUnaryKind.Not, BindBool(syntax.Operand));
        }
        BoundExpression operand = BindExpression(syntax.Operand, expected);
        if (!IsKnown(operand))
        {
            return new BoundErrorExpression(syntax.Span);
        }
        (string text, string? dunder) = syntax.Operator switch
        {
            UnaryOperator.Negate => ("-", "__neg__"),
            UnaryOperator.Invert => ("~", "__invert__"),
            _ => ("+", null),
        };
        if (operand.Type is PrimitiveTypeSymbol { IsNumeric: true } number && (syntax.Operator != UnaryOperator.Invert || number.IsInteger))
        {
            return syntax.Operator == UnaryOperator.Plus
                ? operand
                : new BoundUnary(syntax.Span, number, syntax.Operator == UnaryOperator.Negate ? BoundUnaryKind.Negate : BoundUnaryKind.Invert, operand);
        }
        if (dunder == "__neg__" && operand.Type is TypeParameterSymbol parameter && Members.FindMethods(parameter, dunder).IsEmpty)
        {
            CapabilityCheck.Infer(parameter, dunder);
            return CallIntrinsic("$negate", [parameter], [operand], syntax.Span);
        }
        if (dunder is not null && Members.FindMethods(operand.Type, dunder) is [var method, ..])
        {
            return CallMethod(operand, method, [], syntax.Span);
        }
        return Error(TypeErrors.BadOperand(syntax.Span, text, operand.Type, null));
    }

    private BoundExpression BindBinary(BinarySyntax syntax, TypeSymbol? expected)
    {
        switch (syntax.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                bool isAnd = syntax.Operator == BinaryOperator.And;
                BoundExpression first = BindBool(syntax.Left);
                return new BoundLogical(syntax.Span, isAnd, first, BindWhere(FactsOf(syntax.Left, holds: isAnd), () => BindBool(syntax.Right)));
            case BinaryOperator.PipeForward:
                return BindPipe(syntax, expected);
        }
        TypeSymbol? hint = Types.WithoutOption(expected) is PrimitiveTypeSymbol { IsNumeric: true } number && number.Kind != PrimitiveKind.Int && syntax.Operator != BinaryOperator.Divide && !number.IsFloat ? number : null;
        BoundExpression left = BindExpression(syntax.Left, hint ?? (Types.IsList(expected, out _) ? expected : null));
        BoundExpression right = BindExpression(syntax.Right, IsIntLiteral(left) ? null : left.Type is NamedTypeSymbol ? left.Type : hint);
        return BindArithmetic(syntax.Operator, left, right, syntax.Span);
    }

    /// <summary>An operator on two values; also the operation of <c>x op= e</c>.</summary>
    private BoundExpression BindArithmetic(BinaryOperator op, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        LearnFrom(left, right);
        if (!IsKnown(left) || !IsKnown(right))
        {
            return new BoundErrorExpression(span);
        }
        if (left.Type is PrimitiveTypeSymbol { IsNumeric: true } a && right.Type is PrimitiveTypeSymbol { IsNumeric: true } b
            && (!OperatorTable.IsBitwise(op) || (a.IsInteger && b.IsInteger))
            && op != BinaryOperator.MatrixMultiply)
        {
            PrimitiveTypeSymbol common = Promote(op, left, right, a, b);
            if (op == BinaryOperator.Divide && common.IsInteger && !ReferenceEquals(common, PrimitiveTypeSymbol.Int))
            {
                common = PrimitiveTypeSymbol.Float;
            }
            TypeSymbol result = op == BinaryOperator.Divide && common.IsInteger ? PrimitiveTypeSymbol.Float : common;
            return new BoundBinary(span, result, op, ToNumber(left, common), ToNumber(right, common));
        }
        if (op == BinaryOperator.Add && left.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str } && right.Type.Equals(left.Type))
        {
            return new BoundBinary(span, left.Type, op, left, right);
        }
        if (left.Type is TypeParameterSymbol parameter && right.Type.Equals(parameter))
        {
            string hook = OperatorTable.Dunder(op);
            CapabilityCheck.Infer(parameter, hook);
            return op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply
                ? new BoundBinary(span, parameter, op, left, right)
                : CallIntrinsic("$operate", [parameter], [new BoundLiteral(span, PrimitiveTypeSymbol.Str, hook), left, right], span);
        }
        if (TryOperatorMethod(left, OperatorTable.Dunder(op), right, span) is { } call)
        {
            return call;
        }
        // `3 * "-"` is `"-" * 3`.
        if (op == BinaryOperator.Multiply && left.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Int } && right.Type is not PrimitiveTypeSymbol { IsNumeric: true }
            && (left is BoundLiteral or BoundVariable || right is BoundLiteral) && (right.Type is PrimitiveTypeSymbol || Types.IsList(right.Type, out _))
            && TryOperatorMethod(right, OperatorTable.Dunder(op), left, span) is { } repetition)
        {
            return repetition;
        }
        return Error(TypeErrors.BadOperands(span, op.Text(), left.Type, right.Type, OperandHelp(op, left, right)));
    }

    /// <summary>An operand without a type yet takes that of the other.</summary>
    private void LearnFrom(BoundExpression left, BoundExpression right)
    {
        if ((left.Type is InferenceTypeSymbol) != (right.Type is InferenceTypeSymbol))
        {
            _unifier.Unify(left.Type, right.Type);
        }
    }

    private BoundExpression? TryOperatorMethod(BoundExpression left, string dunder, BoundExpression right, SourceSpan span)
    {
        FunctionSymbol? method = Members.FindMethods(left.Type, dunder)
            .FirstOrDefault(m => m.Parameters is [var parameter] && _unifier.Try(() =>
                TryConvert(right, parameter.Type.Substitute(Instantiate(m, left, null, null, span).Substitution)) is not null));
        return method is null ? null : CallMethod(left, method, [right], span);
    }

    private static PrimitiveTypeSymbol Promote(BinaryOperator op, BoundExpression left, BoundExpression right, PrimitiveTypeSymbol a, PrimitiveTypeSymbol b)
    {
        if (a.IsFloat || b.IsFloat)
        {
            return a.Kind == PrimitiveKind.F32 && b.Kind == PrimitiveKind.F32 ? a : PrimitiveTypeSymbol.Float;
        }
        if (op == BinaryOperator.Power)
        {
            return right is BoundLiteral { Value: long and >= 0 } ? PrimitiveTypeSymbol.Int : PrimitiveTypeSymbol.Float;
        }
        return ResultOfIntegers(op, Common(left, right, a, b));
    }

    private static PrimitiveTypeSymbol Common(BoundExpression left, BoundExpression right, PrimitiveTypeSymbol a, PrimitiveTypeSymbol b) =>
        ReferenceEquals(a, b) || IsIntLiteral(right) ? a
        : IsIntLiteral(left) || IsLossless(a, b) ? b
        : IsLossless(b, a) ? a
        : PrimitiveTypeSymbol.Int;

    /// <summary>Integers that fit in an int are computed as one; only <c>//</c> and <c>%</c> of unsigned ones cannot leave their type.</summary>
    private static PrimitiveTypeSymbol ResultOfIntegers(BinaryOperator op, PrimitiveTypeSymbol common) =>
        (op is BinaryOperator.FloorDivide or BinaryOperator.Modulo && common.IsUnsigned) || !IsLossless(common, PrimitiveTypeSymbol.Int)
            ? common
            : PrimitiveTypeSymbol.Int;

    private static BoundExpression ToNumber(BoundExpression value, PrimitiveTypeSymbol target)
    {
        if (ReferenceEquals(value.Type, target))
        {
            return value;
        }
        if (value is BoundLiteral literal && ConvertLiteral(literal, target) is { } retyped)
        {
            return retyped;
        }
        bool fromInt = value.Type is PrimitiveTypeSymbol { IsInteger: true } && target.IsFloat;
        return new BoundConversion(value.Span, target, fromInt ? BoundConversionKind.IntToFloat : BoundConversionKind.Widen, value);
    }

    /// <summary><c>x |> f(a)</c> is <c>f(x, a)</c>, with x evaluated first; the type's own <c>__pipe_forward__</c> wins.</summary>
    private BoundExpression BindPipe(BinarySyntax syntax, TypeSymbol? expected)
    {
        ArgumentSyntax piped = new(syntax.Left.Span, null, SpreadKind.None, syntax.Left);
        if (syntax.Left is NameExpressionSyntax or MemberSyntax or CallSyntax or BinarySyntax)
        {
            BoundExpression left = BindExpression(syntax.Left);
            if (left.Type is NamedTypeSymbol && Members.FindMethods(left.Type, "__pipe_forward__") is [_, ..] hooks)
            {
                ArgumentSyntax function = new(syntax.Right.Span, null, SpreadKind.None, syntax.Right);
                return BindFunctionCall(new FunctionsTarget(syntax.Span, "__pipe_forward__", hooks, left), [function], syntax.Span, expected);
            }
            piped = piped with { Value = new TargetSyntax(new ValueTarget(left)) };
        }
        return syntax.Right is CallSyntax { Callee: var callee, Arguments: var arguments }
            ? BindCallOf(BindTarget(callee, expected), arguments.Insert(0, piped), syntax.Span, expected)
            : BindCallOf(BindTarget(syntax.Right, expected), [piped], syntax.Span, expected);
    }

    private BoundExpression BindConditional(ConditionalSyntax syntax, TypeSymbol? expected)
    {
        BoundExpression condition = BindBool(syntax.Condition);
        BoundExpression whenTrue = BindWhere(FactsOf(syntax.Condition, holds: true), () => BindExpression(syntax.WhenTrue, expected));
        BoundExpression whenFalse = BindWhere(FactsOf(syntax.Condition, holds: false), () => BindExpression(syntax.WhenFalse, expected));
        (TypeSymbol type, List<BoundExpression> values) = Unite([whenTrue, whenFalse], Wanted(expected));
        return new BoundConditional(syntax.Span, type, condition, values[0], values[1]);
    }

    /// <summary>An expectation that already says something; an unknown one leaves the alternatives to agree among themselves.</summary>
    private static TypeSymbol? Wanted(TypeSymbol? expected) =>
        expected is null || expected.Resolved is InferenceTypeSymbol || expected.Resolved.ContainsInference ? null : expected.Resolved;

    /// <summary>An operand of <c>and</c>, <c>or</c>, <c>not</c> or a condition.</summary>
    private BoundExpression BindBool(ExpressionSyntax syntax, bool acceptsHook = false)
    {
        BoundExpression value = BindExpression(syntax, PrimitiveTypeSymbol.Bool);
        if (acceptsHook && value.Type is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol } && Members.FindMethods(value.Type, "__bool__") is [var hook, ..])
        {
            return CallMethod(value, hook, [], value.Span);
        }
        return TryConvert(value, PrimitiveTypeSymbol.Bool) ?? Error(TypeErrors.NotBool(value.Span, value.Type, TruthHelp(value)));
    }

    private string? TruthHelp(BoundExpression value)
    {
        string text = value.Span.Text;
        return value.Type switch
        {
            PrimitiveTypeSymbol { IsNumeric: true } => $"compare it: `{text} != 0`",
            PrimitiveTypeSymbol { Kind: PrimitiveKind.Str } => $"compare it: `{text} != \"\"`",
            TypeSymbol type when Types.IsOption(type, out _) => $"write `{text} is not None`",
            TypeSymbol type when Types.IsResult(type, out _, out _) => $"write `{text}.is_ok()`",
            TypeSymbol type when Types.IsFuture(type, out _) => $"await it: `await {text}`",
            FunctionTypeSymbol { Parameters.IsEmpty: true } function when function.Result.Resolved == PrimitiveTypeSymbol.Bool => $"call it: `{text}()`",
            TypeSymbol type when !Members.FindMethods(type, "__len__").IsEmpty => $"write `len({text}) > 0`",
            _ => null,
        };
    }
}
