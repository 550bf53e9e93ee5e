using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

/// <summary>Gives every jump the short form where its target is near: all start short, those out of reach grow, until none does.</summary>
internal static class BranchForms
{
    private static readonly Dictionary<Code, OpCode> Shorts = new()
    {
        [Code.Br] = OpCodes.Br_S, [Code.Brtrue] = OpCodes.Brtrue_S, [Code.Brfalse] = OpCodes.Brfalse_S, [Code.Leave] = OpCodes.Leave_S,
        [Code.Beq] = OpCodes.Beq_S, [Code.Bne_Un] = OpCodes.Bne_Un_S,
        [Code.Blt] = OpCodes.Blt_S, [Code.Ble] = OpCodes.Ble_S, [Code.Bgt] = OpCodes.Bgt_S, [Code.Bge] = OpCodes.Bge_S,
        [Code.Blt_Un] = OpCodes.Blt_Un_S, [Code.Ble_Un] = OpCodes.Ble_Un_S, [Code.Bgt_Un] = OpCodes.Bgt_Un_S, [Code.Bge_Un] = OpCodes.Bge_Un_S,
    };

    public static void Choose(MethodBody body)
    {
        var jumps = new List<(Instruction Jump, OpCode Long)>();
        foreach (Instruction instruction in body.Instructions)
        {
            if (Shorts.TryGetValue(instruction.OpCode.Code, out OpCode shortForm))
            {
                jumps.Add((instruction, instruction.OpCode));
                instruction.OpCode = shortForm;
            }
        }
        bool changed = jumps.Count > 0;
        while (changed)
        {
            changed = false;
            AssignOffsets(body);
            foreach (var (jump, longForm) in jumps)
            {
                if (jump.OpCode != longForm
                    && jump.Operand is Instruction target
                    && target.Offset - (jump.Offset + jump.GetSize()) is < sbyte.MinValue or > sbyte.MaxValue)
                {
                    jump.OpCode = longForm;
                    changed = true;
                }
            }
        }
    }

    private static void AssignOffsets(MethodBody body)
    {
        int offset = 0;
        foreach (Instruction instruction in body.Instructions)
        {
            instruction.Offset = offset;
            offset += instruction.GetSize();
        }
    }
}
