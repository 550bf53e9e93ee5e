using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   o.xs[i] = v        after   $v = v; $i = i; Unique(ref Unique(ref o).xs).__setitem__($i, $v)
    /// </code>
    /// </summary>
    private void LowerAssignment(BoundAssignment assignment)
    {
        LoweredExpression value = Copy(assignment.Value);
        if (_context.Ownership.Replaced.Contains(assignment.Target))
        {
            Replace(assignment.Target, Spill(value, "v"));
            return;
        }
        if (assignment.Target is not BoundVariable && !Interference.IsInert(value))
        {
            value = Spill(value, "v");
        }
        Store(Stabilize(assignment.Target), value);
    }

    public void LowerGlobal(BoundGlobal global)
    {
        At(global.Initializer.Span);
        Add(new LoweredAssignment(new LoweredGlobalRead(global.Global), Copy(global.Initializer)));
    }

    private void Store(BoundExpression target, LoweredExpression value)
    {
        if (target is BoundIndex { ItemRef: not null } element && ElementsOf(element.Receiver) is { } elements)
        {
            SetElement(ElementAt(elements, Lower(element.Index)), value);
        }
        else if (target is BoundIndex { Setter: { } setter } index)
        {
            Add(new LoweredCall(
                PrimitiveTypeSymbol.Void,
                new FunctionReference(setter, TypeRelations.ContainingTypeOf(setter, index.Receiver.Type), []),
                Unique(index.Receiver),
                [Lower(index.Index), value]));
        }
        else
        {
            Add(new LoweredAssignment(PlaceOf(target), value));
        }
    }

    /// <summary>
    /// <code>
    ///   before   a, b = b, a        after   $1 = b; $2 = a; a = $1; b = $2
    /// </code>
    /// </summary>
    private void LowerTupleAssignment(BoundTupleAssignment assignment)
    {
        LoweredExpression[] values;
        if (assignment.Value is BoundTuple tuple)
        {
            values = [.. tuple.Elements.Select(e => Held(Copy(e)))];
        }
        else
        {
            LoweredExpression whole = Spill(Copy(assignment.Value), "v");
            values = [.. assignment.Targets.Select((t, i) => new LoweredTupleItem(t.Type, whole, i))];
        }
        for (int i = 0; i < values.Length; i++)
        {
            if (_context.Ownership.Replaced.Contains(assignment.Targets[i]))
            {
                Replace(assignment.Targets[i], values[i]);
            }
            else
            {
                Store(Stabilize(assignment.Targets[i]), values[i]);
            }
        }

        LoweredExpression Held(LoweredExpression value)
        {
            if (value is LoweredConstant)
            {
                return value;
            }
            LoweredLocal local = Temporary(value.Type, "v");
            Assign(local, value);
            return new LoweredLocalRead(local);
        }
    }

    /// <summary>
    /// <code>
    ///   before   xs[f()] += g()     after   $i = f(); $c = xs[$i]; $n = $c + g(); Unique(ref xs).__setitem__($i, $n)
    ///   before   xs[i] += 1         after   $r = ref Unique(ref xs).__itemref__(i); *$r = *$r + 1
    /// </code>
    /// The short form needs an operand that cannot touch the place.
    /// </summary>
    private void LowerCompoundAssignment(BoundCompoundAssignment assignment)
    {
        if (assignment is { Target: BoundVariable { Variable: GlobalSymbol }, Operation: BoundBinary operation })
        {
            LowerStaticUpdate(assignment, operation);
        }
        else
        {
            LowerUpdate(assignment);
        }
    }

    /// <summary>
    /// <code>
    ///   before   s += f()       after   $v = f(); StaticGate.Enter(); try { s = s + $v } finally { StaticGate.Exit() }
    /// </code>
    /// The operand is evaluated before anything is read; the gate stands only in programs with tasks.
    /// </summary>
    private void LowerStaticUpdate(BoundCompoundAssignment assignment, BoundBinary operation)
    {
        var operand = new LocalSymbol("", operation.Right.RawType, isMutable: false);
        _variables[operand] = Spill(Copy(operation.Right), "v");
        BoundCompoundAssignment update = assignment with { Operation = operation with { Right = new BoundVariable(operation.Right.Span, operand) } };
        if (!_context.HasTasks)
        {
            LowerUpdate(update);
            return;
        }
        Add(WellKnown.Static("StaticGate.Enter", PrimitiveTypeSymbol.Void));
        LoweredBlock body = Region(() => LowerUpdate(update));
        Add(new LoweredTry(body, [], Region(() => Add(WellKnown.Static("StaticGate.Exit", PrimitiveTypeSymbol.Void)))));
    }

    private void LowerUpdate(BoundCompoundAssignment assignment)
    {
        BoundExpression target = Stabilize(assignment.Target);
        if (target is BoundIndex { ItemRef: not null } or BoundFieldAccess && IsSimpleOperation(assignment))
        {
            var slot = new LoweredLocal($"$r{++_temporaries}", target.Type, isByRef: true);
            var place = new LoweredIndirect(target.Type, new LoweredLocalRead(slot));
            Add(new LoweredAssignment(new LoweredLocalRead(slot), new LoweredAddressOf(PlaceOf(target))));
            _variables[assignment.Current] = place;
            Add(new LoweredAssignment(place, Lower(assignment.Operation)));
            return;
        }
        _variables[assignment.Current] = Lower(target);
        if (target is not BoundVariable || !IsSimpleOperation(assignment))
        {
            LoweredLocal current = Temporary(target.Type, "c");
            Assign(current, _variables[assignment.Current]);
            _variables[assignment.Current] = new LoweredLocalRead(current);
        }
        LoweredExpression value = Copy(assignment.Operation);
        if (target is not BoundVariable)
        {
            value = Spill(value, "n");
        }
        Store(target, value);
    }

    /// <summary>Plain arithmetic over locals, parameters and constants.</summary>
    private bool IsSimpleOperation(BoundCompoundAssignment assignment) =>
        ValueSemantics.IsPlain(assignment.Operation.Type) && !BoundTree.Any(assignment.Operation, n => n is not (
            BoundBinary or BoundUnary or BoundLiteral or BoundComparison
            or BoundConversion { Kind: BoundConversionKind.IntToFloat or BoundConversionKind.Widen }
            or BoundVariable { Variable: not GlobalSymbol }));

    private void LowerDelete(BoundDelete delete)
    {
        BoundExpression receiver = Stabilize(delete.Receiver);
        LoweredExpression index = Spill(Lower(delete.Index), "i");
        Add(new LoweredCall(
            PrimitiveTypeSymbol.Void,
            new FunctionReference(delete.Deleter, TypeRelations.ContainingTypeOf(delete.Deleter, delete.Receiver.Type), []),
            Unique(receiver),
            [index]));
    }
}
