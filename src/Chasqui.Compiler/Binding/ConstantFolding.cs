using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>Scalar constants are computed here, so that their values stand where they are used. What is left is computed before main.</summary>
internal sealed class ConstantFolding(Func<SourceGlobalSymbol, BoundExpression?> valueOf)
{
    /// <exception cref="ArithmeticException">The value cannot be computed.</exception>
    public BoundExpression Fold(BoundExpression expression) => expression switch
    {
        BoundVariable { Variable: SourceGlobalSymbol { Kind: GlobalKind.Const } constant } when valueOf(constant) is BoundLiteral literal => literal with { Span = expression.Span },
        BoundUnary e when Fold(e.Operand) is BoundLiteral operand && Unary(e.Kind, operand.Value) is { } value => new BoundLiteral(e.Span, e.Type, value),
        BoundBinary e when (Fold(e.Left), Fold(e.Right)) is (BoundLiteral left, BoundLiteral right) && Binary(e, left.Value, right.Value) is { } value =>
            new BoundLiteral(e.Span, e.Type, value),
        BoundConversion { Kind: BoundConversionKind.IntToFloat } e when Fold(e.Operand) is BoundLiteral { Value: long number } => new BoundLiteral(e.Span, e.Type, (double)number),
        _ => expression,
    };

    private static object? Unary(BoundUnaryKind kind, object? operand) => (kind, operand) switch
    {
        (BoundUnaryKind.Negate, long x) => checked(-x),
        (BoundUnaryKind.Negate, double x) => -x,
        (BoundUnaryKind.Not, bool x) => !x,
        (BoundUnaryKind.Invert, long x) => ~x,
        _ => null,
    };

    private static object? Binary(BoundBinary operation, object? left, object? right) => (left, right) switch
    {
        (long x, long y) when operation.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Int } => Integer(operation.Operator, x, y),
        (long x, long y) when operation.Operator == BinaryOperator.Divide => y == 0 ? throw new DivideByZeroException() : (double)x / y,
        (double x, double y) => Float(operation.Operator, x, y),
        (string x, string y) when operation.Operator == BinaryOperator.Add => x + y,
        _ => null,
    };

    private static object? Integer(BinaryOperator op, long x, long y) => op switch
    {
        BinaryOperator.Add => checked(x + y),
        BinaryOperator.Subtract => checked(x - y),
        BinaryOperator.Multiply => checked(x * y),
        BinaryOperator.FloorDivide => Floor(x, y),
        BinaryOperator.Modulo => y == -1 ? 0 : checked(x - (Floor(x, y) * y)),
        BinaryOperator.Power when y >= 0 => Power(x, y),
        BinaryOperator.BitAnd => x & y,
        BinaryOperator.BitOr => x | y,
        BinaryOperator.BitXor => x ^ y,
        BinaryOperator.ShiftLeft when y is >= 0 and < 64 => x << (int)y,
        BinaryOperator.ShiftRight when y is >= 0 and < 64 => x >> (int)y,
        _ => null,
    };

    private static long Floor(long x, long y)
    {
        long quotient = x / y;
        return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient;
    }

    private static long Power(long x, long y)
    {
        System.Numerics.BigInteger value = y > 64 && Math.Abs(x) > 1 ? throw new OverflowException() : System.Numerics.BigInteger.Pow(x, (int)Math.Min(y, 64 + (y & 1)));
        return checked((long)value);
    }

    private static object? Float(BinaryOperator op, double x, double y) => op switch
    {
        BinaryOperator.Add => x + y,
        BinaryOperator.Subtract => x - y,
        BinaryOperator.Multiply => x * y,
        BinaryOperator.Divide => y == 0 ? throw new DivideByZeroException() : x / y,
        _ => null,
    };
}
