using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    private void LowerBlock(BoundBlock block)
    {
        int held = _heldOrder.Count;
        LowerStatements(block.Statements);
        Release(held);
    }

    private void LowerStatement(BoundStatement statement)
    {
        if (_context.Ownership.TemporaryScopes.Contains(statement))
        {
            WithTemporaries(() => LowerStatementItself(statement));
        }
        else
        {
            LowerStatementItself(statement);
        }
    }

    private void LowerStatementItself(BoundStatement statement)
    {
        if (statement is not (BoundBlock or BoundWhile or BoundFor or BoundTry)
            && statement is not BoundExpressionStatement { Expression: BoundIf or BoundMatch or BoundLoop or BoundBlockExpression })
        {
            At(statement.Span);
        }
        switch (statement)
        {
            case BoundBlock block:
                LowerBlock(block);
                break;
            case BoundLocalDeclaration declaration:
                LowerStraight(statement, () => LowerDeclaration(declaration));
                break;
            case BoundDestructuringDeclaration destructuring:
                LowerDestructuring(destructuring);
                break;
            case BoundAssignment assignment:
                LowerStraight(statement, () => LowerAssignment(assignment));
                break;
            case BoundTupleAssignment assignment:
                LowerTupleAssignment(assignment);
                break;
            case BoundCompoundAssignment assignment:
                LowerStraight(statement, () => LowerCompoundAssignment(assignment));
                break;
            case BoundExpressionStatement expression:
                LowerEffect(expression.Expression);
                break;
            case BoundWhile loop:
                LowerWhile(loop);
                break;
            case BoundFor loop:
                LowerFor(loop);
                break;
            case BoundBreak exit:
                LowerBreak(exit);
                break;
            case BoundContinue next:
                Goto(_loops[next.Target].Continue);
                break;
            case BoundReturn exit:
                LowerReturn(exit);
                break;
            case BoundAssert assert:
                LowerAssert(assert);
                break;
            case BoundRaise raise:
                LowerRaise(raise);
                break;
            case BoundTry region:
                LowerTry(region);
                break;
            case BoundDelete delete:
                LowerDelete(delete);
                break;
            case BoundDrop drop:
                Add(Drop(_variables[drop.Local], "Ops.Dispose"));
                break;
            case BoundYield yield:
                LowerYield(yield);
                break;
            case BoundLocalFunction function:
                LowerLocalFunction(function);
                break;
            default:
                throw new InternalCompilerException($"no lowering for {statement.GetType().Name}");
        }
    }

    /// <summary>An async generator that an async body owns is closed in place, since its cleanup may have to wait.</summary>
    private LoweredExpression Drop(LoweredExpression value, string operation = "Ops.Drop")
    {
        if (!_isAsync || !_context.IsAsyncGenerator(value.Type))
        {
            return WellKnown.Generic(operation, PrimitiveTypeSymbol.Void, [value.Type], value);
        }
        TypeSymbol element = ((NamedTypeSymbol)value.Type.Resolved).Arguments[0];
        NamedTypeSymbol step = _context.Library.OptionOf(element);
        return new LoweredAwait(step, new LoweredCall(step, new WellKnownReference("AsyncGenerator.CloseOwned", [element], []), null, [value]));
    }

    private void LowerYield(BoundYield yield)
    {
        Add(new LoweredYield(Copy(yield.Value)) { Closed = yield.IsAsync ? _returnLabel ??= Label("return") : null });
    }

    /// <summary>Declares and initialises; in a loop the local is the same one every round, set anew.</summary>
    private void LowerDeclaration(BoundLocalDeclaration declaration)
    {
        LoweredExpression value = declaration.IsView ? Lower(declaration.Initializer) : Copy(declaration.Initializer);
        Assign(Declare(declaration.Local), value);
        if (declaration.IsView)
        {
            _views.Add(declaration.Local);
        }
    }

    /// <summary>Evaluates for the effect alone.</summary>
    private void LowerEffect(BoundExpression expression)
    {
        if (_context.Ownership.Discards.Contains(expression))
        {
            Add(Drop(Lower(expression)));
            return;
        }
        switch (expression)
        {
            case BoundIf branch:
                LowerIf(branch, null);
                break;
            case BoundMatch match:
                LowerMatch(match, null);
                break;
            case BoundLoop loop:
                LowerLoop(loop, null);
                break;
            case BoundBlockExpression block:
                LowerBlockInto(block, null);
                break;
            case BoundCall { Function.IsAsync: false } call:
                Add(LowerCall(call));
                break;
            case BoundConversion { Kind: BoundConversionKind.ToUnit or BoundConversionKind.FromNever } dropped:
                LowerEffect(dropped.Operand);
                break;
            default:
                LoweredExpression value = Lower(expression);
                if (value is not (LoweredDefault or LoweredConstant))
                {
                    Add(value);
                }
                break;
        }
    }
}
