using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    private void EmitStatement(LoweredStatement statement)
    {
        switch (statement)
        {
            case LoweredBlock block:
                foreach (LoweredStatement inner in block.Statements)
                {
                    EmitStatement(inner);
                }
                break;
            case LoweredSequencePoint point:
                _il.Point(point);
                break;
            case LoweredExpressionStatement { Expression: var expression }:
                EmitForEffect(expression);
                break;
            case LoweredAssignment assignment:
                EmitAssignment(assignment.Target, assignment.Value);
                break;
            case LoweredLabelStatement label:
                if (_targets.Contains(label.Label))
                {
                    _il.Place(MarkOf(label.Label));
                }
                break;
            case LoweredGoto jump:
                EmitGoto(jump.Label);
                break;
            case LoweredBranch branch:
                EmitConditionalGoto(branch);
                break;
            case LoweredSwitch choice:
                EmitSwitch(choice);
                break;
            case LoweredReturn returned:
                EmitReturn(returned.Value);
                break;
            case LoweredThrow thrown:
                EmitThrow(thrown.Value);
                break;
            case LoweredTry region:
                EmitTry(region);
                break;
            default:
                throw new InternalCompilerException($"{statement.GetType().Name} reached Emit");
        }
    }

    private void EmitForEffect(LoweredExpression expression)
    {
        if (expression is LoweredDefault or LoweredConstant or LoweredLocalRead or LoweredParameterRead or LoweredThis)
        {
            return;
        }
        EmitExpression(expression);
        if (!IsVoid(expression.Type) || expression is LoweredCall { ReturnsReference: true })
        {
            _il.Emit(OpCodes.Pop);
        }
    }

    private void EmitThrow(LoweredExpression? value)
    {
        if (value is null)
        {
            _il.Leave(OpCodes.Rethrow);
            return;
        }
        EmitExpression(value);
        _il.Leave(OpCodes.Throw);
    }

    private void EmitSwitch(LoweredSwitch choice)
    {
        EmitExpression(choice.Value);
        // A switch cannot leave a protected region: such targets get a stub that does.
        var stubs = new List<(Mark Stub, LoweredLabel Label)>();
        var targets = new Mark[choice.Labels.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            LoweredLabel label = choice.Labels[i];
            if (LeavesRegion(label))
            {
                stubs.Add((new Mark(), label));
                targets[i] = stubs[^1].Stub;
            }
            else
            {
                targets[i] = MarkOf(label);
            }
        }
        _il.Switch(targets);
        if (stubs.Count == 0 || !_il.IsReachable)
        {
            return;
        }
        var rest = new Mark();
        _il.Jump(OpCodes.Br, rest);
        foreach (var (stub, label) in stubs)
        {
            _il.Place(stub);
            EmitGoto(label);
        }
        _il.Place(rest);
    }
}
