using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>The next step after an operator that does not work on its operands.</summary>
internal sealed partial class BodyBinder
{
    private string? OperandHelp(BinaryOperator op, BoundExpression left, BoundExpression right)
    {
        if (left.Type is UnionTypeSymbol || right.Type is UnionTypeSymbol)
        {
            return "find out which member it is: `isinstance(x, T)` or `match`";
        }
        if (Types.IsFuture(left.Type, out _) || Types.IsFuture(right.Type, out _))
        {
            BoundExpression future = Types.IsFuture(left.Type, out _) ? left : right;
            return $"await it: `await {future.Span.Text}`";
        }
        if (WaitOf(left.Type) is not null || WaitOf(right.Type) is not null)
        {
            return $"await it first: `await {(WaitOf(left.Type) is not null ? left : right).Span.Text}`";
        }
        if (Types.IsOption(left.Type, out _) || Types.IsOption(right.Type, out _))
        {
            return "the value may be missing: use `match`, `if let Some(x) = …`, `.unwrap_or(…)` or `?`";
        }
        if (Types.IsResult(left.Type, out _, out _) || Types.IsResult(right.Type, out _, out _))
        {
            return "the call may have failed: use `match`, `.unwrap_or(…)` or `?`";
        }
        if (op == BinaryOperator.Add && left.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str })
        {
            return $"convert it: `str({right.Span.Text})`, or use an f-string";
        }
        if (op == BinaryOperator.Add && right.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str })
        {
            return $"convert it: `str({left.Span.Text})`, or use an f-string";
        }
        if (op == BinaryOperator.Modulo && IsStr(left.Type))
        {
            return "write an f-string: `f\"{value} text\"`";
        }
        if (op == BinaryOperator.Add && Types.IsList(left.Type, out TypeSymbol? item) && item.Equals(right.Type))
        {
            return $"write `{left.Span.Text}.append({right.Span.Text})`, or `{left.Span.Text} + [{right.Span.Text}]`";
        }
        if (IsBool(left.Type) != IsBool(right.Type) && (IsNumber(left.Type) || IsNumber(right.Type)))
        {
            return $"convert it: `int({(IsBool(left.Type) ? left : right).Span.Text})`";
        }
        return left.Type is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol type } ? $"define `{OperatorTable.Dunder(op)}` in `{type.Name}`" : null;
    }

    /// <summary>A text beside a number is most often one that was read in.</summary>
    private string? ComparisonHelp(BoundExpression left, BoundExpression right) =>
        IsStr(left.Type) && IsNumber(right.Type) ? $"convert one: `{right.Type}({left.Span.Text})` or `str({right.Span.Text})`"
        : IsNumber(left.Type) && IsStr(right.Type) ? $"convert one: `{left.Type}({right.Span.Text})` or `str({left.Span.Text})`"
        : HasMember(left.Type, "send") && !HasMember(right.Type, "send") ? $"to send is `await {left.Span.Text}.send(…)`"
        : OperandHelp(BinaryOperator.BitAnd, left, right);

    private static bool IsStr(TypeSymbol type) => type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str };

    private static bool IsBool(TypeSymbol type) => type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Bool };

    private static bool IsNumber(TypeSymbol type) => type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Int or PrimitiveKind.Float };
}
