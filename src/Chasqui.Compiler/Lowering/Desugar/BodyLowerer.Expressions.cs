using System.Collections.Immutable;
using System.Globalization;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>The value, of its own type; unit included. Reading a place gives a view of what is in it.</summary>
    private LoweredExpression Lower(BoundExpression expression) =>
        IsTaken(expression) ? Take(expression) : IsGivenAway(expression) ? GiveAway(expression) : IsHeld(expression) ? HoldTemporary(expression) : LowerValue(expression);

    private LoweredExpression LowerValue(BoundExpression expression) => expression switch
    {
        BoundBlockExit exit => new LoweredBlockExit(exit.Type),
        BoundLiteral literal => LowerLiteral(literal),
        BoundVariable variable => LowerVariable(variable),
        BoundFieldAccess field => new LoweredFieldRead(field.Type, Lower(field.Receiver), ReferenceTo(field)),
        BoundTupleElement element => new LoweredTupleItem(element.Type, Lower(element.Receiver), element.Index),
        BoundIndex { Getter: { MutatesReceiver: true } getter } index when IsMutablePlace(index.Receiver) =>
            LowerCallValue(new BoundCall(index.Span, index.Type, getter, index.Receiver, [], [new BoundArgument(getter.Parameters[0], index.Index)])),
        BoundIndex index => LowerIndex(index),
        BoundCall call => LowerCallValue(call),
        BoundInvoke invoke => LowerInvoke(invoke),
        BoundFunctionReference reference => LowerFunctionReference(reference),
        BoundConstruction construction => LowerConstruction(construction),
        BoundVariantConstruction variant => LowerVariant(variant),
        BoundUnary unary => LowerUnary(unary),
        BoundBinary binary => LowerBinary(binary),
        BoundLogical logical => LowerLogical(logical),
        BoundComparison comparison => LowerComparison(comparison),
        BoundComparisonChain chain => LowerChain(chain),
        BoundConditional conditional => new LoweredConditional(
            conditional.Type, Lower(conditional.Condition), Copy(conditional.WhenTrue), Copy(conditional.WhenFalse)),
        BoundTuple tuple => Assemble(tuple.Elements, tuple.Elements.Select(Copy), elements => new LoweredNewTuple(tuple.Type, elements)),
        BoundListLiteral list => LowerList(list),
        BoundSetLiteral set => LowerSet(set),
        BoundDictLiteral dict => LowerDict(dict),
        BoundRange range => LowerRange(range),
        BoundComprehension comprehension => LowerComprehension(comprehension),
        BoundFString text => LowerFString(text),
        BoundAwait wait => LowerAwait(wait),
        BoundPropagate propagate => LowerPropagate(propagate),
        BoundClosure closure => LowerClosure(closure),
        BoundConversion conversion => LowerConversion(conversion, copies: false),
        BoundPatternTest test => LowerPatternTest(test),
        BoundBlockExpression block => InResultLocal(block.Type, result => LowerBlockInto(block, result)),
        BoundIf branch => InResultLocal(branch.Type, result => LowerIf(branch, result)),
        BoundMatch match => InResultLocal(match.Type, result => LowerMatch(match, result)),
        BoundLoop loop => InResultLocal(loop.Type, result => LowerLoop(loop, result)),
        _ => throw new InternalCompilerException($"no lowering for {expression.GetType().Name}"),
    };

    /// <summary>The value to be kept: what a place holds is marked as shared.</summary>
    private LoweredExpression Copy(BoundExpression expression)
    {
        if (expression is BoundConversion conversion)
        {
            return LowerConversion(conversion, copies: true);
        }
        if (!expression.IsPlace || _context.Ownership.Moves.Contains(expression))
        {
            return Lower(expression);
        }
        return expression is BoundVariable { Variable: SelfSymbol { IsMutable: true } } self ? CopyOfSelf(self) : ValueSemantics.Share(Lower(expression));
    }

    /// <summary>Inside a method that changes self, self must stay unmarked: its copy is made at once.</summary>
    private LoweredExpression CopyOfSelf(BoundVariable self)
    {
        LoweredExpression value = _variables[self.Variable];
        return ValueSemantics.KindOf(self.Type) switch
        {
            ValueKind.SharedObject => new LoweredCast(
                self.Type,
                WellKnown.Instance("SharedObject.ShallowClone", _context.Runtime(Metadata.WellKnownTypes.SharedObject), value, containing: [])),
            ValueKind.Compound when IsReferenceOrParameter(self.Type) => WellKnown.Generic("SharedObject.Detached", self.Type, [self.Type], value),
            _ => ValueSemantics.Share(value),
        };
    }

    /// <summary>
    /// <code>
    ///   before   x = if c: a else: b        after   { if …: $r = a; goto end; $r = b; end: } $r
    /// </code>
    /// </summary>
    private LoweredExpression InResultLocal(TypeSymbol type, Action<LoweredLocal?> build) => Sequence(() =>
    {
        if (IsUnit(type) || IsNever(type))
        {
            build(null);
            return IsNever(type) ? new LoweredDefault(PrimitiveTypeSymbol.Unit) : UnitValue;
        }
        LoweredLocal result = Temporary(type, "r");
        build(result);
        return new LoweredLocalRead(result);
    });

    private void LowerBlockInto(BoundBlockExpression block, LoweredLocal? result)
    {
        int held = _heldOrder.Count;
        LowerStatements(block.Statements, () =>
        {
            if (block.Result is null)
            {
                return;
            }
            At(block.Result.Span);
            if (result is null || IsNever(block.Result.Type))
            {
                LowerEffect(block.Result);
            }
            else
            {
                Assign(result, Copy(block.Result));
            }
        });
        Release(held);
    }

    private static LoweredExpression LowerLiteral(BoundLiteral literal)
    {
        if (literal.Value is null)
        {
            return new LoweredDefault(literal.Type);
        }
        if (literal.Type.Resolved is DecimalTypeSymbol amount && literal.Value is string digits)
        {
            return WellKnown.Static("Decimal.Parse", literal.Type, Text(digits), Int32(amount.Scale));
        }
        if (literal.Value is ImmutableArray<byte> bytes)
        {
            string latin1 = string.Concat(bytes.Select(b => (char)b));
            return WellKnown.Static("Bytes.FromLatin1", literal.Type, Text(latin1));
        }
        // Each arm boxes on its own: the common type of the arms would be double, which loses digits of an int.
        object value = literal.Type.Resolved is PrimitiveTypeSymbol { Kind: var kind } && literal.Value is long number
            ? kind switch
            {
                PrimitiveKind.I32 => (object)(int)number,
                PrimitiveKind.Float => (object)(double)number,
                PrimitiveKind.F32 => (object)(float)number,
                _ => (object)number,
            }
            : literal.Value;
        if (literal.Type.Resolved == PrimitiveTypeSymbol.F32)
        {
            value = Convert.ToSingle(value, CultureInfo.InvariantCulture);
        }
        return new LoweredConstant(literal.Type, value);
    }

    private LoweredExpression LowerVariable(BoundVariable variable) => variable.Variable switch
    {
        SelfSymbol { IsMutable: true } when _context.Retention.IsKept(variable) => CopyOfSelf(variable),
        GlobalSymbol global when _context.Constants.TryGetValue(global, out BoundLiteral? constant) => LowerLiteral(constant),
        GlobalSymbol global => new LoweredGlobalRead(global),
        var local => _variables.TryGetValue(local, out LoweredExpression? place)
            ? place
            : throw new InternalCompilerException($"`{local.Name}` is used in {_displayName} but was not declared there"),
    };

    private static FieldReference ReferenceTo(BoundFieldAccess field) =>
        new(field.Field, TypeRelations.AsInstanceOf(field.Receiver.Type, field.Field.ContainingType) ?? field.Field.ContainingType.SelfType);

    private LoweredExpression LowerIndex(BoundIndex index)
    {
        if (HeldElement(index) is { } held)
        {
            return held;
        }
        return index.ItemRef is not null && ElementsOf(index.Receiver) is { } elements ? ElementAt(elements, Lower(index.Index)) : GetItem(index);
    }

    private LoweredCall GetItem(BoundIndex index)
    {
        NamedTypeSymbol? containing = TypeRelations.ContainingTypeOf(index.Getter, index.Receiver.Type);
        return new LoweredCall(
            index.Type,
            new FunctionReference(index.Getter, containing, TypeRelations.ExtensionArguments(index.Getter, index.Receiver.Type)),
            Lower(index.Receiver),
            [Lower(index.Index)]);
    }
}
