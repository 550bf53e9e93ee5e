using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering.Flatten;

/// <summary>Which variables evaluating an expression may assign, its statements included.</summary>
internal static class Assignments
{
    public static bool MayAssign(IEnumerable<LoweredExpression> expressions, object variable) =>
        expressions.Any(e => InExpression(e, variable));

    private static bool InExpression(LoweredExpression expression, object variable) =>
        LoweredTree.Descendants(expression).Any(e => e switch
        {
            LoweredAddressOf address => Roots(address.Place, variable),
            LoweredSequence sequence => sequence.Statements.Any(s => InStatement(s, variable)) || InExpression(sequence.Value, variable),
            _ => false,
        });

    private static bool InStatement(LoweredStatement statement, object variable) =>
        LoweredTree.Statements(statement).Any(s =>
            (s is LoweredAssignment assignment && Roots(assignment.Target, variable))
            || (s is LoweredAwaitStatement wait && wait.Result == variable)
            || LoweredTree.Expressions(s).Any(e => InExpression(e, variable)));

    /// <summary>Whether the place is the variable itself or a part of its value.</summary>
    private static bool Roots(LoweredExpression place, object variable) => place switch
    {
        LoweredLocalRead read => read.Local == variable,
        LoweredParameterRead read => read.Parameter == variable,
        LoweredTupleItem item => Roots(item.Receiver, variable),
        LoweredFieldRead field => Roots(field.Receiver, variable),
        _ => false,
    };
}
