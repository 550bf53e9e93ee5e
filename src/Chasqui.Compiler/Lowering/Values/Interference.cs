using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Values;

/// <summary>Whether a place may change while an unmarked view of it is in use.</summary>
internal static class Interference
{
    /// <summary>The variable that a path of fields and elements starts at; null for a temporary.</summary>
    public static VariableSymbol? RootOf(BoundExpression place) => place switch
    {
        BoundVariable variable => variable.Variable,
        BoundFieldAccess field => RootOf(field.Receiver),
        BoundTupleElement element => RootOf(element.Receiver),
        BoundIndex index => RootOf(index.Receiver),
        BoundConversion { Kind: BoundConversionKind.FromUnion or BoundConversionKind.Moved } narrowed => RootOf(narrowed.Operand),
        _ => null,
    };

    /// <summary>
    /// Whether running <paramref name="code"/> may change in place what <paramref name="root"/> holds. A global may be
    /// changed by any function of the program.
    /// </summary>
    public static bool MayMutate(object? code, VariableSymbol root) => BoundTree.Any(code, node => node switch
    {
        BoundAssignment assignment => assignment.Target is not BoundVariable && RootOf(assignment.Target) == root,
        BoundCompoundAssignment assignment => RootOf(assignment.Target) == root,
        BoundTupleAssignment assignment => assignment.Targets.Any(t => RootOf(t) == root),
        BoundDelete delete => RootOf(delete.Receiver) == root,
        BoundFor { MutatesElements: true } loop => RootOf(loop.Iteration.Source) == root,
        _ when BoundTree.IsSuspension(node) => root is GlobalSymbol,
        BoundInvoke => root is GlobalSymbol,
        BoundCall call =>
            (call is { Receiver: { } receiver, Function.MutatesReceiver: true } && RootOf(receiver) == root)
            || call.Arguments.Any(a => a.Parameter.Mode == Syntax.Ast.ParameterMode.Mut && RootOf(a.Value) == root)
            || (root is GlobalSymbol && call.Function is not Metadata.ImportedFunctionSymbol),
        _ => false,
    });

    /// <summary>An expression whose value does not depend on when it is evaluated among calls, and which has no effect.</summary>
    public static bool IsInert(LoweredExpression expression) => expression switch
    {
        LoweredConstant or LoweredDefault or LoweredThis or LoweredLocalRead or LoweredParameterRead => true,
        LoweredBinary { Operator: not (LoweredOperator.Divide or LoweredOperator.Remainder) } binary => IsInert(binary.Left) && IsInert(binary.Right),
        LoweredUnary unary => IsInert(unary.Operand),
        LoweredConvert { IsChecked: false } convert => IsInert(convert.Operand),
        LoweredTupleItem item => IsInert(item.Receiver),
        _ => false,
    };
}
