using System.Numerics;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    private LoweredExpression LowerUnary(BoundUnary unary)
    {
        LoweredExpression operand = Lower(unary.Operand);
        return unary.Kind switch
        {
            BoundUnaryKind.Not => new LoweredUnary(unary.Type, LoweredUnaryOperator.Not, operand),
            BoundUnaryKind.Invert => new LoweredUnary(unary.Type, LoweredUnaryOperator.Complement, operand),
            _ when operand is LoweredConstant { Value: double number } => new LoweredConstant(unary.Type, -number),
            _ when operand is LoweredConstant { Value: long number } && number != long.MinValue => new LoweredConstant(unary.Type, -number),
            _ when IsInteger(unary.Type) => new LoweredUnary(unary.Type, LoweredUnaryOperator.NegateChecked, operand),
            _ => new LoweredUnary(unary.Type, LoweredUnaryOperator.Negate, operand),
        };
    }

    /// <summary>
    /// <code>
    ///   before   a + b   a // b        after   add.ovf a b   Ops.FloorDivide(a, b)
    /// </code>
    /// </summary>
    private LoweredExpression LowerBinary(BoundBinary binary)
    {
        LoweredExpression left = Lower(binary.Left), right = Lower(binary.Right);
        TypeSymbol type = binary.Left.Type;
        if (type.Resolved is not PrimitiveTypeSymbol primitive)
        {
            return GenericOperation(binary, left, right);
        }
        if (primitive == PrimitiveTypeSymbol.Str)
        {
            return WellKnown.Static("String.Concat", binary.Type, left, right);
        }
        return primitive.IsFloat ? FloatOperation(binary, left, right) : IntegerOperation(binary, primitive, left, right);
    }

    private LoweredExpression IntegerOperation(BoundBinary binary, PrimitiveTypeSymbol type, LoweredExpression left, LoweredExpression right)
    {
        bool isUnsigned = type.IsUnsigned;
        bool isWide = type.Kind == PrimitiveKind.I128;
        return binary.Operator switch
        {
            BinaryOperator.Add => new LoweredBinary(binary.Type, LoweredOperator.AddChecked, left, right),
            BinaryOperator.Subtract => new LoweredBinary(binary.Type, LoweredOperator.SubtractChecked, left, right),
            BinaryOperator.Multiply => new LoweredBinary(binary.Type, LoweredOperator.MultiplyChecked, left, right),
            BinaryOperator.Divide => WellKnown.Static("Ops.DivideInt", binary.Type, left, right),
            BinaryOperator.FloorDivide when isUnsigned => new LoweredBinary(binary.Type, LoweredOperator.Divide, left, right),
            BinaryOperator.Modulo when isUnsigned => new LoweredBinary(binary.Type, LoweredOperator.Remainder, left, right),
            BinaryOperator.FloorDivide or BinaryOperator.Modulo when type.Kind == PrimitiveKind.Int && right is LoweredConstant { Value: > 0L and long divisor } =>
                DivisionBy(divisor, binary, left, right),
            BinaryOperator.FloorDivide => WellKnown.Static(isWide ? "Ops.FloorDivideWide" : "Ops.FloorDivideInt", binary.Type, left, right),
            BinaryOperator.Modulo => WellKnown.Static(isWide ? "Ops.ModuloWide" : "Ops.ModuloInt", binary.Type, left, right),
            BinaryOperator.Power => WellKnown.Static("Ops.PowerInt", binary.Type, left, right),
            BinaryOperator.BitAnd => new LoweredBinary(binary.Type, LoweredOperator.BitAnd, left, right),
            BinaryOperator.BitOr => new LoweredBinary(binary.Type, LoweredOperator.BitOr, left, right),
            BinaryOperator.BitXor => new LoweredBinary(binary.Type, LoweredOperator.BitXor, left, right),
            BinaryOperator.ShiftLeft when isWide || isUnsigned => new LoweredBinary(binary.Type, LoweredOperator.ShiftLeft, left, right),
            BinaryOperator.ShiftRight when isWide || isUnsigned => new LoweredBinary(binary.Type, LoweredOperator.ShiftRight, left, right),
            BinaryOperator.ShiftLeft => WellKnown.Static("Ops.ShiftLeft", binary.Type, left, right),
            BinaryOperator.ShiftRight => WellKnown.Static("Ops.ShiftRight", binary.Type, left, right),
            _ => throw new InternalCompilerException($"{binary.Operator} on integers"),
        };
    }

    /// <summary>
    /// Rounding down makes a shift or a mask of a power of two, and the general case a division without questions about the divisor.
    /// <code>
    ///   before   a // 8    a % 8    a % 10        after   a >> 3    a &amp; 7    ModuloPositive(a, 10)
    /// </code>
    /// </summary>
    private static LoweredExpression DivisionBy(long divisor, BoundBinary binary, LoweredExpression left, LoweredExpression right) =>
        (binary.Operator == BinaryOperator.FloorDivide, BitOperations.IsPow2(divisor)) switch
        {
            (true, true) => new LoweredBinary(binary.Type, LoweredOperator.ShiftRight, left, Int32(BitOperations.Log2((ulong)divisor))),
            (false, true) => new LoweredBinary(binary.Type, LoweredOperator.BitAnd, left, Int64(divisor - 1)),
            (true, false) => WellKnown.Static("Ops.FloorDividePositive", binary.Type, left, right),
            (false, false) => WellKnown.Static("Ops.ModuloPositive", binary.Type, left, right),
        };

    private static LoweredExpression FloatOperation(BoundBinary binary, LoweredExpression left, LoweredExpression right) => binary.Operator switch
    {
        BinaryOperator.Add => new LoweredBinary(binary.Type, LoweredOperator.Add, left, right),
        BinaryOperator.Subtract => new LoweredBinary(binary.Type, LoweredOperator.Subtract, left, right),
        BinaryOperator.Multiply => new LoweredBinary(binary.Type, LoweredOperator.Multiply, left, right),
        BinaryOperator.Divide when right is LoweredConstant { Value: not (0.0 or 0f) } => new LoweredBinary(binary.Type, LoweredOperator.Divide, left, right),
        BinaryOperator.Divide => WellKnown.Static("Ops.DivideFloat", binary.Type, left, right),
        BinaryOperator.FloorDivide => WellKnown.Static("Ops.FloorDivideFloat", binary.Type, left, right),
        BinaryOperator.Modulo => WellKnown.Static("Ops.ModuloFloat", binary.Type, left, right),
        BinaryOperator.Power => WellKnown.Static("Ops.PowerFloat", binary.Type, left, right),
        _ => throw new InternalCompilerException($"{binary.Operator} on floats"),
    };

    /// <summary>On a type parameter.</summary>
    private LoweredExpression GenericOperation(BoundBinary binary, LoweredExpression left, LoweredExpression right)
    {
        string? member = binary.Operator switch
        {
            BinaryOperator.Add => "Ops.Add",
            BinaryOperator.Subtract => "Ops.Subtract",
            BinaryOperator.Multiply => "Ops.Multiply",
            _ => null,
        };
        return member is null
            ? Unsupported(binary.Span, "this operator on a type parameter", binary.Type)
            : WellKnown.Generic(member, binary.Type, [binary.Type], left, right);
    }

    /// <summary>
    /// <code>
    ///   before   a and b        after   a ? b : false
    ///   before   a or b         after   a ? true : b
    /// </code>
    /// </summary>
    private LoweredExpression LowerLogical(BoundLogical logical)
    {
        LoweredExpression left = Lower(logical.Left), right = Lower(logical.Right);
        LoweredExpression known = new LoweredConstant(PrimitiveTypeSymbol.Bool, !logical.IsAnd);
        return logical.IsAnd
            ? new LoweredConditional(PrimitiveTypeSymbol.Bool, left, right, known)
            : new LoweredConditional(PrimitiveTypeSymbol.Bool, left, known, right);
    }

    private LoweredExpression LowerComparison(BoundComparison comparison) =>
        Compare(comparison.Operator, Lower(comparison.Left), Lower(comparison.Right));

    private static LoweredExpression Compare(ComparisonOperator comparison, LoweredExpression left, LoweredExpression right)
    {
        LoweredOperator operation = comparison switch
        {
            ComparisonOperator.Equal => LoweredOperator.Equal,
            ComparisonOperator.NotEqual => LoweredOperator.NotEqual,
            ComparisonOperator.Less => LoweredOperator.Less,
            ComparisonOperator.LessOrEqual => LoweredOperator.LessOrEqual,
            ComparisonOperator.Greater => LoweredOperator.Greater,
            ComparisonOperator.GreaterOrEqual => LoweredOperator.GreaterOrEqual,
            _ => throw new InternalCompilerException($"comparison {comparison} reached lowering"),
        };
        TypeSymbol type = left.Type;
        if (type.Resolved is PrimitiveTypeSymbol { IsNumeric: true } or PrimitiveTypeSymbol { Kind: PrimitiveKind.Bool })
        {
            return new LoweredBinary(PrimitiveTypeSymbol.Bool, operation, left, right);
        }
        bool isText = type.Resolved == PrimitiveTypeSymbol.Str;
        if (operation is LoweredOperator.Equal or LoweredOperator.NotEqual)
        {
            LoweredExpression equal = isText
                ? WellKnown.Static("String.Equals", PrimitiveTypeSymbol.Bool, left, right)
                : WellKnown.Generic("Ops.Equal", PrimitiveTypeSymbol.Bool, [type], left, right);
            return operation == LoweredOperator.Equal ? equal : new LoweredUnary(PrimitiveTypeSymbol.Bool, LoweredUnaryOperator.Not, equal);
        }
        LoweredExpression order = isText
            ? WellKnown.Static("Ops.CompareText", PrimitiveTypeSymbol.I32, left, right)
            : WellKnown.Generic("Ops.Compare", PrimitiveTypeSymbol.I32, [type], left, right);
        return new LoweredBinary(PrimitiveTypeSymbol.Bool, operation, order, Int32(0));
    }

    /// <summary>
    /// <code>
    ///   before   a &lt; f() &lt; c        after   { $m = f(); a &lt; $m ? $m &lt; c : false }
    /// </code>
    /// The second and later links run only when those before were true.
    /// </summary>
    private LoweredExpression LowerChain(BoundComparisonChain chain)
    {
        foreach (BoundLocalDeclaration shared in chain.Links.SelectMany(l => l.Before))
        {
            _variables[shared.Local] = new LoweredLocalRead(Temporary(shared.Local.Type, "m"));
        }
        LoweredExpression? result = null;
        foreach (BoundChainLink link in chain.Links.Reverse())
        {
            LoweredExpression test = Sequence(() =>
            {
                foreach (BoundLocalDeclaration shared in link.Before)
                {
                    Add(new LoweredAssignment(_variables[shared.Local], Lower(shared.Initializer)));
                }
                return Lower(link.Test);
            });
            result = result is null
                ? test
                : new LoweredConditional(PrimitiveTypeSymbol.Bool, test, result, new LoweredConstant(PrimitiveTypeSymbol.Bool, false));
        }
        return result ?? throw new InternalCompilerException("a comparison chain without links");
    }

    private static bool IsInteger(TypeSymbol type) => type.Resolved is PrimitiveTypeSymbol { IsInteger: true };
}
