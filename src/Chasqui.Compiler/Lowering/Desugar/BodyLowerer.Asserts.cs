using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   assert a == b, m        after   $l = a; $r = b; branch-if $l == $r ok
    ///                                            throw ComparisonFailed(m, "left != right", $l, $r)
    ///                                       ok:
    /// </code>
    /// </summary>
    private void LowerAssert(BoundAssert assert)
    {
        LoweredLabel holds = Label("holds");
        if (assert.Raises is not null)
        {
            LowerAssertRaises(assert, assert.Raises);
            return;
        }
        if (assert.Pattern is not null)
        {
            LowerAssertPattern(assert, assert.Pattern, holds);
            return;
        }
        if (assert.Condition is BoundComparison comparison)
        {
            LoweredExpression left = Spill(Lower(comparison.Left), "l"), right = Spill(Lower(comparison.Right), "r");
            Add(new LoweredBranch(Compare(comparison.Operator, left, right), holds, JumpIf: true));
            Add(new LoweredThrow(WellKnown.Generic(
                "Errors.ComparisonFailed", _context.ExceptionType, [left.Type, right.Type], Message(assert), Text(Opposite(comparison.Operator)), left, right)));
        }
        else
        {
            Jump(assert.Condition, holds, jumpIf: true);
            Fail(assert, Text(""));
        }
        Mark(holds);
    }

    private void LowerAssertPattern(BoundAssert assert, BoundPattern pattern, LoweredLabel holds)
    {
        LoweredLabel failed = Label("failed");
        LoweredExpression subject = Spill(Lower(assert.Condition), "subject");
        Test(pattern, subject, failed, assert.Condition.IsPlace);
        Goto(holds);
        Mark(failed);
        string expected = pattern is BoundVariantPattern variant ? variant.Variant.Name : "a value of another form";
        string found = pattern is BoundVariantPattern { Variant.Enum.Variants: { Length: 2 } both } v ? both[both[0] == v.Variant ? 1 : 0].Name : "another";
        Fail(assert, Text($"expected {expected}, got {found}"));
        Mark(holds);
    }

    /// <summary>
    /// <code>
    ///   before   assert f() raises E        after   $raised = false
    ///                                               try: f()  catch Exception e when Normalize(e) is E: $raised = true
    ///                                               branch-if $raised ok; throw AssertionFailed(…)
    /// </code>
    /// </summary>
    private void LowerAssertRaises(BoundAssert assert, TypeSymbol expected)
    {
        LoweredLabel holds = Label("holds");
        LoweredLocal raised = Temporary(PrimitiveTypeSymbol.Bool, "raised");
        Assign(raised, new LoweredConstant(PrimitiveTypeSymbol.Bool, false));
        LoweredBlock body = Region(() => LowerEffect(assert.Condition));
        LoweredLocal error = Temporary(_context.ExceptionType, "error");
        LoweredBlock handler = Region(() => Assign(raised, new LoweredConstant(PrimitiveTypeSymbol.Bool, true)));
        Add(new LoweredTry(body, [new LoweredCatch(_context.ExceptionType, error, IsError(error, expected), handler)], null));
        Add(new LoweredBranch(new LoweredLocalRead(raised), holds, JumpIf: true));
        Fail(assert, Text($"expected {expected} to be raised"));
        Mark(holds);
    }

    private void Fail(BoundAssert assert, LoweredExpression detail) =>
        Add(new LoweredThrow(WellKnown.Static("Errors.AssertionFailed", _context.ExceptionType, Message(assert), detail)));

    private LoweredExpression Message(BoundAssert assert) => assert.Message is null ? Text("") : Lower(assert.Message);

    private static string Opposite(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "left != right",
        ComparisonOperator.NotEqual => "left == right",
        ComparisonOperator.Less => "left >= right",
        ComparisonOperator.LessOrEqual => "left > right",
        ComparisonOperator.Greater => "left <= right",
        _ => "left < right",
    };
}
