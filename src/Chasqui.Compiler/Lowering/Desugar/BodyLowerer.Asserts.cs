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
        else if (!TryLowerAssertOperator(assert, holds))
        {
            Jump(assert.Condition, holds, jumpIf: true);
            Fail(assert, Text(""));
        }
        Mark(holds);
    }

    /// <summary>
    /// An operator that is a method of one operand shows both as well.
    /// <code>
    ///   before   assert x in xs          after   $o = xs; $a = x; branch-if $o.__contains__($a) ok
    ///                                            throw ComparisonFailed("", "left not in right", $a, $o)
    ///                                       ok:
    /// </code>
    /// </summary>
    private bool TryLowerAssertOperator(BoundAssert assert, LoweredLabel holds)
    {
        bool isNegated = assert.Condition is BoundUnary { Kind: BoundUnaryKind.Not };
        BoundExpression test = assert.Condition is BoundUnary { Kind: BoundUnaryKind.Not } not ? not.Operand : assert.Condition;
        if (test is not BoundCall { Receiver: { } receiver, Arguments: [var argument], Function: { IsAsync: false, MutatesReceiver: false } } call
            || argument.Parameter.Mode != ParameterMode.Value
            || Relation(call.Function.Name, holds: isNegated) is not { } relation)
        {
            return false;
        }
        var owner = new LocalSymbol("owner", receiver.Type, isMutable: false);
        var operand = new LocalSymbol("operand", argument.Value.Type, isMutable: false);
        LoweredExpression right = _variables[owner] = Spill(Lower(receiver), "o");
        LoweredExpression left = _variables[operand] = Spill(Lower(argument.Value), "a");
        if (call.Function.Name != "__contains__")
        {
            (left, right) = (right, left);
        }
        Jump(
            call with
            {
                Receiver = new BoundVariable(receiver.Span, owner),
                Arguments = [argument with { Value = new BoundVariable(argument.Value.Span, operand) }],
            },
            holds,
            jumpIf: !isNegated);
        Add(new LoweredThrow(WellKnown.Generic(
            "Errors.ComparisonFailed", _context.ExceptionType, [left.Type, right.Type], Message(assert), Text(relation), left, right)));
        return true;
    }

    /// <summary>What was found of an operator that should not have held, or should have.</summary>
    private static string? Relation(string dunder, bool holds) => (dunder, holds) switch
    {
        ("__contains__", true) => "left in right",
        ("__contains__", false) => "left not in right",
        ("__eq__", true) or ("__ne__", false) => "left == right",
        ("__eq__", false) or ("__ne__", true) => "left != right",
        ("__lt__", true) or ("__ge__", false) => "left < right",
        ("__lt__", false) or ("__ge__", true) => "left >= right",
        ("__le__", true) or ("__gt__", false) => "left <= right",
        ("__le__", false) or ("__gt__", true) => "left > right",
        _ => null,
    };

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
