using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

internal sealed partial class MethodBodyEmitter
{
    /// <summary>A part of a protected region: a try body or one handler. Jumps between regions are <c>leave</c>.</summary>
    private sealed class Region(Region? outer)
    {
        public Region? Outer { get; } = outer;
    }

    private sealed record Handler(
        ExceptionHandlerType Kind, TypeReference? Type, Mark TryStart, Mark TryEnd, Mark? FilterStart, Mark HandlerStart, Mark HandlerEnd);

    private readonly Dictionary<LoweredBlock, Region> _regions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LoweredLabel, Region> _labelRegions = [];
    private readonly Dictionary<LoweredLabel, Mark> _marks = [];
    private readonly HashSet<LoweredLabel> _targets = [];
    private readonly List<Handler> _handlers = [];
    private Region _region = new(null);
    private Mark? _returnTarget;
    private VariableDefinition? _returnValue;

    /// <summary>Finds the region of every label and which labels are jumped to at all.</summary>
    private void LocateLabels(LoweredStatement statement, Region region)
    {
        switch (statement)
        {
            case LoweredBlock block:
                foreach (LoweredStatement inner in block.Statements)
                {
                    LocateLabels(inner, region);
                }
                break;
            case LoweredLabelStatement label:
                _labelRegions.Add(label.Label, region);
                break;
            case LoweredGoto jump:
                _targets.Add(jump.Label);
                break;
            case LoweredBranch branch:
                _targets.Add(branch.Label);
                break;
            case LoweredSwitch choice:
                _targets.UnionWith(choice.Labels);
                break;
            case LoweredTry t:
                Region outer = t.Finally is null ? region : Enter(t, region);
                LocateLabels(t.Body, t.Catches.IsEmpty ? outer : Declare(t.Body, outer));
                foreach (LoweredCatch c in t.Catches)
                {
                    LocateLabels(c.Body, Declare(c.Body, outer));
                }
                if (t.Finally is { } cleanup)
                {
                    LocateLabels(cleanup, Declare(cleanup, region));
                }
                break;
        }

        Region Enter(LoweredTry t, Region around) => _finallyBodies[t] = new Region(around);
        Region Declare(LoweredBlock block, Region around) => _regions[block] = new Region(around);
    }

    private readonly Dictionary<LoweredTry, Region> _finallyBodies = new(ReferenceEqualityComparer.Instance);

    private Mark MarkOf(LoweredLabel label)
    {
        if (!_marks.TryGetValue(label, out Mark? mark))
        {
            mark = new Mark();
            _marks.Add(label, mark);
        }
        return mark;
    }

    private bool LeavesRegion(LoweredLabel label) => _labelRegions[label] != _region;

    private void EmitGoto(LoweredLabel label) => _il.Jump(LeavesRegion(label) ? OpCodes.Leave : OpCodes.Br, MarkOf(label));

    private void EmitReturn(LoweredExpression? value)
    {
        bool isProtected = _region.Outer is not null;
        bool hasResult = _method.ReturnType.MetadataType != MetadataType.Void;
        if (value is not null && hasResult)
        {
            EmitExpression(value);
        }
        else if (value is not null)
        {
            EmitForEffect(value);
        }
        if (!isProtected)
        {
            _il.Return();
            return;
        }
        if (hasResult)
        {
            _il.Emit(OpCodes.Stloc, _returnValue ??= NewLocal(_method.ReturnType));
        }
        _il.Jump(OpCodes.Leave, _returnTarget ??= new Mark());
    }

    /// <summary>Returns from within protected regions meet here.</summary>
    private void EmitReturnTarget()
    {
        if (_returnTarget is null)
        {
            return;
        }
        _il.Place(_returnTarget);
        if (_returnValue is not null)
        {
            _il.Emit(OpCodes.Ldloc, _returnValue);
        }
        _il.Return();
    }

