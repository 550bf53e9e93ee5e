using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>How operators are written, and the methods that define them for types outside the language's own.</summary>
internal static class OperatorTable
{
    public static string Text(this BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Power => "**",
        BinaryOperator.MatrixMultiply => "@",
        BinaryOperator.BitAnd => "&",
        BinaryOperator.BitOr => "|",
        BinaryOperator.BitXor => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.And => "and",
        BinaryOperator.Or => "or",
        BinaryOperator.PipeForward => "|>",
        BinaryOperator.PipeBackward => "<|",
        _ => op.ToString(),
    };

    /// <summary>The hook without its underscores: <c>add</c> of <c>__add__</c> and <c>__iadd__</c>.</summary>
    private static string Stem(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "add",
        BinaryOperator.Subtract => "sub",
        BinaryOperator.Multiply => "mul",
        BinaryOperator.Divide => "div",
        BinaryOperator.FloorDivide => "floordiv",
        BinaryOperator.Modulo => "mod",
        BinaryOperator.Power => "pow",
        BinaryOperator.MatrixMultiply => "matmul",
        BinaryOperator.BitAnd => "and",
        BinaryOperator.BitOr => "or",
        BinaryOperator.BitXor => "xor",
        BinaryOperator.ShiftLeft => "lshift",
        BinaryOperator.ShiftRight => "rshift",
        BinaryOperator.PipeForward => "pipe_forward",
        BinaryOperator.PipeBackward => "pipe_backward",
        _ => op.ToString(),
    };

    public static string Dunder(BinaryOperator op) => $"__{Stem(op)}__";

    public static string InPlaceDunder(BinaryOperator op) => $"__i{Stem(op)}__";

    public static bool IsBitwise(BinaryOperator op) => op is >= BinaryOperator.BitAnd and <= BinaryOperator.ShiftRight;

    public static string Text(this ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "==",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        ComparisonOperator.In => "in",
        ComparisonOperator.NotIn => "not in",
        ComparisonOperator.Is => "is",
        _ => "is not",
    };

    public static string Dunder(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "__eq__",
        ComparisonOperator.NotEqual => "__ne__",
        ComparisonOperator.Less => "__lt__",
        ComparisonOperator.LessOrEqual => "__le__",
        ComparisonOperator.Greater => "__gt__",
        _ => "__ge__",
    };
}
