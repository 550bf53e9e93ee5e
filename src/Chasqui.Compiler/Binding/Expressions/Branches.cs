using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary><c>if</c>, <c>match</c>, <c>loop</c>, as statements and as values.</summary>
internal sealed partial class BodyBinder
{
    private BoundExpression BindIf(IfSyntax syntax, TypeSymbol? expected, bool wantsValue)
    {
        wantsValue &= syntax.Else is not null;
        var conditions = new List<BoundCondition>();
        var branches = new List<Branch>();
        int narrowed = 0;
        foreach (IfBranchSyntax branch in syntax.Branches)
        {
            OpenScope();
            conditions.Add(BindCondition(branch.Condition));
            branches.Add(BindBranch(branch.Body, expected, wantsValue));
            CloseScope();
            // What `x is None` did not hold for is there in the branches that follow.
            if (NoneTest(branch.Condition, ComparisonOperator.Is) is { } tested && conditions[^1].Value.Type is not ErrorTypeSymbol)
            {
                OpenScope();
                narrowed++;
                _pendingUnwraps.Push(tested);
            }
        }
        if (syntax.Else is { } last)
        {
            branches.Add(InScope(() => BindUnwrapped(last, expected, wantsValue, narrowed)));
        }
        for (; narrowed > 0; narrowed--)
        {
            _pendingUnwraps.Pop();
            CloseScope();
        }
        (TypeSymbol type, ImmutableArray<BoundBlockExpression> blocks) = UniteBranches(branches, expected, wantsValue, "if");
        BoundBlockExpression? otherwise = syntax.Else is null ? null : blocks[^1];
        if (otherwise is null)
        {
            type = PrimitiveTypeSymbol.Unit;
        }
        return new BoundIf(syntax.Span, type, [.. conditions.Select((c, i) => new BoundIfBranch(c, blocks[i]))], otherwise);
    }

    /// <summary>A bool, a pattern test, or <c>x is not None</c>, which is <c>let Some(x) = x</c>.</summary>
    private BoundCondition BindCondition(ConditionSyntax syntax)
    {
        if (syntax.Pattern is { } pattern)
        {
            BoundExpression subject = BindExpression(syntax.Value);
            return new BoundCondition(syntax.Span, BindPattern(pattern, subject.Type), subject);
        }
        if (NoneTest(syntax, ComparisonOperator.IsNot) is { } name && BindExpression(name) is BoundVariable variable && Types.IsOption(variable.Type, out TypeSymbol? inner))
        {
            LocalSymbol present = Narrow(name.Name, inner, variable.Variable);
            var binding = new BoundBindingPattern(name.Span, inner, present);
            return new BoundCondition(syntax.Span, new BoundVariantPattern(syntax.Span, variable.Type, Types.Some, [binding]), variable);
        }
        return new BoundCondition(syntax.Span, null, BindBool(syntax.Value, acceptsHook: true));
    }

    private BoundExpression BindMatch(MatchSyntax syntax, TypeSymbol? expected, bool wantsValue)
    {
        BoundExpression subject = BindExpression(syntax.Subject);
        var patterns = new List<(BoundPattern Pattern, BoundExpression? Guard)>();
        var branches = new List<Branch>();
        foreach (MatchArmSyntax arm in syntax.Arms)
        {
            OpenScope();
            BoundPattern pattern = BindPattern(arm.Pattern, subject.Type);
            patterns.Add((pattern, arm.Guard is null ? null : BindBool(arm.Guard, acceptsHook: true)));
            branches.Add(BindBranch(arm.Body, expected, wantsValue));
            CloseScope();
        }
        (TypeSymbol type, ImmutableArray<BoundBlockExpression> blocks) = UniteBranches(branches, expected, wantsValue, "match");
        return new BoundMatch(
            syntax.Span, type, subject,
            [.. syntax.Arms.Select((a, i) => new BoundMatchArm(a.Span, patterns[i].Pattern, patterns[i].Guard, blocks[i]))]);
    }

    private BoundExpression BindLoop(LoopSyntax syntax, TypeSymbol? expected)
    {
        var loop = new LoopFrame { IsLoopExpression = true, ValueType = Wanted(expected) ?? _unifier.Fresh(syntax.Span) };
        _frame.Loops.Push(loop);
        BoundBlock body = BindBlock(syntax.Body);
        _frame.Loops.Pop();
        if (!loop.HasValue && loop.ValueType is InferenceTypeSymbol unused)
        {
            unused.Solution ??= PrimitiveTypeSymbol.Unit;
        }
        TypeSymbol type = !loop.HasBreak ? PrimitiveTypeSymbol.Never : loop.HasValue ? loop.ValueType : PrimitiveTypeSymbol.Unit;
        return new BoundLoop(syntax.Span, type, loop.Target, body);
    }
}
