using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using FieldReference = Mono.Cecil.FieldReference;
using MethodReference = Mono.Cecil.MethodReference;

namespace Chasqui.Compiler.Emit.Bodies;

/// <summary>A place in the code: the instruction that follows it.</summary>
internal sealed class Mark
{
    public Instruction? Target { get; set; }
}

/// <summary>
/// Appends instructions in their long forms, with marks for jump targets and region bounds. Code that cannot be reached is not
/// written. <see cref="ILFinisher"/> makes the short forms.
/// </summary>
internal sealed class ILWriter(MethodBody body, Document? document, bool keepsEveryStatement)
{
    private readonly List<Mark> _pendingMarks = [];
    private readonly List<(Instruction Jump, Mark Target)> _jumps = [];
    private readonly List<(Instruction Switch, Mark[] Targets)> _switches = [];
    private LoweredSequencePoint? _pendingPoint;
    private bool _isHidden;

    public MethodBody Body { get; } = body;

    /// <summary>Whether control can arrive at the next instruction.</summary>
    public bool IsReachable { get; private set; } = true;

    public List<(Instruction Instruction, SourceSpan? Span)> Points { get; } = [];

    /// <summary>Binds the mark to the next instruction; jumps arrive there with an empty stack.</summary>
    public void Place(Mark mark)
    {
        _pendingMarks.Add(mark);
        IsReachable = true;
    }

    /// <summary>Binds a region's bound, which is no jump target.</summary>
    public void PlaceBound(Mark mark) => _pendingMarks.Add(mark);

    public void Point(LoweredSequencePoint point)
    {
        if (document is null || !IsReachable)
        {
            return;
        }
        if (keepsEveryStatement && _pendingPoint is { Span: not null })
        {
            Emit(OpCodes.Nop);
        }
        _pendingPoint = point;
    }

    public void Emit(OpCode code) => Append(Instruction.Create(code));

    public void Emit(OpCode code, TypeReference type) => Append(Instruction.Create(code, type));

    public void Emit(OpCode code, MethodReference method) => Append(Instruction.Create(code, method));

    public void Emit(OpCode code, FieldReference field) => Append(Instruction.Create(code, field));

    public void Emit(OpCode code, VariableDefinition variable) => Append(Instruction.Create(code, variable));

    public void Emit(OpCode code, ParameterDefinition parameter) => Append(Instruction.Create(code, parameter));

    public void Emit(string text) => Append(Instruction.Create(OpCodes.Ldstr, text));

    public void Emit(double value) => Append(Instruction.Create(OpCodes.Ldc_R8, value));

    public void Emit(float value) => Append(Instruction.Create(OpCodes.Ldc_R4, value));

    public void Emit(int value) => Append(Instruction.Create(OpCodes.Ldc_I4, value));

    /// <summary>The five-byte load and a conversion is shorter than the nine-byte one.</summary>
    public void Emit(long value)
    {
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            Emit((int)value);
            Emit(OpCodes.Conv_I8);
        }
        else
        {
            Append(Instruction.Create(OpCodes.Ldc_I8, value));
        }
    }

    public void Jump(OpCode code, Mark target)
    {
        Instruction jump = Instruction.Create(code, Instruction.Create(OpCodes.Nop));
        if (Append(jump))
        {
            _jumps.Add((jump, target));
        }
        if (code.FlowControl == FlowControl.Branch)
        {
            IsReachable = false;
        }
    }

    public void Switch(Mark[] targets)
    {
        Instruction jump = Instruction.Create(OpCodes.Switch, Array.Empty<Instruction>());
        if (Append(jump))
        {
            _switches.Add((jump, targets));
        }
    }

    public void Return() => Leave(OpCodes.Ret);

    public void Leave(OpCode terminator)
    {
        Emit(terminator);
        IsReachable = false;
    }

    /// <summary>Resolves the jumps. Marks at the very end, which only dead code can jump to, get a return.</summary>
    public void Complete()
    {
        if (_pendingMarks.Exists(m => _jumps.Exists(j => j.Target == m) || _switches.Exists(s => s.Targets.Contains(m))))
        {
            IsReachable = true;
            if (Body.Method.ReturnType.MetadataType == MetadataType.Void)
            {
                Return();
            }
            else
            {
                Emit(OpCodes.Ldnull);
                Leave(OpCodes.Throw);
            }
        }
        foreach (var (jump, target) in _jumps)
        {
            jump.Operand = target.Target;
        }
        foreach (var (jump, targets) in _switches)
        {
            jump.Operand = targets.Select(t => t.Target).ToArray();
        }
    }

    private bool Append(Instruction instruction)
    {
        if (!IsReachable)
        {
            return false;
        }
        Body.Instructions.Add(instruction);
        foreach (Mark mark in _pendingMarks)
        {
            mark.Target = instruction;
        }
        _pendingMarks.Clear();
        if (_pendingPoint is { } point)
        {
            _pendingPoint = null;
            if (point.Span is not null || !_isHidden)
            {
                Points.Add((instruction, point.Span));
                _isHidden = point.Span is null;
            }
        }
        return true;
    }
}