    private void EmitTry(LoweredTry region)
    {
        if (!_il.IsReachable)
        {
            return;
        }
        if (region.Finally is not { } cleanup)
        {
            EmitCatches(region);
            return;
        }
        var (start, end, handlerEnd, after) = (new Mark(), new Mark(), new Mark(), new Mark());
        Region outer = _region;
        _il.PlaceBound(start);
        _region = _finallyBodies[region];
        if (region.Catches.IsEmpty)
        {
            EmitStatement(region.Body);
        }
        else
        {
            EmitCatches(region);
        }
        bool goesOn = LeaveTo(after);
        _il.Place(end);
        _region = _regions[cleanup];
        EmitStatement(cleanup);
        _il.Leave(OpCodes.Endfinally);
        _il.PlaceBound(handlerEnd);
        _region = outer;
        _handlers.Add(new Handler(ExceptionHandlerType.Finally, null, start, end, null, end, handlerEnd));
        if (goesOn)
        {
            _il.Place(after);
        }
    }

    private void EmitCatches(LoweredTry region)
    {
        var (start, end, after) = (new Mark(), new Mark(), new Mark());
        Region outer = _region;
        _il.PlaceBound(start);
        _region = _regions[region.Body];
        EmitStatement(region.Body);
        bool goesOn = LeaveTo(after);
        Mark bound = end;
        foreach (LoweredCatch handler in region.Catches)
        {
            _region = _regions[handler.Body];
            Mark handlerEnd = EmitCatch(handler, start, end, bound);
            goesOn |= LeaveTo(after);
            bound = handlerEnd;
        }
        _il.PlaceBound(bound);
        _region = outer;
        if (goesOn)
        {
            _il.Place(after);
        }
    }

    /// <summary>Begins where the part before ended, at <paramref name="begin"/>; gives the mark to be placed at its own end.</summary>
    private Mark EmitCatch(LoweredCatch handler, Mark start, Mark end, Mark begin)
    {
        var handlerEnd = new Mark();
        TypeReference type = ClrType(handler.Type);
        _il.Place(begin);
        if (handler.Filter is not { } filter)
        {
            _il.Emit(OpCodes.Stloc, Local(handler.Local));
            EmitStatement(handler.Body);
            _handlers.Add(new Handler(ExceptionHandlerType.Catch, type, start, end, null, begin, handlerEnd));
            return handlerEnd;
        }
        var (matches, decided, body) = (new Mark(), new Mark(), new Mark());
        _il.Emit(OpCodes.Isinst, type);
        _il.Emit(OpCodes.Dup);
        _il.Jump(OpCodes.Brtrue, matches);
        _il.Emit(OpCodes.Pop);
        _il.Emit(0);
        _il.Jump(OpCodes.Br, decided);
        _il.Place(matches);
        _il.Emit(OpCodes.Stloc, Local(handler.Local));
        EmitExpression(filter);
        _il.Place(decided);
        _il.Leave(OpCodes.Endfilter);
        _il.Place(body);
        _il.Emit(OpCodes.Pop);
        EmitStatement(handler.Body);
        _handlers.Add(new Handler(ExceptionHandlerType.Filter, null, start, end, begin, body, handlerEnd));
        return handlerEnd;
    }

    private bool LeaveTo(Mark after)
    {
        bool goesOn = _il.IsReachable;
        _il.Jump(OpCodes.Leave, after);
        return goesOn;
    }

    /// <summary>Inner regions were noted first, as the format demands.</summary>
    private void ResolveRegions()
    {
        foreach (Handler handler in _handlers)
        {
            _method.Body.ExceptionHandlers.Add(new ExceptionHandler(handler.Kind)
            {
                CatchType = handler.Type,
                TryStart = handler.TryStart.Target,
                TryEnd = handler.TryEnd.Target,
                FilterStart = handler.FilterStart?.Target,
                HandlerStart = handler.HandlerStart.Target,
                HandlerEnd = handler.HandlerEnd.Target,
            });
        }
    }
}
