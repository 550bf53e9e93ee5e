using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace Chasqui.Compiler.Emit.Bodies;

/// <summary>Takes out needless instructions and locals, then chooses the short forms.</summary>
internal static class ILFinisher
{
    public static void Finish(MethodBody body, IReadOnlySet<VariableDefinition> keptLocals, IReadOnlySet<Instruction> keptInstructions)
    {
        RemoveTransits(body, keptLocals, keptInstructions);
        ThreadJumps(body, keptInstructions);
        RemoveUnusedLocals(body, keptLocals);
        foreach (Instruction instruction in body.Instructions)
        {
            Shorten(instruction, body.Method.HasThis ? 1 : 0);
        }
        BranchForms.Choose(body);
    }

    /// <summary><c>stloc x; ldloc x</c>, the only uses of x: the value stays on the stack.</summary>
    private static void RemoveTransits(MethodBody body, IReadOnlySet<VariableDefinition> kept, IReadOnlySet<Instruction> points)
    {
        HashSet<Instruction> targets = Targets(body);
        var uses = new Dictionary<VariableDefinition, int>();
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is VariableDefinition variable)
            {
                uses[variable] = uses.GetValueOrDefault(variable) + 1;
            }
        }
        var result = new List<Instruction>(body.Instructions.Count);
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.OpCode.Code == Code.Ldloc
                && result is [.., { OpCode.Code: Code.Stloc } store]
                && store.Operand == instruction.Operand
                && instruction.Operand is VariableDefinition variable
                && uses[variable] == 2
                && !kept.Contains(variable)
                && !targets.Contains(instruction)
                && !targets.Contains(store)
                && !points.Contains(instruction)
                && !points.Contains(store))
            {
                result.RemoveAt(result.Count - 1);
                continue;
            }
            result.Add(instruction);
        }
        Replace(body, result);
    }

    /// <summary>A jump to a jump goes to its end; a jump to the next instruction goes.</summary>
    private static void ThreadJumps(MethodBody body, IReadOnlySet<Instruction> points)
    {
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target && instruction.OpCode.Code != Code.Leave)
            {
                for (int i = 0; i < 8 && target.OpCode.Code == Code.Br && !points.Contains(target) && target.Operand is Instruction next; i++)
                {
                    target = next;
                }
                instruction.Operand = target;
            }
        }
        HashSet<Instruction> targets = Targets(body);
        Collection<Instruction> all = body.Instructions;
        var result = new List<Instruction>(all.Count);
        for (int i = 0; i < all.Count; i++)
        {
            bool isNeedless = all[i].OpCode.Code == Code.Br
                && i + 1 < all.Count
                && all[i].Operand == all[i + 1]
                && !targets.Contains(all[i])
                && !points.Contains(all[i]);
            if (!isNeedless)
            {
                result.Add(all[i]);
            }
        }
        Replace(body, result);
    }

    private static void RemoveUnusedLocals(MethodBody body, IReadOnlySet<VariableDefinition> kept)
    {
        var used = body.Instructions.Select(i => i.Operand).OfType<VariableDefinition>().ToHashSet();
        VariableDefinition[] locals = [.. body.Variables.Where(v => used.Contains(v) || kept.Contains(v))];
        body.Variables.Clear();
        foreach (VariableDefinition local in locals)
        {
            body.Variables.Add(local);
        }
    }

    private static HashSet<Instruction> Targets(MethodBody body)
    {
        var targets = new HashSet<Instruction>();
        foreach (Instruction instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case Instruction target:
                    targets.Add(target);
                    break;
                case Instruction[] many:
                    targets.UnionWith(many);
                    break;
            }
        }
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            targets.UnionWith(new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart }
                .OfType<Instruction>());
        }
        return targets;
    }

    private static void Replace(MethodBody body, List<Instruction> instructions)
    {
        body.Instructions.Clear();
        foreach (Instruction instruction in instructions)
        {
            body.Instructions.Add(instruction);
        }
    }

    private static void Shorten(Instruction instruction, int firstParameter)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldloc when instruction.Operand is VariableDefinition v:
                ShortIndex(instruction, v.Index, OpCodes.Ldloc_S, [OpCodes.Ldloc_0, OpCodes.Ldloc_1, OpCodes.Ldloc_2, OpCodes.Ldloc_3]);
                break;
            case Code.Stloc when instruction.Operand is VariableDefinition v:
                ShortIndex(instruction, v.Index, OpCodes.Stloc_S, [OpCodes.Stloc_0, OpCodes.Stloc_1, OpCodes.Stloc_2, OpCodes.Stloc_3]);
                break;
            case Code.Ldloca when instruction.Operand is VariableDefinition v:
                ShortIndex(instruction, v.Index, OpCodes.Ldloca_S, []);
                break;
            case Code.Ldarg when instruction.Operand is ParameterDefinition p:
                ShortIndex(instruction, p.Index + firstParameter, OpCodes.Ldarg_S, [OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3]);
                break;
            case Code.Starg when instruction.Operand is ParameterDefinition p:
                ShortIndex(instruction, p.Index + firstParameter, OpCodes.Starg_S, []);
                break;
            case Code.Ldarga when instruction.Operand is ParameterDefinition p:
                ShortIndex(instruction, p.Index + firstParameter, OpCodes.Ldarga_S, []);
                break;
            case Code.Ldc_I4 when instruction.Operand is int value:
                ShortConstant(instruction, value);
                break;
        }
    }

    private static void ShortIndex(Instruction instruction, int index, OpCode shortForm, ReadOnlySpan<OpCode> macros)
    {
        if (index < macros.Length)
        {
            instruction.OpCode = macros[index];
            instruction.Operand = null;
        }
        else if (index <= byte.MaxValue)
        {
            instruction.OpCode = shortForm;
        }
    }

    private static void ShortConstant(Instruction instruction, int value)
    {
        ReadOnlySpan<OpCode> macros =
        [
            OpCodes.Ldc_I4_M1, OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_1, OpCodes.Ldc_I4_2, OpCodes.Ldc_I4_3,
            OpCodes.Ldc_I4_4, OpCodes.Ldc_I4_5, OpCodes.Ldc_I4_6, OpCodes.Ldc_I4_7, OpCodes.Ldc_I4_8,
        ];
        if (value is >= -1 and <= 8)
        {
            instruction.OpCode = macros[value + 1];
            instruction.Operand = null;
        }
        else if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            instruction.OpCode = OpCodes.Ldc_I4_S;
            instruction.Operand = (sbyte)value;
        }
    }
}
