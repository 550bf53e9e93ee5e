using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering;

/// <summary>
/// The async functions in which nothing can fail but an overflow: they compute with numbers and await each other. The just-in-time
/// compiler may inline those; any other async function would then be missing from the trace of an error that comes through it.
/// </summary>
internal static class PlainArithmetic
{
    public static HashSet<FunctionSymbol> Functions(BoundProgram program)
    {
        var bodies = program.Modules
            .SelectMany(m => m.Functions)
            .Where(f => f.Function.IsAsync && !BoundTree.Any(f.Body, node => !IsPlain(node)))
            .ToDictionary(f => f.Function, f => f.Body);
        while (bodies.Where(f => BoundTree.Any(f.Value, node => node is BoundCall call && !bodies.ContainsKey(call.Function))).Select(f => f.Key).ToArray()
            is { Length: > 0 } excluded)
        {
            Array.ForEach(excluded, f => bodies.Remove(f));
        }
        return [.. bodies.Keys];
    }

    private static bool IsPlain(BoundNode node) => node switch
    {
        BoundBinary binary => IsNumber(binary.Type) && binary.Operator is not (BinaryOperator.Divide or BinaryOperator.FloorDivide or BinaryOperator.Modulo or BinaryOperator.Power),
        BoundComparison comparison => IsNumber(comparison.Left.Type) && IsNumber(comparison.Right.Type),
        BoundUnary unary => IsNumber(unary.Type) || unary.Type == PrimitiveTypeSymbol.Bool,
        BoundCall call => call.Receiver is null && call.TypeArguments.IsEmpty,
        BoundCondition condition => condition.Pattern is null,
        BoundVariable variable => variable.Variable is LocalSymbol or ParameterSymbol,
        BoundLiteral or BoundAwait or BoundConditional or BoundLogical or BoundIf or BoundBlockExpression => true,
        BoundBlock or BoundReturn or BoundLocalDeclaration or BoundAssignment or BoundCompoundAssignment or BoundExpressionStatement => true,
        _ => false,
    };

    private static bool IsNumber(TypeSymbol type) => type.Resolved is PrimitiveTypeSymbol { IsNumeric: true };
}
